from __future__ import annotations

from django.urls import path

from saphan.web.importing import aside, asking, running, wizard

app_name = "importing"
urlpatterns = [
    path("import/", wizard.start, name="start"),
    path("import/<slug:code>/columns/", wizard.columns, name="columns"),
    path("import/<slug:code>/preview/", aside.preview_row, name="preview"),
    path("import/<slug:code>/mapping.json", aside.mapping_file, name="mapping"),
    path("import/<slug:code>/questions/", asking.ask, name="questions"),
    path("import/<slug:code>/trial/", running.tried, name="trial"),
    path("import/<slug:code>/trial/progress/", running.trial_progress, name="trial_progress"),
    path("import/<slug:code>/go/", running.go, name="go"),
    path("import/<slug:code>/", running.run_page, name="run"),
    path("import/<slug:code>/progress/", running.progress, name="progress"),
    path("import/<slug:code>/pause/", running.pause_run, name="pause"),
    path("import/<slug:code>/bad-rows.csv", running.bad_rows, name="bad_rows"),
    path("import/<slug:code>/undo/", running.undo, name="undo"),
]
