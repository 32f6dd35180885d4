from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "saphan.measures"
    label = "measures"

    def ready(self) -> None:
        from saphan.journal.undo import refuse_to_unmake
        from saphan.measures.clients import keeping
        from saphan.measures.rules import refuse_to_take_back

        keeping.subscribe_to_journal()
        refuse_to_unmake("submission", refuse_to_take_back)
