"""Costs come in, go out, and come back as they were."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.commerce.actions import create_campaign
from saphan.commerce.models import Campaign, CostLine
from saphan.core.errors import NotAllowed
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.exchange.undo import undo_import
from tests.exchange.test_import import bring
from tests.story import Story

TABLE = """Date,To,Cost type,Amount,Currency,Campaign,Share %,External ID
2026-01-01,2026-01-31,Salaries,"120,000.50",THB,,,P1
2026-02-03,,广告,900,USD,Songkran,50,A1
2026-02-04,,ค่าโฆษณา,100,THB,Songkran,,A2
2026-02-05,2026-02-01,Tools,1,THB,,,T1
2026-02-05,,Bribes,1,THB,,,T2
2026-02-05,,Tools,1,THB,,130,T3
"""


def test_a_table_of_costs_comes_in_and_bad_rows_say_why(story: Story) -> None:
    create_campaign(actor=story.dao, name="Songkran")
    done = apply(bring(story, TABLE, "costs"), story.dao)
    assert (done.created, done.bad) == (3, 3)
    assert [row.problem for row in done.bad_rows.order_by("number")] == [
        "period.ends_before_start", "field.not_a_choice", "share.out_of_range",
    ]  # fmt: skip
    salaries, ads, _more = CostLine.objects.order_by("starts_on")
    assert (salaries.kind, salaries.amount_minor, salaries.ends_on) == (
        "salaries",
        120_000_50,
        date(2026, 1, 31),
    )
    assert (ads.currency, ads.acquisition_share, ads.campaign) == ("USD", 5_000, Campaign.objects.get())


def test_what_went_out_comes_back_without_a_change(story: Story) -> None:
    create_campaign(actor=story.dao, name="Songkran")
    apply(bring(story, TABLE, "costs"), story.dao)
    table = b"".join(export_rows(story.fon, "costs", {}, [], "csv"))
    again = apply(bring(story, table, "costs"), story.dao)
    assert (again.created, again.updated, again.unchanged, again.bad) == (0, 0, 3, 0)


def test_an_import_of_costs_can_be_taken_back(story: Story) -> None:
    create_campaign(actor=story.dao, name="Songkran")
    run = apply(bring(story, TABLE, "costs"), story.dao)
    undo_import(run, story.dao)
    assert not CostLine.objects.filter(removed_at=None).exists()


def test_who_may_not_see_costs_cannot_take_them_out(story: Story) -> None:
    with pytest.raises(NotAllowed):
        list(export_rows(story.ploy, "costs", {}, [], "csv"))


def test_campaigns_come_in_once(story: Story) -> None:
    table = "Campaign,Channel,Start,End\nSongkran,Radio,2026-04-01,2026-04-15\nSongkran,TV,,\n"
    done = apply(bring(story, table, "campaigns"), story.dao)
    assert (done.created, done.bad) == (1, 1)
    assert apply(bring(story, table, "campaigns"), story.dao).created == 0
