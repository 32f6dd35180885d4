from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "saphan.pipeline"
    label = "pipeline"

    def ready(self) -> None:
        from saphan.pipeline import furnish, indexing

        indexing.subscribe_to_journal()
        furnish.furnish_new_workspaces()
