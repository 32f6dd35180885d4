from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "saphan.search"
    label = "search"
