"""What leaves as a file is safe to open and comes back as it was."""

from __future__ import annotations

import csv
import io
import tracemalloc

import pytest
from openpyxl import load_workbook

from saphan.clients.actions import create_account
from saphan.clients.models import Account
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.exchange.runs import save_mapping, start_run
from tests.story import Story

AWKWARD = [
    "=1+1",
    "+66 2",
    "-Minus",
    "@home",
    "\tTab",
    "＝full",
    "'quoted",
    "''twice",
    "岚驰汽车",
    'Say "hi", Bob',
    "ธารา",
]


def exported(story: Story, fmt: str = "csv", **filters: str) -> bytes:
    return b"".join(export_rows(story.dao, "accounts", filters, ["name", "city"], fmt))


def test_no_cell_starts_like_a_formula(story: Story) -> None:
    for number, name in enumerate(AWKWARD):
        create_account(actor=story.dao, name=f"{name}{number}", city=name.strip(), despite_duplicates=True)
    rows = list(csv.reader(io.StringIO(exported(story).decode("utf-8-sig"))))
    assert len(rows) == len(AWKWARD) + 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t＝")]
    book = load_workbook(io.BytesIO(exported(story, "xlsx")))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_a_file_comes_back_exactly(story: Story, other_story: Story, fmt: str) -> None:
    for number, name in enumerate(AWKWARD):
        create_account(actor=story.dao, name=f"{name} {number}", despite_duplicates=True)
    content = io.BytesIO(exported(story, fmt))
    run = start_run(other_story.krit, "accounts", f"x.{fmt}", content)
    save_mapping(run, {"columns": {"name": "name", "city": "city"}})
    assert apply(run, other_story.krit).bad == 0

    def names(owner: Story) -> set[str]:
        return set(Account.objects.filter(workspace=owner.workspace).values_list("name", flat=True))

    assert names(story) == names(other_story)


def test_one_exports_only_what_the_right_reaches(story: Story) -> None:
    create_account(actor=story.dao, name="Lin's", owner=story.lin.member)
    create_account(actor=story.dao, name="Wei's", owner=story.wei.member)
    text = b"".join(export_rows(story.ploy, "accounts", {}, ["name"], "csv")).decode()
    assert ("Lin's" in text, "Wei's" in text) == (True, False)
    for nobody in (story.rit, story.tum):
        with pytest.raises(NotAllowed):
            export_rows(nobody, "accounts", {}, [], "csv")


def test_unknown_columns_and_formats_are_named(story: Story) -> None:
    with pytest.raises(RuleBroken, match="export.unknown_column"):
        export_rows(story.dao, "accounts", {}, ["salary"], "csv")
    with pytest.raises(RuleBroken, match="export.unknown_format"):
        export_rows(story.dao, "accounts", {}, [], "pdf")


def test_memory_does_not_grow_with_the_list(story: Story) -> None:
    lines = "\n".join(f"Company {number},K{number}" for number in range(8_000))
    run = start_run(story.dao, "accounts", "x.csv", io.BytesIO(f"name,key\n{lines}".encode()))
    save_mapping(run, {"columns": {"name": "name", "key": "external_id"}})
    apply(run, story.dao)
    pieces = export_rows(story.dao, "accounts", {}, ["name"], "csv")
    next(pieces)
    tracemalloc.start()
    for _piece in pieces:
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * 1024 * 1024
