from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "saphan.pipeline"
    label = "pipeline"

    def ready(self) -> None:
        from saphan.clients.hooks import goes_along
        from saphan.journal.undo import refuse_to_unmake
        from saphan.pipeline import furnish, indexing, rules
        from saphan.pipeline.models import Lead, Opportunity

        indexing.subscribe_to_journal()
        furnish.furnish_new_workspaces()
        goes_along(Lead, Opportunity)
        refuse_to_unmake("stage", rules.refuse_used_stages)
