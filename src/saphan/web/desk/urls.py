from __future__ import annotations

from django.urls import path

from saphan.web.desk import views

app_name = "desk"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("workspaces/", views.workspaces, name="workspaces"),
    path("keys/", views.keys, name="keys"),
    path("undo/", views.undo_change, name="undo"),
]
