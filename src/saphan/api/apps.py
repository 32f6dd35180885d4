from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "saphan.api"
    label = "api"
