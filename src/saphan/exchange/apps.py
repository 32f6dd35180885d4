from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "saphan.exchange"
    label = "exchange"

    def ready(self) -> None:
        from saphan.administration.tasks import deliver
        from saphan.exchange import report_mail
        from saphan.measures.reports.schedules import TOPIC

        deliver(TOPIC, report_mail.send)
