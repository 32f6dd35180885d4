from django.apps import AppConfig


class ExtendConfig(AppConfig):
    name = "saphan.extend"
    label = "extend"

    def ready(self) -> None:
        from saphan.clients.hooks import goes_along
        from saphan.extend.models import SurveyAnswer, SurveyInvitation

        goes_along(SurveyInvitation, SurveyAnswer)
