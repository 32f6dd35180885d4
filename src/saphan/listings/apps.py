from django.apps import AppConfig


class ListingsConfig(AppConfig):
    name = "saphan.listings"
    label = "listings"
