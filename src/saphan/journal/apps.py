from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "saphan.journal"
    label = "journal"
