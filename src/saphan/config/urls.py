"""Every address of the pages. Those of the API are in `api_urls`."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("saphan.web.urls")),
]
