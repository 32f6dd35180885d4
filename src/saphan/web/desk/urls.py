from __future__ import annotations

from django.urls import path

from saphan.web.desk import acting, bell, design, palette, quick, standing, views

app_name = "desk"
urlpatterns = [
    path("search/", palette.palette, name="search"),
    path("do/<str:command>/<slug:code>/", acting.act, name="act"),
    path("line/", quick.quick, name="quick"),
    path("notices/", bell.notices, name="notices"),
    path("notices/read/", bell.read, name="read_notices"),
    path("workspaces/", views.workspaces, name="workspaces"),
    path("standing/role/", standing.act_in, name="act_in"),
    path("standing/look/", standing.look, name="look_as"),
    path("standing/back/", standing.back, name="step_back"),
    path("design/", design.design, name="design"),
    path("keys/", views.keys, name="keys"),
    path("undo/", views.undo_change, name="undo"),
]
