from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "saphan.tokens"
    label = "tokens"

    def ready(self) -> None:
        # Undo asks the registry who may still do what a change did, in processes that never see the API too.
        from saphan.tokens import actions  # noqa: F401
