from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "saphan.tokens"
    label = "tokens"
