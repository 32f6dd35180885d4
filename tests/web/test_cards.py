"""A card says what its deal is about, in words of the reader, and nothing that was typed becomes markup."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from saphan.pipeline.board import CardRow
from saphan.pipeline.models import Stage
from saphan.web.pipeline.cards import DAY, FIELDS, Press
from saphan.web.reader import Reader
from tests.story import micros, on

NOON = micros(2026, 6, 15)
SIAM = CardRow(
    pk=7, code="D-7", name="<b>Tea</b> & more", version=3, stage_id=2, stage_since=NOON - 12 * DAY, currency="THB",
    amount_minor=18_600_000, reporting_minor=18_600_000, expected_close_on=date(2026, 6, 1),
    next_due_on=date(2026, 6, 15), account_id=9, account__name="Siam & Tea", owner_id=8, owner__name="Ploy <x>",
    next_step__what="Call <Anong>",
)  # fmt: skip


def card(row: CardRow, fields: str = ",".join(FIELDS), language: str = "en", target: int | None = 10) -> str:
    with on("2026-06-15"):
        reader = Reader(language, buddhist=False, zone=ZoneInfo("Asia/Bangkok"), currency="THB")
        press = Press(reader, fields.split(","), "/w/bridge/deals/CODE/", NOON)
        return press.cards([row], Stage(target_days=target))


def words(html: str) -> list[str]:
    return [text for text in re.split(r"<[^>]*>", html) if text.strip()]


def test_everything_it_can_show_stands_on_it() -> None:
    html = card(SIAM)
    assert words(html) == [
        "ST", "Siam &amp; Tea", "P", "&lt;b&gt;Tea&lt;/b&gt; &amp; more", "฿186,000", "12 d / 10", "Closes 1 Jun",
        "Call &lt;Anong&gt; · today",
    ]  # fmt: skip
    assert 'data-code="D-7" data-version="3"' in html
    assert 'href="/w/bridge/deals/D-7/"' in html
    assert '<span class="warn"' in html  # twelve days in a stage that should take ten
    assert 'class="card-step today"' in html


def test_what_is_missing_is_said_or_left_out() -> None:
    bare = SIAM._replace(
        account_id=None, account__name=None, owner_id=None, owner__name=None, amount_minor=None,
        expected_close_on=None, next_step__what=None, next_due_on=None,
    )  # fmt: skip
    html = card(bare, target=None)
    assert words(html)[1:] == [
        "No client yet", "&lt;b&gt;Tea&lt;/b&gt; &amp; more", "No amount yet", "12 d", "No next step",
    ]  # fmt: skip
    assert 'class="card-step none"' in html


@pytest.mark.parametrize(
    ("fields", "shown"),
    [("amount", ["฿186,000"]), ("days", ["12 d / 10"]), ("step", ["Call &lt;Anong&gt; · today"]), ("", [])],
)
def test_it_shows_the_fields_that_were_asked_for(fields: str, shown: list[str]) -> None:
    assert words(card(SIAM, fields))[1:] == shown


def test_a_step_whose_day_has_passed_is_late() -> None:
    late = SIAM._replace(next_due_on=date(2026, 6, 14))
    assert 'class="card-step late"' in card(late)
    assert "Call &lt;Anong&gt; · 14\xa0Jun" in card(late)
