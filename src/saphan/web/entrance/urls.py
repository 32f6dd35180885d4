from __future__ import annotations

from django.urls import path

from saphan.administration.first_run import PATH as START
from saphan.administration.invitations import PATH
from saphan.web.entrance import health, home, invitation, looks, start, worker

urlpatterns = [
    path("", home.home, name="home"),
    path("health", health.health, name="health"),
    path("worker.js", worker.worker, name="worker"),
    path("offline/", worker.offline, name="offline"),
    path(f"{START}/", start.workspace, name="start"),
    path(f"{START}/form/", start.organisation, name="start_form"),
    path(f"{START}/<str:token>/", start.first_person, name="start_person"),
    path("design/", home.design, name="design"),
    path("language/", looks.switch_language, name="language"),
    path("years/", looks.switch_year_style, name="year_style"),
    path("theme/", looks.switch_theme, name="theme"),
    path(f"{PATH}/<str:token>/", invitation.invitation, name="invitation"),
]
