"""The first steps of an import: the file, and where its columns go."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.core.errors import RuleBroken, SaphanError
from saphan.core.reading import read_date
from saphan.core.reading.columns import Kind
from saphan.exchange.engine import mapping_for
from saphan.exchange.kinds import KINDS
from saphan.exchange.mapping import Mapping
from saphan.exchange.models import ImportRun
from saphan.exchange.prepare import CREATABLE
from saphan.exchange.runs import proposals, runs_for, save_mapping, start_run
from saphan.exchange.terms import Existing
from saphan.pipeline.queries import pipelines_for
from saphan.web.answers import answer
from saphan.web.history.attributes import LABELS
from saphan.web.importing.aside import aside_of
from saphan.web.importing.sent import COLUMN, CONSTANT, chosen_mapping
from saphan.web.importing.words import KIND_LABELS, field_label, said
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.pages import needs
from saphan.workspace.rights import Right

SURE = 80  # below this a match is shown for a closer look


class FileForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What is in it"), choices=list(KIND_LABELS.items()))
    file = forms.FileField(label=gettext_lazy("CSV or Excel file"))


@needs(Right.IMPORT)
def start(request: MemberRequest) -> HttpResponse:
    """Choose a file; below it, the imports so far."""
    reader = reader_of(request)

    def context() -> dict[str, Any]:
        rows = [
            (
                run,
                KIND_LABELS.get(run.kind, run.kind),
                reader.ago(run.finished_at or run.started_at),
                f"{run.created + run.updated + run.unchanged:,} / {run.total_rows:,}",
            )
            for run in runs_for(request.actor)[:50]
        ]
        return {"runs": rows}

    if request.method != "POST":
        return render(request, "importing/start.html", context() | {"form": FileForm()})

    def act(kind: str, file: Any) -> ImportRun:
        return start_run(request.actor, kind, file.name, file)

    def to(run: ImportRun) -> str:
        return reverse("importing:columns", args=[request.workspace.code, run.code])

    return answer(
        request, FileForm, act, page="importing/start.html", fragment="start", context=context, to=to
    )


@needs(Right.IMPORT)
def columns(request: MemberRequest, code: str) -> HttpResponse:
    """Where each column goes, and how the file is to be read."""
    run = get_object_or_404(runs_for(request.actor), code=code)
    refusal = None
    if request.method == "POST":
        try:
            save_mapping(run, chosen_mapping(run, request.POST))
            KINDS[run.kind](request.actor, mapping_for(run), run.headers)
            return redirect("importing:questions", request.workspace.code, run.code)
        except SaphanError as error:
            refusal = said(error)
    status = 422 if refusal else 200
    return render(
        request,
        "importing/columns.html",
        _columns_context(request, run)
        | aside_of(request, run, mapping_for(run), 1)
        | {"form_refusal": refusal},
        status=status,
    )


def _year_words(texts: Sequence[str], mapping: Mapping) -> str:
    """How a year of the Buddhist era is read, where a column of dates has any."""
    for text in texts:
        with suppress(RuleBroken):
            read = read_date(text, mapping.order)
            if read.buddhist:
                return _("Buddhist year read as %(year)s") % {"year": read.date.year}
    return ""


def _fixed(request: MemberRequest, run: ImportRun, mapping: Mapping) -> list[dict[str, Any]]:
    """Needed fields that no column goes to, to be given once for all rows, with the names to choose from if few."""
    kind, columns = KINDS[run.kind], set(mapping.columns.values())
    missing = [
        each for each in kind.FIELDS if each.required and columns.isdisjoint((each.key, *each.instead))
    ]
    if not missing:
        return []
    pretended = Mapping(columns=mapping.columns, constants={each.key: "" for each in missing})
    known = kind(request.actor, pretended, run.headers).relations
    return [
        {
            "key": each.key,
            "label": field_label(each.key),
            "name": f"{CONSTANT}{each.key}",
            "value": mapping.constants.get(each.key, ""),
            "names": known[each.relation].few() if each.relation else [],
        }
        for each in missing
    ]


def _columns_context(request: MemberRequest, run: ImportRun) -> dict[str, Any]:
    mapping, found = mapping_for(run), proposals(run)
    fields = [(each.key, field_label(each.key), each.required) for each in KINDS[run.kind].FIELDS]
    dated = {each.key for each in KINDS[run.kind].FIELDS if each.kind == Kind.DATE}
    samples = [*run.samples, *([()] * len(run.headers))]
    rows = [
        {
            "title": title,
            "name": f"{COLUMN}{place}",
            "looks": ", ".join(samples[place][:2]),
            "chosen": mapping.columns.get(title, ""),
            "confidence": proposal.confidence if proposal else 0,
            "unsure": bool(proposal and proposal.confidence < SURE),
            "note": _year_words(samples[place], mapping) if mapping.columns.get(title) in dated else "",
        }
        for place, (title, proposal) in enumerate(zip(run.headers, found, strict=True))
    ]
    relations = [each.key for each in KINDS[run.kind].FIELDS if each.relation and each.key in CREATABLE]
    return {
        "run": run,
        "kind": KIND_LABELS[run.kind],
        "rows": rows,
        "fields": fields,
        "mapping": mapping,
        "matched": sum(1 for row in rows if row["chosen"]),
        "unsure": sum(1 for row in rows if row["unsure"]),
        "creatable": [
            (key, LABELS.get(f"{key}_id", field_label(key)), key in mapping.create) for key in relations
        ],
        "fixed": _fixed(request, run, mapping),
        "existing": Existing.choices,
        "pipelines": pipelines_for(request.actor) if run.kind == "opportunities" else [],
        "step": 1,
    }
