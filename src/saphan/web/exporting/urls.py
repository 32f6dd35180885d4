from __future__ import annotations

from django.urls import path

from saphan.web.exporting import views

app_name = "exporting"
urlpatterns = [path("export/<slug:kind>.<slug:fmt>", views.file, name="file")]
