from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "saphan.pipeline"
    label = "pipeline"

    def ready(self) -> None:
        from saphan.clients.hooks import on_merge
        from saphan.journal.undo import refuse_to_unmake
        from saphan.pipeline import furnish, indexing, merging, rules

        indexing.subscribe_to_journal()
        furnish.furnish_new_workspaces()
        on_merge("account", merging.move_to)
        refuse_to_unmake("stage", rules.refuse_used_stages)
