"""Pages of clients and people."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

READ, WRITE, LOG = Right.READ, Right.WRITE, Right.LOG


def page(name: str, right: Right = READ, subject: str = "", **more: Any) -> Route:
    return Route(f"clients:{name}", right=right, subject=subject, **more)


def deed(name: str, right: Right, subject: str = "", **more: Any) -> Route:
    return Route(f"clients:{name}", "POST", right=right, subject=subject, **more)


def form(name: str, right: Right, subject: str, sent: Any = None, **more: Any) -> list[Route]:
    """A form and what it sends."""
    data = sent if callable(sent) else lambda world, record: sent or {}
    return [page(name, right, subject, **more), deed(name, right, subject, data=data, **more)]


def picked(world: Any, record: Any) -> dict[str, Any]:
    return {"pick": [record.code], "value": "a"}


def standing(record: Any) -> dict[str, Any]:
    return {"code": record.account.code, "person": record.person.code}


def upload(world: Any, record: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("a.txt", b"plain words")}


def other_job(world: Any, record: Any) -> dict[str, Any]:
    return {"account": world.beside(record, "account").code, "job_title": "Adviser"}


ROUTES = [
    page("list"),
    page("people"),
    page("suggestions", data=lambda world, record: {"other": "Client"}),
    page("people_suggestions", data=lambda world, record: {"person": "Person"}),
    page("detail", subject="account"),
    page("peek", subject="account"),
    page("timeline", subject="account"),
    page("health", subject="account"),
    page("health_reason", subject="account", fixed={"part": "rhythm"}),
    page("money", subject="account"),
    page("person", subject="person"),
    page("peek_person", subject="person"),
    page("file", subject="attachment"),
    page("new", WRITE),
    deed("new", WRITE, data=lambda world, record: {"name": "Quite another company"}),
    page("likely", WRITE),
    page("new_person", WRITE),
    deed("new_person", WRITE, data=lambda world, record: {"name": "Somebody new"}),
    page("merge", WRITE, "account", arguments=lambda record: {}, data=picked),
    deed("merge", WRITE, "account", arguments=lambda record: {}, data=picked),
    deed("pin", READ, "account", data=lambda world, record: {"value": "yes"}),
    deed("remove", WRITE, "account"),
    *form(
        "edit",
        WRITE,
        "account",
        lambda world, record: {"name": "Renamed", "status": "client", "version": record.version},
    ),
    *form("new_unit", WRITE, "account", {"name": "Retail", "status": "active"}),
    *form(
        "add_colleague",
        WRITE,
        "account",
        lambda w, r: {"person": w.beside(r, "person").code, "job_title": "Twice"},
    ),
    *form(
        "set_stake",
        WRITE,
        "stakeholder",
        {"role": "champion", "stance": "2", "influence": "4"},
        arguments=standing,
    ),
    deed(
        "place",
        WRITE,
        "stakeholder",
        arguments=standing,
        data=lambda w, r: {"stance": "1", "influence": "5", "evidence": "Signed the brief"},
    ),
    *form("log", LOG, "account", {"channel": "call", "direction": "both", "words": "Hello"}),
    page("capture", LOG),
    deed(
        "capture",
        LOG,
        "account",
        arguments=lambda record: {},
        right_first=True,
        data=lambda w, r: {
            "client": f"{r.name} · {r.code}",
            "channel": "call",
            "words": "Hello",
            "key": "one",
        },
    ),
    *form("add_step", LOG, "account", {"what": "Call again", "kind": "call"}),
    *form("upload", LOG, "account", upload),
    *form(
        "edit_unit",
        WRITE,
        "unit",
        lambda world, record: {"name": "New name", "status": "active", "version": record.version},
    ),
    deed("remove_unit", WRITE, "unit"),
    deed("remove_stake", WRITE, "stakeholder"),
    *form(
        "edit_step", LOG, "next_step", lambda w, r: {"what": "Other", "kind": "call", "version": r.version}
    ),
    *form("done_step", LOG, "next_step", {"outcome": "Fine", "next_kind": "task"}),
    *form("drop_step", LOG, "next_step", {"reason": "No need"}),
    *form("reschedule_step", LOG, "next_step", {"due_on": "2026-07-01"}),
    *form(
        "edit_talk",
        Right.CONFIGURE,
        "interaction",
        lambda w, r: {"channel": "mail", "direction": "both", "version": r.version},
    ),
    deed("remove_talk", Right.CONFIGURE, "interaction"),
    deed("remove_file", LOG, "attachment"),
    *form(
        "edit_person",
        WRITE,
        "person",
        lambda w, r: {"name": "Renamed", "status": "active", "version": r.version},
    ),
    deed("remove_person", WRITE, "person"),
    *form("take_job", WRITE, "person", other_job),
    *form("edit_job", WRITE, "affiliation", lambda w, r: {"job_title": "Chief", "version": r.version}),
    *form("leave_job", WRITE, "affiliation", {"on": "2026-07-01"}),
    deed("remove_job", WRITE, "affiliation"),
]
ROUTES += [
    Route("clients:whitespace", subject="account"),
    Route("clients:cell", subject="account", data=lambda world, record: {
        "offering": world.shared("offering").code,
    }),
    Route("clients:mark_cell", "POST", right=Right.WRITE, subject="account", data=lambda world, record: {
        "offering": world.shared("offering").code, "state": "open", "currency": "THB",
    }),
    Route("clients:cell_deal", "POST", right=Right.WRITE, subject="account", data=lambda world, record: {
        "offering": world.shared("offering").code,
    }),
]  # fmt: skip
