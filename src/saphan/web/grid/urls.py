"""What every list has: filters, editors, cells, blocks, bulk changes, saved views."""

from __future__ import annotations

from django.urls import path

from saphan.web.grid import editing, late, pages, panel, pasting, views

app_name = "grid"
urlpatterns = [
    path("views/save/", views.save, name="save_view"),
    path("views/<slug:code>/change/", views.change, name="change_view"),
    path("views/<slug:code>/share/", views.share, name="share_view"),
    path("views/<slug:code>/remove/", views.remove, name="remove_view"),
    path("lists/<slug:key>/filters/", pages.filters, name="filters"),
    path("lists/<slug:key>/editors/<slug:column>/", pages.editor, name="editor"),
    path("lists/<slug:key>/late/<slug:column>/", late.late, name="late"),
    path("lists/<slug:key>/paste/", pasting.paste, name="paste"),
    path("lists/<slug:key>/bulk/<slug:column>/", editing.bulk, name="bulk"),
    path("lists/<slug:key>/<slug:code>/peek/", panel.peek, name="peek"),
    path("lists/<slug:key>/<slug:code>/cell/", editing.cell, name="cell"),
]
