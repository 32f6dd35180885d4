"""Every address of the product, by door."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("saphan.web.urls")),
]
