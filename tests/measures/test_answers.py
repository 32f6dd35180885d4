"""The answer as programs and people read it."""

from __future__ import annotations

import json

from django.utils import translation

from saphan.journal.models import Change
from saphan.journal.undo import undo
from saphan.measures.facts import facts_of
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member
from saphan.workspace.terms import Door
from tests.measures.deals import asked, figure, lost, opened, rate, won
from tests.story import Story, micros, on


def test_the_shape_of_an_answer(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 1_000, name="Songkran film"), "2026-02-01")
    lost(story, opened(story, "2026-01-05", 10), "2026-02-02")
    told = json.loads(json.dumps(asked(story, "win_rate", "2026-Q1", by="owner", rows=10).as_json()))
    assert told["value"] == {"num": 1, "den": 2, "unit": "share", "display": "50.0%"}
    assert (told["metric"], told["version"], told["reason"], told["n"]) == ("win_rate", 1, None, 2)
    assert told["params"] == {"basis": "count", "reached": "qualified", "currency": "THB"}
    assert told["interval"]["low"].startswith("0.09")
    assert told["groups"][0]["key"] == story.ploy.member.code
    film = next(row for row in told["rows"] if row["name"] == "Songkran film")
    assert film["amount"] == {"minor": 100_000, "currency": "THB"}
    assert (film["day"], film["outcome"], film["included"], film["owner"]) == (
        "2026-02-01", "won", True, story.ploy.member.code,
    )  # fmt: skip


def test_an_undefined_value_is_null_with_its_reason(story: Story) -> None:
    told = asked(story, "win_rate", "2026-Q1").as_json()
    assert (told["value"], told["reason"], told["n"], told["interval"]) == (None, "no_denominator", 0, None)


def test_money_is_written_in_the_readers_language(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 1_234), "2026-02-01")
    for language, written in (("en", "THB1,234.00"), ("th", "฿1,234.00"), ("zh-hans", "THB1,234.00")):
        with translation.override(language):
            shown = asked(story, "revenue_total", "2026-Q1").as_json()["value"]["display"]
        assert shown.replace("\xa0", "").replace(" ", "") == written


def test_another_currency_converts_every_line_at_its_own_day(story: Story) -> None:
    rate(story, "USD", "THB", "2026-02-01", "40")
    won(story, opened(story, "2026-01-05", 1_000), "2026-02-01")
    assert figure(asked(story, "revenue_total", "2026-Q1", currency="USD")) == 25_00


def test_a_new_rate_is_seen_at_once(story: Story) -> None:
    rate(story, "USD", "THB", "2026-02-01", "40")
    won(story, opened(story, "2026-01-05", 10, currency="USD"), "2026-02-01")
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 400_00
    from saphan.workspace.models import ExchangeRate

    ExchangeRate.objects.filter(workspace=story.workspace).update(rate_e8=30 * 10**8)
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 300_00


def test_what_was_just_done_is_in_the_next_answer(story: Story) -> None:
    deal = opened(story, "2026-01-05", 10)
    assert asked(story, "win_rate", "2026-Q1").measured.den == 0
    won(story, deal, "2026-02-01")
    assert asked(story, "win_rate", "2026-Q1").measured.den == 1


def test_an_undone_win_never_was_although_it_was_known(story: Story) -> None:
    deal = won(story, opened(story, "2026-01-05", 10), "2026-02-01")
    with on("2026-02-03"):
        undo(Change.objects.get(pk=deal.change.pk), actor=story.olan)  # type: ignore[attr-defined]
    assert asked(story, "win_rate", "2026-Q1").measured.den == 0
    assert figure(asked(story, "revenue_total", "2026-Q1")) == 0
    assert asked(story, "win_rate", "2026-Q1", known_at=micros(2026, 2, 2)).measured.den == 1


def test_a_journal_that_was_put_back_is_read_again(story: Story) -> None:
    won(story, opened(story, "2026-01-05", 10), "2026-02-01")
    assert asked(story, "win_rate", "2026-Q1").measured.den == 1
    store = facts_of(story.workspace)
    store.position = store.position._replace(anchor=store.position.anchor - 1)
    before = store.epoch
    assert asked(story, "win_rate", "2026-Q1").measured.den == 1
    assert store.epoch is not before


def test_another_time_zone_gives_new_days(story: Story) -> None:
    deal = opened(story, "2026-01-05", 10)
    with on("2026-03-31", hour=20):
        from saphan.pipeline.actions import win_opportunity

        win_opportunity(deal, actor=story.olan)
    assert asked(story, "win_rate", "2026-Q1").measured.den == 0  # already April in Bangkok
    story.workspace.time_zone = "UTC"
    story.workspace.save()
    story.olan.member.workspace.time_zone = "UTC"
    assert asked(story, "win_rate", "2026-Q1").measured.den == 1


def test_the_windows_of_the_workspace_count_unless_the_question_names_others(story: Story) -> None:
    """Negotiated on 10 January and won 40 days later: too late for a studio's window of 30 days."""
    deal = opened(story, "2026-01-10", 100, stage="Negotiate")
    won(story, deal, "2026-02-19")
    story.workspace.measure_choices = {"closure_rate": {"window_days": 30}}
    story.workspace.save()
    actor = Actor(Member.objects.select_related("workspace").get(pk=story.olan.member.pk), Door.WEB)
    assert figure(asked(story, "closure_rate", "2026-01", by_actor=actor)) == 0
    wider = asked(story, "closure_rate", "2026-01", by_actor=actor, params={"window_days": 90})
    assert figure(wider) == 1
