"""Contracts come in with their clauses and their past, and leave the same way."""

from __future__ import annotations

import io
from datetime import date

import pytest

from saphan.api.operations.imports import Kind
from saphan.cli.imports import KINDS as CLI_KINDS
from saphan.commerce.actions import amend_contract, create_contract, meet_duty
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.models import Clause, Contract, ContractVersion, Duty
from saphan.exchange.bad_rows import bad_rows_file
from saphan.exchange.commands import import_file
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.exchange.kinds import KINDS
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import save_mapping, start_run
from saphan.exchange.undo import undo_import
from saphan.journal.queries import values_then
from saphan.words.refusal import sentence_of
from tests.commerce.sales import client
from tests.story import Story, micros, on

# Today is 16 June 2026. A goes on by itself since 2024; B is over; C lapsed; D is talked about; E to I stay out.
TABLE = """Contract,Contract No,Client,Title,Contract type,Value,Currency code,Start date,End date,Auto-renewal,Renewal term,Notice period,Contract status,Signed date,Termination date,Clause,Clause title,Clause type,Owed by,Rhythm,First due on,Days of silence
A,BR-1,Siam Tea,Retainer,retainer,"1,200,000.00",,01/01/2567,31/12/2567,auto,12,30 days,Active,2566-12-20,,4.1,Monthly report,kpi,agency,monthly,31/01/2024,
A,BR-1,Siam Tea,,,,,,,,,,,,,7.2,Acceptance,acceptance,,,,10
B,BR-2,Siam Tea,Film,project,USD 500,,2025-01-01,2025-12-31,,,,ended,2025-01-01,2025-06-30,,,,,,,
C,BR-3,Siam Tea,Website,项目,90,CNY,2025-01-01,2025-12-31,no,,,已签署,2024-12-01,,,,,,,,
D,BR-4,Siam Tea,Media,,,,,,,,2 months,in negotiation,,,1,Pays,payment,ลูกค้า,once,2026-07-01,
E,BR-5,Nobody,Film,,,,,,,,,,,,,,,,,,
F,BR-6,Siam Tea,Film,,,,2026-02-01,2026-01-01,,,,,2026-01-02,,,,,,,,
G,BR-7,Siam Tea,Film,,,,,,,,,active,,,,,,,,,
H,BR-8,Siam Tea,Film,,,,,,,,,,2026-06-17,,,,,,,,
A,BR-1,Siam Tea,,,7,,,,,,,,,,9,Late,,,,,
"""
COLUMNS = (
    "external_id", "number", "account", "name", "kind", "amount", "currency", "starts_on", "last_day", "renewal",
    "renewal_months", "notice", "status", "signed_on", "ended_on", "clause_number", "clause_heading", "clause_kind",
    "owed_by", "every", "due_on", "deemed_days",
)  # fmt: skip


@pytest.fixture(autouse=True)
def known(story: Story) -> None:
    client(story)


def bring(story: Story, text: str) -> ImportRun:
    run = start_run(story.dao, "contracts", "contracts.csv", io.BytesIO(text.encode()))
    save_mapping(run, {"columns": dict(zip(text.splitlines()[0].split(","), COLUMNS, strict=True))})
    with on("2026-06-16"):
        return apply(run, story.dao)


def sent_out(story: Story, kind: str) -> str:
    return b"".join(export_rows(story.dao, kind, {}, [], "csv", language="en")).decode("utf-8-sig")


def shown() -> dict[str, tuple[object, ...]]:
    return {
        each.external_id: (
            each.status, each.end_reason, each.number, each.currency, each.amount_minor, each.extensions,
            each.signed_on, each.runs_until, each.ended_on, list(each.clauses.filter(removed_at=None).values_list("number", flat=True)),
        )
        for each in Contract.objects.filter(removed_at=None)
    }  # fmt: skip


def test_every_kind_comes_in_at_every_door() -> None:
    assert set(Kind.__args__) == set(CLI_KINDS) == set(KINDS)


def test_the_titles_of_other_programs_are_understood(story: Story) -> None:
    run = start_run(story.dao, "contracts", "contracts.csv", io.BytesIO(TABLE.encode()))
    assert tuple(run.mapping["columns"].values()) == COLUMNS


def test_rows_of_one_number_are_one_contract_with_its_past(story: Story) -> None:
    done = bring(story, TABLE)
    assert (done.created, done.bad) == (5, 5)
    assert shown() == {
        "A": ("signed", "", "BR-1", "THB", 1_200_000_00, 2, date(2023, 12, 20), date(2026, 12, 31), None, ["4.1", "7.2"]),
        "B": ("ended", "terminated", "BR-2", "USD", 500_00, 0, date(2025, 1, 1), date(2025, 12, 31), date(2025, 6, 30), []),
        "C": ("ended", "expired", "BR-3", "CNY", 90_00, 0, date(2024, 12, 1), date(2025, 12, 31), date(2025, 12, 31), []),
        "D": ("in_talks", "", "BR-4", "THB", None, 0, None, None, None, ["1"]),
    }  # fmt: skip
    assert [(row.problem, row.field) for row in done.bad_rows.order_by("pk")] == [
        ("relation.unknown", "account"), ("contract.ends_before_start", "last_day"), ("field.required", "signed_on"),
        ("date.in_future", "signed_on"), ("contract.rows_differ", "amount"),
    ]  # fmt: skip
    retainer = Contract.objects.get(external_id="A")
    assert (retainer.notice, retainer.notice_unit, retainer.notice_by) == (30, "days", date(2026, 12, 1))
    # Signed as version 1 with both clauses; owed from today on, so that the past does not look overdue.
    version = ContractVersion.objects.get(contract=retainer)
    assert [each["number"] for each in version.document["clauses"]] == ["4.1", "7.2"]
    days = Duty.objects.order_by("due_on").values_list("due_on", flat=True)
    assert [day.isoformat() for day in days] == [
        "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31",
    ]  # fmt: skip
    back = "".join(bad_rows_file(done, sentence_of, ("Line", "Field", "Reason")))
    assert len(back.splitlines()) == 6


