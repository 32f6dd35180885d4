from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "saphan.commerce"
    label = "commerce"

    def ready(self) -> None:
        from saphan.commerce import ledger

        ledger.subscribe_to_journal()
