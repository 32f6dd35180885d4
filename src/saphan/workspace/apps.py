from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "saphan.workspace"
    label = "workspace"