def test_a_contract_may_lie_in_several_parts_of_the_file(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saphan.exchange.engine.BATCH", 1)
    done = bring(story, TABLE)
    assert (done.created, done.bad, shown()["A"][-1]) == (5, 5, ["4.1", "7.2"])
    version = ContractVersion.objects.get(contract__external_id="A")
    assert [each["number"] for each in version.document["clauses"]] == ["4.1", "7.2"]


def test_a_look_back_shows_each_contract_as_it_was_on_that_day(story: Story) -> None:
    bring(story, TABLE)
    numbers = {each.external_id: each.pk for each in Contract.objects.all()}

    def held(key: str, name: str, *day: int) -> object:
        found = values_then(
            story.workspace.pk, "contract", [numbers[key]], [name], as_of=micros(*day, 12), known_at=micros(2027, 1, 1)
        )  # fmt: skip
        return found[numbers[key], name]

    assert [held("A", "extensions", *day) for day in ((2024, 12, 31), (2025, 1, 1), (2026, 1, 1))] == [
        0,
        1,
        2,
    ]
    assert [held("B", "status", 2025, *day) for day in ((6, 30), (7, 1))] == ["signed", "ended"]


def test_a_second_time_nothing_is_new_and_what_is_signed_stays(story: Story) -> None:
    bring(story, TABLE)
    again = bring(story, TABLE)
    assert (again.created, again.unchanged, Contract.objects.count(), Clause.objects.count()) == (0, 5, 4, 3)
    assert (ContractVersion.objects.count(), Duty.objects.count()) == (3, 7)
    further = "\n".join((
        TABLE.splitlines()[0],
        "D,BR-4,Siam Tea,,,,,,,,,,,,,2,Delivers,,,,,",
        "A,BR-1,Siam Tea,,,,,,,,,,,,,8,Liability,,,,,",
        ",BR-2,Siam Tea,Twice,,,,,,,,,,,,,,,,,,",
    ))  # fmt: skip
    done = bring(story, further)
    assert (done.created, done.unchanged) == (1, 1)
    assert [row.problem for row in done.bad_rows.all()] == ["contract.is_signed"]
    assert shown()["D"][-1] == ["1", "2"]


def test_what_leaves_comes_back_as_it_was(story: Story, tmp_path: object) -> None:
    bring(story, TABLE)
    before = shown()
    clauses, contracts = sent_out(story, "clauses"), sent_out(story, "contracts")
    assert len(contracts.splitlines()) == 5
    Contract.objects.update(external_id="", number="", removed_at=1)
    for name, table in (("clauses.csv", clauses), ("contracts.csv", contracts)):
        file = tmp_path / name  # type: ignore[operator]
        file.write_text(table, encoding="utf-8")
        with on("2026-06-16"):
            told = import_file(story.dao, "contracts", file)
        assert (told["state"], told["bad"]) == ("done", 0), told
    assert shown() == before


def test_one_drawn_up_here_is_known_by_its_code_and_by_its_number(story: Story) -> None:
    account = client(story, "Harbour Foods")
    create_contract(actor=story.ploy, account=account, number="HF-1", clauses=[Worded("Pays")])
    rows = "Contract,Client,Number\nCT-1,Harbour Foods,\nHF-1,Harbour Foods,\n,Harbour Foods,HF-1\n"
    run = start_run(story.dao, "contracts", "known.csv", io.BytesIO(rows.encode()))
    save_mapping(run, {"columns": {"Contract": "external_id", "Client": "account", "Number": "number"}})
    done = apply(run, story.dao)
    assert (done.created, done.unchanged, Contract.objects.count()) == (0, 3, 1)


def test_undoing_takes_every_contract_out_but_what_was_worked_on(story: Story) -> None:
    done = bring(story, TABLE)
    kept = Contract.objects.get(external_id="A")
    with on("2026-07-01"):
        meet_duty(Duty.objects.earliest("due_on"), actor=story.ploy, evidence="Mail")
        amend_contract(kept, actor=story.ploy, summary="More money", changes={"amount_minor": 1_300_000_00})
    with on("2026-07-02"):
        undo_import(done, story.dao)
    assert [each.external_id for each in Contract.objects.filter(removed_at=None)] == ["A"]
    assert [each.number for each in Clause.objects.filter(removed_at=None).order_by("number")] == [
        "4.1",
        "7.2",
    ]
    assert ContractVersion.objects.filter(removed_at=None, contract=kept).count() == 2
    assert not Duty.objects.filter(removed_at=None).exclude(contract=kept)
