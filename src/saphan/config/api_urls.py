"""Every address while a program asks: those of the API before those of the pages, which its answers may name.

Pages do without this module, so neither a start nor an installation without programs loads the API.
"""

from __future__ import annotations

from django.urls import path

from saphan.api.door import api
from saphan.config import urls

urlpatterns = [path("api/v1/", api.urls), *urls.urlpatterns]
