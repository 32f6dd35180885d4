from typing import Any

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "saphan.exchange"
    label = "exchange"

    def ready(self) -> None:
        from saphan.administration.tasks import deliver
        from saphan.measures.reports.terms import TOPIC

        deliver(TOPIC, _send_report)


def _send_report(message: Any) -> None:
    # Loads the engine of the figures, which most commands never need.
    from saphan.exchange import report_mail

    report_mail.send(message)
