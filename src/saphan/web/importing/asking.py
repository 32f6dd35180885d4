"""What a file leaves open, each thing asked once and applied to every row."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from saphan.exchange.engine import mapping_for
from saphan.exchange.mapping import Mapping
from saphan.exchange.prepare import CREATABLE
from saphan.exchange.runs import runs_for, save_mapping
from saphan.exchange.survey import Question, questions
from saphan.web.importing.words import field_label
from saphan.web.request import MemberRequest
from saphan.web.settings.pages import needs
from saphan.workspace.rights import Right

ANSWER, EMPTY = "answer-", "empty-"


@needs(Right.IMPORT)
def ask(request: MemberRequest, code: str) -> HttpResponse:
    """The questions of a file; without any the trial follows."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    mapping = mapping_for(run)
    if request.method == "POST":
        _take(mapping, request.POST)
        save_mapping(run, mapping.as_dict())
        return redirect("importing:trial", request.workspace.code, run.code)
    asked = [each for each in questions(run, mapping, request.actor) if each.field not in mapping.create]
    if not asked:
        return redirect("importing:trial", request.workspace.code, run.code)
    context = {"run": run, "groups": list(_grouped(asked)), "step": 2}
    return render(request, "importing/questions.html", context)


def _grouped(asked: Iterable[Question]) -> Iterable[dict[str, Any]]:
    """Questions of one kind about one field under one heading."""
    for (kind, field), alike in groupby(asked, key=lambda each: (each.kind, each.field)):
        yield {
            "kind": kind,
            "field": field,
            "label": field_label(field),
            "creatable": kind == "relation" and field in CREATABLE,
            "asked": [_asked(each) for each in alike],
        }


def _asked(question: Question) -> dict[str, Any]:
    place = f"{question.field}:{question.text}"
    return {
        "name": "date_order" if question.kind == "date_order" else f"{ANSWER}{place}",
        "empty": f"{EMPTY}{place}",
        "text": question.text,
        "rows": question.rows,
        "proposal": question.proposal,
        "choices": [(choice, _choice(choice)) for choice in question.choices],
    }


def _choice(choice: str) -> str:
    return {
        "dmy": _("day, month, year"), "mdy": _("month, day, year"), "won": _("Won"), "lost": _("Lost"),
        "no_decision": _("No decision"),
    }.get(choice, choice)  # fmt: skip


def _take(mapping: Mapping, sent: QueryDict) -> None:
    """Keep what was answered; a question left open makes its rows bad rows, to be given back."""
    mapping.date_order = sent.get("date_order", mapping.date_order)
    mapping.create += [
        key for key in sent.getlist("create") if key in CREATABLE and key not in mapping.create
    ]
    for name, value in sent.items():
        if name.startswith(ANSWER) and value:
            _answer(mapping, name.removeprefix(ANSWER), str(value))
    for name in sent:
        if name.startswith(EMPTY):
            _answer(mapping, name.removeprefix(EMPTY), "")


def _answer(mapping: Mapping, place: str, meaning: str) -> None:
    field, _sign, text = place.partition(":")
    mapping.answers.setdefault(field, {})[text] = meaning
