from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "saphan.measures"
    label = "measures"
