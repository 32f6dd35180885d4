"""Many rows at once cost little each, and are the same rows as one by one."""

from __future__ import annotations

import pytest
from django.db import connection

from saphan.pipeline.models import Opportunity
from saphan.workspace.bulk import made, within
from saphan.workspace.queries import known_elsewhere
from tests.story import Story

pytestmark = pytest.mark.django_db


def test_a_quickly_made_record_holds_what_a_constructed_one_holds() -> None:
    values = {"name": "Spring", "account_id": 7, "stage_since": 5}
    quick, plain = made(Opportunity, **values), Opportunity(**values)
    names = [field.attname for field in Opportunity._meta.concrete_fields]
    assert [getattr(quick, name) for name in names] == [getattr(plain, name) for name in names]
    assert quick._state.adding


def test_quickly_made_records_share_nothing_that_can_change() -> None:
    first, second = made(Opportunity), made(Opportunity)
    first.exit_answers["budget"] = "yes"
    assert second.exit_answers == {}


def test_keys_in_a_row_are_asked_for_as_a_range() -> None:
    assert within([3, 5, 4]).children == [("pk__range", (3, 5))]
    assert within([3, 5]).children == [("pk__in", [3, 5])]
    assert within([]).children == [("pk__in", [])]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the size of the table")
def test_keys_of_another_system_are_found_by_their_index(story: Story) -> None:
    rows = known_elsewhere(Opportunity, story.workspace.pk, ["A-1", "A-2"])
    assert "deal_external" in rows.explain()
