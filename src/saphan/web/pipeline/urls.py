"""Addresses of the pipeline and its deals."""

from __future__ import annotations

from django.urls import path

from saphan.web.pipeline import board, calls, changed, checks, deal, forecast, lines, moves, table, talks

app_name = "pipeline"
urlpatterns = [
    path("pipeline/", board.board, name="board"),
    path("pipeline/table/", table.table, name="table"),
    path("pipeline/changes/", changed.changed, name="changed"),
    path("pipeline/changes/freeze/", changed.freeze, name="freeze_changes"),
    path("pipeline/changes/file.<slug:fmt>", changed.file, name="changes_file"),
    path("pipeline/forecast/", forecast.page, name="forecast"),
    path("pipeline/forecast/strip/", forecast.strip, name="forecast_strip"),
    path("pipeline/calls/", calls.calls, name="calls"),
    path("pipeline/calls/make/", calls.make, name="make_call"),
    path("pipeline/stages/<slug:code>/more/", board.column, name="column"),
    path("deals/new/", deal.new, name="new"),
    path("deals/<slug:code>/", deal.deal, name="deal"),
    path("deals/<slug:code>/peek/", deal.peek, name="peek"),
    path("deals/<slug:code>/checks/", checks.checks, name="checks"),
    path("deals/<slug:code>/forecast/", forecast.deal, name="deal_forecast"),
    path("deals/<slug:code>/timeline/", deal.earlier, name="earlier"),
    path("deals/<slug:code>/edit/", deal.edit, name="edit"),
    path("deals/<slug:code>/assign/", deal.assign, name="assign"),
    path("deals/<slug:code>/lines/", lines.lines, name="lines"),
    path("deals/<slug:code>/move/", moves.move, name="move"),
    path("deals/<slug:code>/to-stage/", moves.move_page, name="move_page"),
    path("deals/<slug:code>/win/", moves.win, name="win"),
    path("deals/<slug:code>/lose/", moves.lose, name="lose"),
    path("deals/<slug:code>/no-decision/", moves.no_decision, name="no_decision"),
    path("deals/<slug:code>/reopen/", moves.reopen, name="reopen"),
    path("deals/<slug:code>/log/", talks.log, name="log"),
    path("deals/<slug:code>/steps/new/", talks.add_step, name="add_step"),
]
