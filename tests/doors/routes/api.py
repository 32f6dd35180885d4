"""Every operation of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from saphan.workspace.rights import Right
from tests.doors.matrix import Route

Data = Callable[[Any, Any], dict[str, Any]]
READ, WRITE, LOG, CONFIGURE = Right.READ, Right.WRITE, Right.LOG, Right.CONFIGURE
ADMINISTER, RATES, IMPORT = Right.ADMINISTER, Right.RATES, Right.IMPORT
OWN_RATE = {"currency": "USD", "in_currency": "THB", "on": "2026-06-01"}
ALLOWED = frozenset({200, 201, 204, 409, 422})
WITH_WORK_BEHIND = ALLOWED | {202}


def sends(**values: Any) -> Data:
    return lambda world, record: values


def row(
    method: str, path: str, right: Right = READ, subject: str = "", data: Data | None = None, **more: Any
) -> Route:
    known = {"allowed": ALLOWED, **more}
    return Route(path, method, right=right, subject=subject, data=data or sends(), **known)


def reads(path: str, subject: str, *, history: bool = False) -> list[Route]:
    """List, read, and the past where it is offered."""
    past = [row("GET", f"{path}/{{code}}/history", subject=subject)] if history else []
    return [row("GET", path), row("GET", f"{path}/{{code}}", subject=subject), *past]


def edits(path: str, subject: str, right: Right, **changes: Any) -> Route:
    return row("PATCH", f"{path}/{{code}}", right, subject, sends(**changes))


def removes(path: str, subject: str, right: Right) -> Route:
    return row("DELETE", f"{path}/{{code}}", right, subject)


def acts(path: str, verb: str, subject: str, right: Right, data: Data | None = None, **more: Any) -> Route:
    return row("POST", f"{path}/{{code}}/{verb}", right, subject, data, **more)


def code_of(kind: str) -> Callable[[Any], str]:
    return lambda world: world.shared(kind).code


def with_owner(world: Any, record: Any) -> dict[str, Any]:
    """To the one who has it: allowed to whoever may change it, and changes nothing."""
    return {"owner": record.owner.code}


def stage_of(world: Any) -> str:
    return world.story.stage("Diagnose").code


def upload(world: Any, record: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("b.txt", b"other words")}


def table(world: Any, record: Any) -> dict[str, Any]:
    return {"kind": "accounts", "file": SimpleUploadedFile("clients.csv", b"name\nSiam Tea\n")}


def contact(path: str, subject: str) -> list[Route]:
    return [
        acts(path, "interactions", subject, LOG, sends(channel="call", words="They said yes.")),
        acts(path, "next-steps", subject, LOG, sends(what="Call back")),
        acts(path, "attachments", subject, LOG, upload, content_type="multipart/form-data"),
        acts(path, "stakeholders", subject, WRITE, lambda w, r: {"person": w.beside(r, "person").code}),
    ]


ACCOUNTS = [
    *reads("/accounts", "account", history=True),
    row("POST", "/accounts", WRITE, data=sends(name="Quite another company")),
    edits("/accounts", "account", WRITE, city="Trat"),
    removes("/accounts", "account", WRITE),
    row("GET", "/accounts/{code}/health", subject="account"),
    acts("/accounts", "assign-owner", "account", WRITE, with_owner),
    acts("/accounts", "move-territory", "account", WRITE, sends(territory=None)),
    acts("/accounts", "set-parent", "account", WRITE, sends(parent=None)),
    acts("/accounts", "set-status", "account", WRITE, sends(status="client")),
    acts("/accounts", "set-target", "account", WRITE, sends(is_target=True)),
    acts("/accounts", "merge", "account", WRITE, lambda w, r: {"other": r.code}),
    acts("/accounts", "units", "account", WRITE, sends(name="Beverages")),
    *contact("/accounts", "account"),
    *reads("/units", "unit", history=True),
    edits("/units", "unit", WRITE, name="Drinks"),
    removes("/units", "unit", WRITE),
]

PEOPLE = [
    *reads("/people", "person", history=True),
    row("POST", "/people", WRITE, data=sends(name="Malee")),
    edits("/people", "person", WRITE, nickname="Lek"),
    removes("/people", "person", WRITE),
    acts(
        "/people",
        "move",
        "person",
        WRITE,
        lambda w, r: {"account": w.beside(r, "account").code, "on": "2026-06-01"},
    ),
    acts("/people", "affiliations", "person", WRITE, lambda w, r: {"account": w.beside(r, "account").code}),
    *reads("/affiliations", "affiliation", history=True),
    edits("/affiliations", "affiliation", WRITE, job_title="Director"),
    acts("/affiliations", "end", "affiliation", WRITE, sends(on="2026-06-01")),
    removes("/affiliations", "affiliation", WRITE),
    *reads("/stakeholders", "stakeholder", history=True),
    removes("/stakeholders", "stakeholder", WRITE),
]

CONTACT = [
    *reads("/interactions", "interaction", history=True),
    # Somebody else wrote them down, so only who configures the workspace may correct them.
    edits("/interactions", "interaction", CONFIGURE, words="A call"),
    removes("/interactions", "interaction", CONFIGURE),
    *reads("/next-steps", "next_step", history=True),
    edits("/next-steps", "next_step", LOG, what="Call again"),
    acts("/next-steps", "complete", "next_step", LOG, sends(outcome="Done")),
    acts("/next-steps", "drop", "next_step", LOG),
    acts("/next-steps", "reschedule", "next_step", LOG, sends(due_on="2030-01-01")),
    *reads("/attachments", "attachment"),
    row("GET", "/attachments/{code}/content", subject="attachment"),
    removes("/attachments", "attachment", LOG),
]

LEADS = [
    *reads("/leads", "lead", history=True),
    row("GET", "/leads/{code}/answers", subject="lead"),
    row("POST", "/leads", WRITE, data=sends(name="Quite another lead")),
    edits("/leads", "lead", WRITE, city="Trat"),
    acts("/leads", "assign", "lead", WRITE, with_owner),
    acts("/leads", "take-up", "lead", WRITE),
    acts(
        "/leads",
        "answer",
        "lead",
        WRITE,
        lambda w, r: {"criterion": code_of("lead_criterion")(w), "answer": "yes"},
    ),
    acts("/leads", "qualify", "lead", WRITE),
    acts("/leads", "disqualify", "lead", WRITE, sends(reason="No budget")),
    acts("/leads", "convert", "lead", WRITE, lambda w, r: {"stage": stage_of(w)}),
    row("GET", "/lead-criteria"),
    row("POST", "/lead-criteria", CONFIGURE, data=sends(question="Is there a budget?")),
]

ORDER_LINE = {"description": "Film", "unit_price_minor": 100_00}
ORDERS = [
    *reads("/orders", "order", history=True),
    row("GET", "/orders/{code}/lines", subject="order"),
    row(
        "POST",
        "/orders",
        WRITE,
        data=lambda w, r: {
            "account": w.records["account", "owner"].code,
            "lines": [ORDER_LINE],
        },
    ),
    edits("/orders", "order", WRITE, reference="PO 7"),
    row("DELETE", "/orders/{code}", WRITE, "order", query="?reason=a+test"),
    acts("/orders", "assign", "order", WRITE, with_owner),
    acts("/orders", "amend", "order", WRITE, sends(reason="Less of it", lines=[ORDER_LINE])),
    acts("/orders", "cancel", "order", WRITE, sends(reason="Budget cut")),
]

INVOICES = [
    *reads("/invoices", "invoice", history=True),
    row("GET", "/invoices/{code}/lines", subject="invoice"),
    row(
        "POST",
        "/invoices",
        Right.BILL,
        data=lambda w, r: {
            "account": w.records["account", "owner"].code,
            "lines": [{"description": "Film", "amount_minor": 100_00}],
        },
    ),
    edits("/invoices", "invoice", Right.BILL, note="Thank you"),
    row("DELETE", "/invoices/{code}", Right.BILL, "invoice"),
    acts("/invoices", "issue", "invoice", Right.BILL, sends(number="")),
    acts("/invoices", "credit", "invoice", Right.BILL, sends(reason="Less of it")),
    *reads("/receipts", "receipt", history=True),
    row("GET", "/receipts/{code}/allocations", subject="receipt"),
    row(
        "POST",
        "/receipts",
        Right.RECEIVE,
        data=lambda w, r: {"account": w.records["account", "owner"].code, "amount_minor": 100_00},
    ),
    acts("/receipts", "allocate", "receipt", Right.RECEIVE, sends()),
    acts("/receipts", "reverse", "receipt", Right.RECEIVE, sends(reason="Bounced")),
]

OPPORTUNITIES = [
    *reads("/opportunities", "opportunity", history=True),
    row("GET", "/opportunities/{code}/lines", subject="opportunity"),
    row("POST", "/opportunities", WRITE, data=lambda w, r: {"name": "Another deal", "stage": stage_of(w)}),
    edits("/opportunities", "opportunity", WRITE, need="More reach"),
    row("DELETE", "/opportunities/{code}", WRITE, "opportunity", query="?reason=a+test"),
    acts("/opportunities", "assign", "opportunity", WRITE, with_owner),
    acts("/opportunities", "move", "opportunity", WRITE, lambda w, r: {"stage": code_of("stage")(w)}),
    acts("/opportunities", "answer-exit-questions", "opportunity", WRITE, sends(answers={})),
    acts("/opportunities", "win", "opportunity", WRITE),
    acts(
        "/opportunities",
        "lose",
        "opportunity",
        WRITE,
        lambda w, r: {"lost_reason": code_of("lost_reason")(w)},
    ),
    acts("/opportunities", "close-without-decision", "opportunity", WRITE),
    acts("/opportunities", "reopen", "opportunity", WRITE, sends(reason="They called again")),
    acts("/opportunities", "set-lines", "opportunity", WRITE, sends(lines=[], reason="A new offer")),
    *contact("/opportunities", "opportunity"),
]


def many(verb: str, kind: str, **more: Any) -> Route:
    """The records are named in the body, so one that is out of sight is a value that does not exist."""
    path = f"/bulk/{'accounts' if kind == 'account' else 'opportunities'}/{verb}"

    def data(world: Any, record: Any) -> dict[str, Any]:
        return {"codes": [record.code], **{name: call(world, record) for name, call in more.items()}}

    return row(
        "POST", path, WRITE, kind, data, absent=422, allowed=frozenset({200, 422}), arguments=lambda r: {}
    )


def always(value: Any) -> Callable[[Any, Any], Any]:
    return lambda world, record: value


BULK = [
    many("assign-owner", "account", owner=lambda w, r: r.owner.code),
    many("move-territory", "account", territory=always(None)),
    many("set-tier", "account", tier=always("a")),
    many("set-status", "account", status=always("client")),
    many("set-target", "account", is_target=always(True)),
    many("assign", "opportunity", owner=lambda w, r: w.people["ae"].member.code),
    many("categorise", "opportunity", category=always("commit")),
    many("move", "opportunity", stage=lambda w, r: stage_of(w)),
]

BULK += [
    row("POST", "/bulk/accounts/upsert", WRITE, data=sends(rows=[{"external_id": "X-1", "name": "Far"}])),
    row(
        "POST", "/bulk/opportunities/upsert", WRITE,
        data=lambda w, r: {"rows": [{"external_id": "X-1", "name": "Far away", "stage": stage_of(w)}]},
    ),
]  # fmt: skip

SETUP = [
    *reads("/pipelines", "pipeline"),
    row("POST", "/pipelines", CONFIGURE, data=sends(name="Renewal", stages=[{"name": "Review"}])),
    acts("/pipelines", "stages", "pipeline", CONFIGURE, sends(name="Closing")),
    *reads("/stages", "stage"),
    edits("/stages", "stage", CONFIGURE, target_days=9),
    acts("/stages", "retire", "stage", CONFIGURE),
    row("GET", "/lost-reasons"),
    row("POST", "/lost-reasons", CONFIGURE, data=sends(name="Timing")),
]

WORKSPACE = [
    row("GET", "/me"),
    row("GET", "/workspace"),
    row("PATCH", "/workspace", ADMINISTER, data=sends(name="Bridge and Company")),
    row("POST", "/workspace/change-form", ADMINISTER, data=sends(form="studio")),
    *reads("/members", "member"),
    row("POST", "/members", IMPORT, data=sends(name="Nok")),
    row("POST", "/invitations", ADMINISTER, data=sends(name="Nok", email="nok@bridge.example")),
    edits("/members", "member", ADMINISTER, title="Head of sales"),
    acts("/members", "suspend", "member", ADMINISTER),
    acts("/members", "reactivate", "member", ADMINISTER),
    acts("/members", "invite-again", "member", ADMINISTER, sends(email="new@bridge.example")),
    *reads("/teams", "team"),
    row("POST", "/teams", IMPORT, data=sends(name="Hanoi")),
    edits("/teams", "team", CONFIGURE, name="Hue"),
    acts("/teams", "move", "team", CONFIGURE, sends(parent=None)),
    *reads("/territories", "territory"),
    row("POST", "/territories", CONFIGURE, data=sends(name="Vietnam")),
    edits("/territories", "territory", CONFIGURE, name="Laos"),
    acts("/territories", "move", "territory", CONFIGURE, sends(parent=None)),
    *reads("/offerings", "offering"),
    row("POST", "/offerings", IMPORT, data=sends(name="Film")),
    edits("/offerings", "offering", CONFIGURE, family="Media"),
    acts("/offerings", "retire", "offering", CONFIGURE),
    acts("/offerings", "bring-back", "offering", CONFIGURE),
    acts("/offerings", "set-price", "offering", CONFIGURE, sends(currency="THB", amount_minor=5)),
    *reads("/prices", "price"),
    removes("/prices", "price", CONFIGURE),
    row("GET", "/rates"),
    row(
        "PUT",
        "/rates",
        RATES,
        data=sends(currency="EUR", in_currency="THB", on="2026-06-01", rate_e8=38 * 10**8),
    ),
    row("DELETE", "/rates/{currency}/{in_currency}/{on}", RATES, arguments=lambda r: OWN_RATE),
]

JOURNAL = [
    row("GET", "/changes"),
    row(
        "POST",
        "/changes/{number}/undo",
        CONFIGURE,
        "change",
        denied=404,
        arguments=lambda r: {"number": r.pk},
    ),
    row("GET", "/search", data=sends(q="client")),
    *reads("/reports", "report"),
    row("POST", "/reports", data=sends(name="June", subject="changes", start="2026-05-01", end="2026-06-01")),
    acts("/reports", "share", "report", CONFIGURE, sends(is_shared=True)),
    removes("/reports", "report", CONFIGURE),
    *reads("/report-schedules", "report_schedule"),
    row(
        "POST",
        "/report-schedules",
        data=lambda world, record: {
            "name": "Monthly",
            "recipients": [world.story.ploy.member.code],
        },
    ),
    acts("/report-schedules", "leave", "report_schedule", READ),
    removes("/report-schedules", "report_schedule", CONFIGURE),
    *reads("/views", "view"),
    row("POST", "/views", data=sends(place="clients", name="Tier A")),
    edits("/views", "view", CONFIGURE, name="Tier A"),
    acts("/views", "share", "view", CONFIGURE, sends(is_shared=True)),
    removes("/views", "view", CONFIGURE),
    row("GET", "/tokens"),
    acts("/tokens", "revoke", "token", ADMINISTER, denied=404),
]

MEASURES = [
    row("GET", "/metrics"),
    row("POST", "/metrics/{key}/compute", data=sends(period="2026"), arguments=lambda r: {"key": "win_rate"}),
    row("POST", "/pipeline", data=sends(as_of="2026-05-01T00:00:00Z")),
    row("POST", "/pipeline-changes", data=sends(start="2026-01-01", end="2026-04-01")),
    row("POST", "/forecast", data=sends(period="2026-Q2")),
    row("POST", "/forecast/backtest", data=sends(period="2026-Q2")),
]


def of_import(method: str, what: str = "", data: Data | None = None, **more: Any) -> Route:
    """An operation on one import; imports belong to the workspace and need a right of their own."""
    return row(method, f"/imports/{{code}}{what}", IMPORT, "import", data, right_first=True, **more)


COST = Right.COSTS


def of_cost(method: str, path: str, data: Data | None = None) -> Route:
    """An operation on one cost line, of which nobody else even learns whether it is there."""
    return row(method, path, COST, "cost", data, right_first=True)


COSTS = [
    row("GET", "/costs", COST),
    row("POST", "/costs", COST, data=sends(kind="ads", amount_minor=5, starts_on="2026-06-01")),
    of_cost("GET", "/costs/{code}"),
    of_cost("PATCH", "/costs/{code}", sends(about="Posters")),
    of_cost("DELETE", "/costs/{code}"),
    row("GET", "/acquisition-shares", COST),
    row("PUT", "/acquisition-shares", COST, data=sends(table="blended", kind="ads", share=9_000)),
    *reads("/campaigns", "campaign"),
    row("POST", "/campaigns", COST, data=sends(name="Songkran")),
    edits("/campaigns", "campaign", COST, channel="Radio"),
    removes("/campaigns", "campaign", COST),
]

TARGETS = [
    *reads("/targets", "target"),
    row("GET", "/targets/{code}/attainment", subject="target"),
    row("POST", "/targets", CONFIGURE, data=sends(
        metric="win_rate", amount=5, starts_on="2026-01-01", ends_on="2026-12-31",
    )),
    edits("/targets", "target", CONFIGURE, amount=700),
    removes("/targets", "target", CONFIGURE),
    *reads("/submissions", "submission"),
    row("POST", "/submissions", WRITE, data=lambda w, r: {
        "starts_on": "2026-04-01", "ends_on": "2026-06-30", "call_minor": 5, "member": w.story.ploy.member.code,
    }),
    row("POST", "/roll-up", data=sends()),
    row("GET", "/track-records"),
]  # fmt: skip

WHITESPACE = [
    *reads("/whitespace-cells", "whitespace_cell"),
    acts("/accounts", "whitespace-cells", "account", WRITE, lambda w, r: {
        "offering": w.shared("offering").code, "state": "open",
    }),
]  # fmt: skip

SATISFACTION = [
    *reads("/surveys", "survey"),
    row("POST", "/surveys", CONFIGURE, data=sends(name="Yearly", scale=10)),
    edits("/surveys", "survey", CONFIGURE, question="How was it?"),
    *reads("/survey-invitations", "survey_invitation"),
    row("POST", "/survey-invitations", LOG, data=lambda w, r: {
        "survey": w.shared("survey").code, "account": w.records["account", "owner"].code, "delivered_on": "2026-05-01",
    }),
    removes("/survey-invitations", "survey_invitation", LOG),
    *reads("/survey-answers", "survey_answer"),
    row("POST", "/survey-answers", LOG, data=lambda w, r: {
        "survey": w.shared("survey").code, "account": w.records["account", "owner"].code, "score": 5, "answered_on": "2026-05-01",
    }),
    edits("/survey-answers", "survey_answer", LOG, score=3),
    removes("/survey-answers", "survey_answer", LOG),
]  # fmt: skip

QUOTE_LINE = {"description": "Film", "unit_price_minor": 100_00}
APPROVE = Right.APPROVE
QUOTES = [
    *reads("/quotes", "quote", history=True),
    row("GET", "/quotes/{code}/lines", subject="quote"),
    row("GET", "/quotes/{code}/versions", subject="quote_sent"),
    row("GET", "/quotes/{code}/pdf", subject="quote"),
    row("GET", "/quotes/{code}/versions/{number}/pdf", subject="quote_sent", arguments=lambda r: {"code": r.code, "number": 1}),
    row("POST", "/quotes", WRITE, data=lambda w, r: {"account": w.records["account", "owner"].code, "lines": [QUOTE_LINE]}),
    edits("/quotes", "quote", WRITE, terms="Half at once"),
    row("DELETE", "/quotes/{code}", WRITE, "quote", query="?reason=a+test"),
    acts("/quotes", "assign", "quote", WRITE, with_owner),
    acts("/quotes", "set-lines", "quote", WRITE, sends(lines=[QUOTE_LINE])),
    acts("/quotes", "submit", "quote", WRITE),
    acts("/quotes", "withdraw", "quote_waiting", WRITE),
    acts("/quotes", "approve", "quote_waiting", APPROVE),
    acts("/quotes", "reject", "quote_waiting", APPROVE, sends(reason="Too much")),
    acts("/quotes", "send", "quote", WRITE),
    acts("/quotes", "revise", "quote_sent", WRITE),
    acts("/quotes", "accept", "quote_sent", WRITE),
    acts("/quotes", "decline", "quote_sent", WRITE, sends(reason="Too dear")),
    row("GET", "/quote-setup"),
    row("PATCH", "/quote-setup", CONFIGURE, data=sends(discount_limit_bp=1_500)),
    *reads("/price-lists", "price_list"),
    row("GET", "/price-lists/{code}/prices", subject="price_list"),
    row("POST", "/price-lists", CONFIGURE, data=sends(name="Summer", currency="CNY")),
    edits("/price-lists", "price_list", CONFIGURE, name="Renamed"),
    removes("/price-lists", "price_list", CONFIGURE),
    acts("/price-lists", "prices", "price_list", CONFIGURE, lambda w, r: {
        "offering": w.shared("offering").code, "unit_price_minor": 80_00,
    }),
    removes("/listed-prices", "price_line", CONFIGURE),
]  # fmt: skip

CONTRACT_CLAUSE = {"heading": "Report", "owed_by": "us", "every": "month", "due_on": "2026-06-30"}
CONTRACTS = [
    *reads("/contracts", "contract", history=True),
    row("GET", "/contracts/{code}/clauses", subject="contract_signed"),
    row("GET", "/contracts/{code}/versions", subject="contract_signed"),
    row("GET", "/contracts/{code}/pdf", subject="contract"),
    row("GET", "/contracts/{code}/versions/{number}/pdf", subject="contract_signed", arguments=lambda r: {"code": r.code, "number": 1}),
    row("POST", "/contracts", WRITE, data=lambda w, r: {"account": w.records["account", "owner"].code, "clauses": [CONTRACT_CLAUSE]}),
    edits("/contracts", "contract", WRITE, number="BR-7"),
    row("DELETE", "/contracts/{code}", WRITE, "contract", query="?reason=a+test"),
    acts("/contracts", "set-clauses", "contract", WRITE, sends(clauses=[CONTRACT_CLAUSE])),
    acts("/contracts", "cover-orders", "contract", WRITE, lambda w, r: {"orders": [w.beside(r, "order").code]}),
    acts("/contracts", "talk", "contract", WRITE),
    acts("/contracts", "withdraw", "contract", WRITE),
    acts("/contracts", "sign", "contract", WRITE),
    acts("/contracts", "amend", "contract_signed", WRITE, sends(summary="More", changes={"amount_minor": 5_00})),
    acts("/contracts", "give-notice", "contract_signed", WRITE, sends(side="client")),
    acts("/contracts", "end", "contract_signed", WRITE, sends(end_reason="terminated", reason="Budget cut")),
    acts("/contracts", "signed-file", "contract_signed", WRITE, upload, content_type="multipart/form-data"),
    acts("/contracts", "propose-renewal", "contract_signed", WRITE),
    *reads("/duties", "duty", history=True),
    acts("/duties", "meet", "duty", WRITE, sends(evidence="Mail")),
    acts("/duties", "breach", "duty", WRITE, sends(reason="Forgotten")),
    acts("/duties", "waive", "duty", WRITE, sends(reason="They have it")),
]  # fmt: skip

EXPORTED = (
    "offerings",
    "accounts",
    "people",
    "leads",
    "opportunities",
    "quotes",
    "price-lists",
    "contracts",
    "clauses",
    "duties",
    "orders",
    "invoices",
    "receipts",
    "interactions",
    "next-steps",
    "campaigns",
    "survey-invitations",
    "survey-answers",
    "whitespace-cells",
    "targets",
)
EXCHANGE = [
    row("GET", "/imports", IMPORT),
    row("POST", "/imports", IMPORT, data=table, content_type="multipart/form-data"),
    of_import("GET"),
    of_import("GET", "/columns"),
    of_import("GET", "/questions"),
    of_import("PUT", "/mapping", sends(columns={"name": "name"})),
    of_import("POST", "/trial", allowed=WITH_WORK_BEHIND),
    of_import("GET", "/trial"),
    of_import("POST", "/start", allowed=WITH_WORK_BEHIND),
    of_import("POST", "/pause"),
    of_import("GET", "/bad-rows"),
    of_import("POST", "/undo", allowed=WITH_WORK_BEHIND),
    *(
        row("GET", f"/exports/{kind}.{{fmt}}", Right.EXPORT, arguments=lambda r: {"fmt": "csv"})
        for kind in EXPORTED
    ),
    row("GET", "/exports/costs.{fmt}", COST, arguments=lambda r: {"fmt": "csv"}),
]

ROUTES = [
    *ACCOUNTS,
    *PEOPLE,
    *CONTACT,
    *LEADS,
    *OPPORTUNITIES,
    *ORDERS,
    *QUOTES,
    *CONTRACTS,
    *INVOICES,
    *BULK,
    *SETUP,
    *WORKSPACE,
    *JOURNAL,
    *MEASURES,
    *EXCHANGE,
    *COSTS,
    *SATISFACTION,
    *WHITESPACE,
    *TARGETS,
]
