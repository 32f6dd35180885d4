from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "saphan.exchange"
    label = "exchange"
