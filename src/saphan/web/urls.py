"""Addresses of the pages, by area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("saphan.web.entrance.urls")),
    path("account/", include("saphan.web.sign_in_urls")),
    path("w/<slug:workspace>/", include("saphan.web.desk.urls")),
    path("w/<slug:workspace>/", include("saphan.web.clients.urls")),
    path("w/<slug:workspace>/", include("saphan.web.pipeline.urls")),
    path("w/<slug:workspace>/", include("saphan.web.leads.urls")),
    path("w/<slug:workspace>/", include("saphan.web.commerce.urls")),
    path("w/<slug:workspace>/", include("saphan.web.quotes.urls")),
    path("w/<slug:workspace>/", include("saphan.web.contracts.urls")),
    path("w/<slug:workspace>/", include("saphan.web.performance.urls")),
    path("w/<slug:workspace>/", include("saphan.web.importing.urls")),
    path("w/<slug:workspace>/", include("saphan.web.exporting.urls")),
    path("w/<slug:workspace>/", include("saphan.web.grid.urls")),
    path("w/<slug:workspace>/settings/", include("saphan.web.settings.urls")),
]
