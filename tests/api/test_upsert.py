"""Many rows at once, as another system knows them."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.journal.models import Change, Entry
from tests.api.caller import program_of
from tests.story import Story

pytestmark = pytest.mark.django_db


def rows(story: Story, how_many: int = 3, **more: Any) -> list[dict[str, Any]]:
    stage = story.stage("Qualify").code
    return [
        {
            "external_id": f"X-{number}",
            "name": f"Deal {number}",
            "stage": stage,
            "amount_minor": 100_00,
            **more,
        }
        for number in range(how_many)
    ]


def test_new_rows_come_in_and_known_ones_are_brought_up_to_date(story: Story) -> None:
    ploy = program_of(story.ploy)
    first = ploy.post("/bulk/opportunities/upsert", {"rows": rows(story)})
    assert first.status_code == 200, first.content
    codes = first.json()["codes"]
    again = ploy.post("/bulk/opportunities/upsert", {"rows": [
        {"external_id": "X-1", "name": "Deal one"},
        {"external_id": "X-9", "name": "New", "stage": story.stage("Qualify").code},
    ]})  # fmt: skip
    assert again.json()["codes"][0] == codes[1], again.content
    found = ploy.get(f"/opportunities/{codes[1]}").json()
    assert (found["name"], found["amount_minor"], found["version"]) == ("Deal one", 100_00, 2)
    assert ploy.get("/opportunities", {"total": "true"}).json()["total"]["number"] == 4


def test_the_same_rows_again_change_nothing(story: Story) -> None:
    ploy = program_of(story.ploy)
    ploy.post("/bulk/opportunities/upsert", {"rows": rows(story)})
    entries = Entry.objects.count()
    assert ploy.post("/bulk/opportunities/upsert", {"rows": rows(story)}).status_code == 200
    assert Entry.objects.count() == entries


def test_one_bad_row_keeps_all_out(story: Story) -> None:
    ploy = program_of(story.ploy)
    changes = Change.objects.count()
    answer = ploy.post(
        "/bulk/opportunities/upsert", {"rows": [*rows(story), {"external_id": "X-9", "name": "No stage"}]}
    )
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "field.required",
        "stage",
    )
    twice = ploy.post("/bulk/opportunities/upsert", {"rows": rows(story) + rows(story)})
    assert (twice.status_code, twice.json()["code"]) == (422, "bulk.same_key_twice")
    assert Change.objects.count() == changes


def test_a_new_amount_needs_its_reason(story: Story) -> None:
    ploy = program_of(story.ploy)
    ploy.post("/bulk/opportunities/upsert", {"rows": rows(story)})
    dearer = {"rows": rows(story, amount_minor=120_00)}
    assert ploy.post("/bulk/opportunities/upsert", dearer).json()["code"] == "reason.required"
    assert ploy.post("/bulk/opportunities/upsert", {**dearer, "reason": "new price list"}).status_code == 200


def test_what_belongs_to_somebody_else_is_not_touched(story: Story) -> None:
    program_of(story.wei).post("/bulk/opportunities/upsert", {"rows": rows(story, 1)})
    answer = program_of(story.ploy).post(
        "/bulk/opportunities/upsert", {"rows": [{"external_id": "X-0", "name": "Mine"}]}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "bulk.some_out_of_reach")


def test_clients_come_in_the_same_way(story: Story) -> None:
    ploy = program_of(story.ploy)
    sent = [
        {"external_id": "A", "name": "Siam Tea"},
        {"external_id": "B", "name": "Siam Tea", "city": "Trat"},
    ]
    codes = ploy.post("/bulk/accounts/upsert", {"rows": sent}).json()["codes"]
    again = ploy.post("/bulk/accounts/upsert", {"rows": [{"external_id": "A", "city": "Krabi"}]})
    assert again.json()["codes"] == codes[:1]
    assert ploy.get(f"/accounts/{codes[0]}").json()["city"] == "Krabi"
    taken = ploy.post("/bulk/accounts/upsert", {"rows": [{"external_id": "A", "owner": "M-5"}]})
    assert (taken.status_code, taken.json()["code"]) == (422, "account.owner_out_of_reach")
