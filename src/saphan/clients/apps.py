from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "saphan.clients"
    label = "clients"

    def ready(self) -> None:
        from saphan.clients import indexing

        indexing.subscribe_to_journal()
