"""Every address of the product, by door."""

from __future__ import annotations

from django.urls import include, path

from saphan.api.door import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("saphan.web.urls")),
]
