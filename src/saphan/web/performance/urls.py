from __future__ import annotations

from django.urls import path

from saphan.web.performance import explained, wall

app_name = "performance"
urlpatterns = [
    path("performance/", wall.performance, name="wall"),
    path("performance/<slug:key>/", explained.explained, name="explain"),
    path("performance/<slug:key>/rows.csv", explained.rows_file, name="rows"),
]
