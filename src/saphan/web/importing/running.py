"""The later steps of an import: tried, running, done, undone. The work goes on when the page is left."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.core.errors import RuleBroken
from saphan.exchange.background import start_import, start_trial, start_undo, trial_of
from saphan.exchange.bad_rows import bad_rows_file
from saphan.exchange.engine import pause
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import runs_for
from saphan.exchange.terms import RunState
from saphan.exchange.undo import undo_until
from saphan.journal import now
from saphan.web.importing.words import KIND_LABELS, field_label
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.pages import needs
from saphan.words.refusal import sentence_of
from saphan.workspace.rights import Right

SECOND = 1_000_000  # microseconds
SHOWN = 20
UNDER_WAY = (RunState.RUNNING, RunState.UNDOING)


@require_safe
@needs(Right.IMPORT)
def tried(request: MemberRequest, code: str) -> HttpResponse:
    """Start the trial and show how far it is. Nothing is saved."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    if run.state != RunState.READY:
        return redirect("importing:run", request.workspace.code, run.code)
    start_trial(run, request.actor)
    return render(request, "importing/trial.html", _trial_context(run))


@require_safe
@needs(Right.IMPORT)
def trial_progress(request: MemberRequest, code: str) -> HttpResponse:
    run = get_object_or_404(runs_for(request.actor), code=code)
    return render(request, "importing/trial.html#progress", _trial_context(run))


@require_POST
@needs(Right.IMPORT)
def go(request: MemberRequest, code: str) -> HttpResponse:
    """Bring it in, or go on with one that was paused."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    if run.state in (RunState.READY, RunState.PAUSED):
        start_import(run, request.actor)
    return redirect("importing:run", request.workspace.code, run.code)


@require_safe
@needs(Right.IMPORT)
def run_page(request: MemberRequest, code: str) -> HttpResponse:
    """One import: its progress, or what came of it."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    return render(request, "importing/run.html", _run_context(request, run))


@require_safe
@needs(Right.IMPORT)
def progress(request: MemberRequest, code: str) -> HttpResponse:
    run = get_object_or_404(runs_for(request.actor), code=code)
    return render(request, "importing/run.html#progress", _run_context(request, run))


@require_POST
@needs(Right.IMPORT)
def pause_run(request: MemberRequest, code: str) -> HttpResponse:
    """Stop after the batch that is being written."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    pause(run)
    return redirect("importing:run", request.workspace.code, run.code)


@require_POST
@needs(Right.IMPORT)
def undo(request: MemberRequest, code: str) -> HttpResponse:
    """Take the whole import back."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    if run.state in (RunState.DONE, RunState.PAUSED):
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.UNDOING)
        run.refresh_from_db()
        start_undo(run, request.actor)
    return redirect("importing:run", request.workspace.code, run.code)


@require_safe
@needs(Right.IMPORT)
def bad_rows(request: MemberRequest, code: str) -> StreamingHttpResponse:
    """The rows that stayed out, with the reason beside each."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    titles = (_("Line"), _("Field"), _("Reason"))
    response = StreamingHttpResponse(
        bad_rows_file(run, sentence_of, titles), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{run.code}-rows-to-mend.csv"'
    return response


def _trial_context(run: ImportRun) -> dict[str, Any]:
    told = trial_of(run)
    done, total = told.get("done", 0), told.get("total", run.total_rows)
    result, refused = told.get("result"), told.get("refused")
    return {
        "run": run,
        "step": 3,
        "done": done,
        "total": total,
        "rows_done": _rows(done, total),
        "left": _left(told.get("started"), done, total),
        "result": result,
        "refusal": sentence_of(RuleBroken(refused["code"], field=refused["field"], **refused["values"]))
        if refused
        else "",
        "problems": [_problem(each) for each in (result or {}).get("problems", [])[:SHOWN]],
        "flags": _flags((result or {}).get("flags", {})),
        "is_over": bool(result or refused),
    }


def _run_context(request: MemberRequest, run: ImportRun) -> dict[str, Any]:
    until, reader = undo_until(run), reader_of(request)
    return {
        "run": run,
        "step": 4,
        "kind": KIND_LABELS.get(run.kind, run.kind),
        "under_way": run.state in UNDER_WAY,
        "rows_done": _rows(run.done_rows, run.total_rows),
        "left": _left(run.started_at, run.done_rows, run.total_rows) if run.state == RunState.RUNNING else "",
        "flags": _flags(run.flags),
        "problems": [
            {
                "line": row.number,
                "field": field_label(row.field),
                "said": sentence_of(RuleBroken(row.problem, field=row.field, **row.values)),
            }
            for row in run.bad_rows.order_by("number")[:SHOWN]
        ],
        "undo_day": reader.full_day(reader.at(until).date()) if until is not None and now() < until else "",
    }


def _problem(told: dict[str, Any]) -> dict[str, Any]:
    error = RuleBroken(told["code"], field=told["field"], **told["values"])
    return {"line": told["line"], "field": field_label(told["field"]), "said": sentence_of(error)}


def _flags(flags: dict[str, int]) -> list[tuple[str, int]]:
    words = {
        "without_account": _("without a client; kept and marked"),
        "without_owner": _("without an owner; kept and marked"),
    }
    return [(words.get(code, code), count) for code, count in flags.items()]


def _rows(done: int, total: int) -> str:
    return _("%(done)s of %(total)s rows") % {"done": f"{done:,}", "total": f"{total:,}"}


def _left(started: int | None, done: int, total: int) -> str:
    """The time that is left at the pace so far, in words."""
    if not started or not done or done >= total:
        return ""
    seconds = round((now() - started) / SECOND * (total - done) / done)
    return _("about %(seconds)s s left") % {"seconds": max(1, seconds)}
