"""Bringing tables in: the file, where its columns go, what has to be asked, the trial, the import, its undoing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Router, UploadedFile
from pydantic import Field, TypeAdapter, computed_field

from saphan.api.acting import OFFERED
from saphan.api.fields import Body, Line, Moment, Ref, Shown
from saphan.api.operations.setup import StageOfNew
from saphan.api.resource import JSON, Resource, offer_list, offer_read, refuse_parameters
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.exchange.background import start_import, start_trial, start_undo, trial_of
from saphan.exchange.bad_rows import bad_rows_file
from saphan.exchange.engine import mapping_for, pause
from saphan.exchange.kinds import KINDS
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import proposals, runs_for, save_mapping, start_run
from saphan.exchange.survey import questions
from saphan.exchange.terms import Existing, RunState
from saphan.exchange.undo import DAY, DAYS, check_undoable
from saphan.words.refusal import sentence_of
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Choice, Column, Listing, Sort
from saphan.workspace.rights import Right

Kind = Literal[
    "accounts",
    "people",
    "members",
    "offerings",
    "leads",
    "opportunities",
    "price_lists",
    "quotes",
    "contracts",
    "orders",
    "invoices",
    "receipts",
    "campaigns",
    "costs",
    "survey_invitations",
    "survey_answers",
    "whitespace_cells",
    "targets",
]
Cell = Annotated[str, Field(max_length=2_000)]
Texts = Annotated[dict[Cell, Cell], Field(max_length=5_000)]
NOT_STARTED = (RunState.READY, RunState.PAUSED)


class ImportShown(Shown):
    """One file on its way in. `done_rows` of `total_rows` are in; `flags` counts rows kept although something
    is missing; `bad` rows stayed out and are given back by `bad-rows`."""

    code: str
    kind: str
    file_name: str
    state: str
    member: Ref
    headers: list[str]
    mapping: dict[str, Any]
    total_rows: int
    done_rows: int
    created: int
    updated: int
    unchanged: int
    bad: int
    flags: dict[str, int]
    started_at: Moment | None
    finished_at: Moment | None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def undo_until(self) -> Moment | None:
        """The last instant at which the import can be undone; null before it is done."""
        return None if self.finished_at is None else self.finished_at + DAYS * DAY


class ColumnShown(Shown):
    """A column and the field it most likely goes to: how sure we are (0 to 100) and why."""

    title: str
    samples: list[str]
    field: str
    confidence: int
    reason: str


class MappingBody(Body):
    """What goes where. `answers`: field → text in the file → what it means; empty leaves the field empty."""

    columns: Annotated[
        dict[Cell, Cell], Field(max_length=1_000, description="title → field, empty stays out")
    ]
    constants: Annotated[Texts, Field(description="field → value of every row")] = {}
    answers: Annotated[dict[Cell, Texts], Field(max_length=50)] = {}
    create: Annotated[
        list[Cell], Field(max_length=20, description="relations whose unknown names are created")
    ] = []
    date_order: Literal["", "ymd", "dmy", "mdy"] = ""
    decimal_mark: Literal["", ".", ","] = ""
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$")] = ""
    existing: Existing = Existing.UPDATE
    pipeline: Line = ""
    stages: Annotated[list[StageOfNew], Field(max_length=50)] = []


class QuestionShown(Shown):
    """One thing to answer before the import: an unknown name or stage, or which number is the day."""

    kind: str
    field: str
    text: str
    rows: int
    proposal: str
    choices: list[str]


class ProblemShown(Shown):
    line: int
    field: str
    code: str
    title: str


class TrialShown(Shown):
    """What the import would do. While it is being tried `result` is null and `done` grows."""

    done: int
    total: int
    result: dict[str, Any] | None
    problems: list[ProblemShown]
    refused: ProblemShown | None


def _imports(actor: Actor) -> Any:
    """The right comes first: without it nobody learns which imports there are. Raises NotAllowed."""
    if not actor.may(Right.IMPORT):
        raise NotAllowed("action.not_allowed", action="import")
    return runs_for(actor)


IMPORT_LIST = Listing(
    filters={"kind": Column("kind"), "state": Choice("state", RunState)},
    sorts={"number": Sort("id")},
    default="-number",
)
IMPORTS = Resource("imports", "import", _imports, ImportShown, IMPORT_LIST, along=("member",))
COLUMNS, QUESTIONS = TypeAdapter(list[ColumnShown]), TypeAdapter(list[QuestionShown])
imports = Router(tags=["Imports and exports"])
offer_list(imports, IMPORTS)
offer_read(imports, IMPORTS)


@imports.post(
    "", response={201: ImportShown}, operation_id="create_import", summary="Send a CSV file or a workbook"
)
def create_import(request: Any, kind: Form[Kind], file: File[UploadedFile]) -> HttpResponse:
    """Nothing is imported yet. The columns are matched as far as they can be; look at them and send a mapping."""
    refuse_parameters(request)
    run = start_run(request.actor, kind, file.name or "", file)
    response = IMPORTS.answer(run, 201)
    response.headers["Location"] = f"/api/v1/imports/{run.code}"
    return response


@imports.get(
    "/{code}/columns",
    response=list[ColumnShown],
    operation_id="columns_of_import",
    summary="Where each column may go",
)
def columns(request: Any, code: str) -> HttpResponse:
    run = _find(request, code)
    rows = [
        {
            "title": title,
            "samples": samples,
            "field": "",
            "confidence": 0,
            "reason": "",
            **(found._asdict() if found else {}),
        }
        for title, samples, found in zip(run.headers, run.samples, proposals(run), strict=True)
    ]
    return _json(COLUMNS, rows)


@imports.put(
    "/{code}/mapping", response=ImportShown, operation_id="map_import", summary="Say what goes where"
)
def set_mapping(request: Any, code: str, body: MappingBody) -> HttpResponse:
    """The whole mapping; what it does not name is back to nothing. It is remembered for files with such titles."""
    run = _find(request, code)
    _only_in(run, RunState.READY)
    values = body.model_dump(mode="json")
    KINDS[run.kind](request.actor, mapping_for(ImportRun(mapping=values)), run.headers)
    save_mapping(run, values)
    return IMPORTS.answer(run)


@imports.get(
    "/{code}/questions",
    response=list[QuestionShown],
    operation_id="questions_of_import",
    summary="What has to be answered",
)
def list_questions(request: Any, code: str) -> HttpResponse:
    """Each unknown text once with the number of its rows. Answers go into the mapping; rows without one stay out."""
    run = _find(request, code)
    mapping = mapping_for(run)
    asked = [each for each in questions(run, mapping, request.actor) if each.field not in mapping.create]
    return _json(QUESTIONS, asked)


@imports.post(
    "/{code}/trial", response={202: TrialShown}, operation_id="try_import", summary="Try it; nothing is saved"
)
def try_import(request: Any, code: str) -> HttpResponse:
    run = _find(request, code)
    _only_in(run, RunState.READY)
    start_trial(run, request.actor)
    return _trial(run, 202)


@imports.get("/{code}/trial", response=TrialShown, operation_id="read_trial", summary="How the trial went")
def read_trial(request: Any, code: str) -> HttpResponse:
    return _trial(_find(request, code))


@imports.post(
    "/{code}/start", response={202: ImportShown}, operation_id="start_import", summary="Bring it in, or go on"
)
def start(request: Any, code: str) -> HttpResponse:
    """Goes on behind the answer, and after a crash; read the import to see how far it is."""
    run = _find(request, code)
    _only_in(run, *NOT_STARTED)
    start_import(run, request.actor)
    return IMPORTS.answer(run, 202)


@imports.post(
    "/{code}/pause", response=ImportShown, operation_id="pause_import", summary="Stop after the present batch"
)
def pause_import(request: Any, code: str) -> HttpResponse:
    run = _find(request, code)
    pause(run)
    run.refresh_from_db()
    return IMPORTS.answer(run)


@imports.post(
    "/{code}/undo", response={202: ImportShown}, operation_id="undo_import", summary="Take it back as a whole"
)
def undo(request: Any, code: str) -> HttpResponse:
    """For 30 days. What somebody has worked on since stays as it is."""
    run = _find(request, code)
    check_undoable(run)
    start_undo(run, request.actor)
    return IMPORTS.answer(run, 202)


@imports.get(
    "/{code}/bad-rows", operation_id="bad_rows_of_import", summary="The rows that stayed out, as CSV",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)  # fmt: skip
def bad_rows(request: Any, code: str) -> StreamingHttpResponse:
    """As they were in the file, between their line and the reason in the language of the request."""
    run = _find(request, code)
    pieces = bad_rows_file(run, sentence_of, (_("Line"), _("Field"), _("Reason")))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{run.code}-rows-to-mend.csv"'
    return response


def _find(request: Any, code: str) -> Any:
    refuse_parameters(request)
    return IMPORTS.find(request.actor, code)


def _only_in(run: ImportRun, *states: RunState) -> None:
    if run.state not in states:
        raise RuleBroken("import.not_ready", code=run.code)


def _json(adapter: TypeAdapter[Any], found: Any, status: int = 200) -> HttpResponse:
    content = adapter.dump_json(adapter.validate_python(found, from_attributes=True))
    return HttpResponse(content, status=status, content_type=JSON)


def _trial(run: ImportRun, status: int = 200) -> HttpResponse:
    told = trial_of(run)
    result, refused = told.get("result"), told.get("refused")
    shown = {
        "done": told.get("done", 0),
        "total": told.get("total", run.total_rows),
        "result": {name: result[name] for name in ("rows", "created", "known", "bad", "flags")}
        if result
        else None,
        "problems": [_problem(each) for each in (result or {}).get("problems", ())],
        "refused": _problem(refused) if refused else None,
    }
    return _json(TypeAdapter(TrialShown), shown, status)


def _problem(told: dict[str, Any]) -> dict[str, Any]:
    error = RuleBroken(told["code"], field=told["field"], **told["values"])
    return {
        "line": told.get("line", 0),
        "field": told["field"] or "",
        "code": told["code"],
        "title": sentence_of(error),
    }


OFFERED.update(
    dict.fromkeys(("import.prepare", "import.apply_batch", "import.finish"), "POST /imports/{code}/start")
)
OFFERED["import.undo_batch"] = "POST /imports/{code}/undo"
