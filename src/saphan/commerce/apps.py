from django.apps import AppConfig


class CommerceConfig(AppConfig):
    name = "saphan.commerce"
    label = "commerce"

    def ready(self) -> None:
        from saphan.commerce import (
            billing,
            contract_indexing,
            indexing,
            ledger,
            order_ledger,
            quote_indexing,
        )

        ledger.subscribe_to_journal()
        order_ledger.subscribe_to_journal()
        billing.subscribe_to_journal()
        indexing.subscribe_to_journal()
        quote_indexing.subscribe_to_journal()
        contract_indexing.subscribe_to_journal()
