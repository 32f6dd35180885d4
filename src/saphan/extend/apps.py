from django.apps import AppConfig


class ExtendConfig(AppConfig):
    name = "saphan.extend"
    label = "extend"

    def ready(self) -> None:
        from saphan.clients.hooks import on_merge
        from saphan.extend.merging import move_to

        on_merge("account", move_to)
