"""What must hold between the answers to related questions, whatever a metric counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from saphan.core.kpi import Additivity, Unit
from saphan.core.kpi.measured import Measured
from saphan.measures.changes import changes
from saphan.measures.drivers import drivers
from saphan.measures.facts import forget_all
from saphan.measures.question import By
from saphan.measures.registry import METRICS
from saphan.measures.result import Result
from saphan.pipeline.actions import win_opportunity
from saphan.workspace.models import Member
from tests.measures.busy import busy
from tests.measures.deals import asked, opened, won
from tests.story import Story, micros, on, tell_story

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.xdist_group("relations")]
EVERY = pytest.mark.parametrize("key", list(METRICS))
OF_STATES = {
    "penetration", "share_of_wallet", "reach", "target_coverage", "retention_logo", "retention_grr", "retention_nrr",
}  # fmt: skip
OF_MONEY = {
    "revenue_growth", "territory_growth", "cross_sell_share", "upsell_share", "retention_grr", "retention_nrr",
    "share_of_wallet",
}  # fmt: skip
Blocker = DjangoDbBlocker


def pair(measured: Measured) -> tuple[Fraction, Fraction]:
    return measured.num, measured.den


def adds_up(key: str) -> bool:
    return METRICS[key].definition.rolls_up() is not Additivity.DISTRIBUTION


@pytest.fixture(scope="module")
def thrice(django_db_setup: None, django_db_blocker: Blocker) -> dict[str, Result]:
    """Every metric where every amount is three times as large."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        story = busy(tell_story(), times=3)
        answers = {key: asked(story, key, "2026-Q1") for key in METRICS}
        transaction.set_rollback(True)
    return answers


@pytest.fixture(scope="module")
def dinars(django_db_setup: None, django_db_blocker: Blocker) -> dict[str, Result]:
    """Every metric where all money is in a currency that nobody gave a rate."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        story = busy(tell_story(), currency="KWD")
        answers = {key: asked(story, key, "2026-Q1") for key in METRICS}
        transaction.set_rollback(True)
    return answers


@pytest.fixture(scope="module")
def summer_time(django_db_setup: None, django_db_blocker: Blocker) -> dict[tuple[str, str], Result]:
    """New York in the night of 8 March 2026, which has no two o'clock: one win an hour from 23:00 to 3:00."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        story = tell_story()
        story.workspace.time_zone = "America/New_York"
        story.workspace.save()
        for hour in (4, 5, 6, 7):
            deal = opened(story, "2026-02-01", 10)
            with on("2026-03-08", hour=hour):
                win_opportunity(deal, actor=story.olan)
        names = ("2026-03-07", "2026-03-08", "2026-03")
        answers = {(key, name): asked(story, key, name, by="month") for key in METRICS for name in names}
        transaction.set_rollback(True)
    return answers


@pytest.fixture(scope="module")
def one_deal(django_db_setup: None, django_db_blocker: Blocker) -> dict[str, Result]:
    """Every metric over one day with one win, and nothing else in the world."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        story = tell_story()
        won(story, opened(story, "2026-06-01", 10), "2026-06-16")
        answers = {key: asked(story, key, "2026-06-16", rows=10, by="team") for key in METRICS}
        transaction.set_rollback(True)
    return answers


@pytest.fixture(scope="module")
def told(
    thrice: object, dinars: object, summer_time: object, one_deal: object, django_db_blocker: Blocker
) -> Iterator[Story]:
    """The busy workspace. It comes after those that are taken back at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_all()
        yield busy(tell_story())
        transaction.set_rollback(True)
        forget_all()


@EVERY
def test_money_thrice_as_large_is_thrice_the_money_and_the_same_share(
    told: Story, thrice: dict[str, Result], key: str
) -> None:
    once, many = asked(told, key, "2026-Q1").measured, thrice[key].measured
    assert once.value is not None
    assert many.value == once.value * (3 if METRICS[key].definition.unit is Unit.MONEY else 1)
    assert (many.n, dict(many.excluded)) == (once.n, dict(once.excluded))


@EVERY
def test_a_currency_without_rates_undoes_money_and_leaves_counts_alone(
    told: Story, dinars: dict[str, Result], key: str
) -> None:
    answer = dinars[key].measured
    if METRICS[key].definition.unit is Unit.MONEY or key in OF_MONEY:
        assert answer.reason is not None
        assert (answer.value, answer.reason.value, answer.missing) == (None, "missing_input", ("KWD",))
    else:
        assert pair(answer) == pair(asked(told, key, "2026-Q1").measured)


@EVERY
def test_the_night_of_summer_time_belongs_to_two_days(
    summer_time: dict[tuple[str, str], Result], key: str
) -> None:
    before, after, month = (
        summer_time[key, name].measured for name in ("2026-03-07", "2026-03-08", "2026-03")
    )
    if key == "win_rate":
        assert (before.num, after.num) == (1, 3)
    if key not in OF_STATES and adds_up(key):
        assert [before.num + after.num, before.den + after.den] in (
            [month.num, month.den], [month.num, month.den + 1],
        )  # fmt: skip
    assert [pair(group.measured) for group in summer_time[key, "2026-03"].groups] == [pair(month)]


@EVERY
def test_the_parts_of_every_split_add_up(told: Story, key: str) -> None:
    for by in (By.OWNER, By.TEAM, By.OFFERING, By.MONTH):
        answer = asked(told, key, "2026-Q1", by=by.value)
        parts = [group.measured for group in answer.groups]
        if by is By.MONTH and key in OF_STATES:
            continue
        if not adds_up(key):
            assert by is By.OFFERING or sum(part.n for part in parts) == answer.measured.n, by
            continue
        assert sum(part.num for part in parts) == answer.measured.num, by
        if METRICS[key].definition.additivity is not Additivity.ADDITIVE:
            assert sum(part.den for part in parts) == answer.measured.den, by


@EVERY
def test_what_moved_a_figure_sums_to_its_change(told: Story, key: str) -> None:
    with on("2026-06-16"):
        found = drivers(asked(told, key, "2026-Q1").question)
    sides = [found.now] if METRICS[key].is_growth else [found.before, found.now]
    assert (found.reason is None) == (adds_up(key) and all(side.value is not None for side in sides))
    for by, parts in found.parts.items():
        assert sum((part.share.total for part in parts), Fraction(0)) == found.change, by
        # Offerings share counts out in hundredths of a percent; everywhere else nothing is left over.
        assert all(part.label for part in parts), by
        for part in parts:
            share = part.share
            assert share.rate is None or share.rate + (share.mix or 0) == share.total
    if not METRICS[key].is_growth and found.change is not None:
        assert found.change == (found.now.value or 0) - (found.before.value or 0)


@EVERY
def test_a_part_of_a_split_is_the_figure_narrowed_to_it(told: Story, key: str) -> None:
    for group in asked(told, key, "2026-Q1", by="owner").groups:
        if group.key is not None:
            pk = Member.objects.get(code=group.key).pk
            narrowed = asked(told, key, "2026-Q1", filters={"owner": pk}).measured
            assert (pair(narrowed), narrowed.n) == (pair(group.measured), group.measured.n), group.label


@EVERY
def test_the_rows_make_the_headline(told: Story, key: str) -> None:
    answer = asked(told, key, "2026-Q1", rows=1_000)
    again = METRICS[key].definition.measure(
        [one.row for one in answer.rows], answer.question.choices, currency="THB"
    )
    assert (pair(again), again.reason) == (pair(answer.measured), answer.measured.reason)


@EVERY
def test_what_was_once_known_is_never_fewer_later(told: Story, key: str) -> None:
    days = (
        micros(2026, 1, 1),
        micros(2026, 1, 20),
        micros(2026, 2, 3),
        micros(2026, 3, 10),
        micros(2026, 6, 16),
    )
    rows = [len(asked(told, key, "2026-Q1", known_at=day, rows=1_000).rows) for day in days]
    assert rows == sorted(rows)
    assert rows[-1] > 0


def test_closure_is_what_was_decided_times_what_of_it_was_won(told: Story) -> None:
    for by in ("owner", "team", "territory", "offering", "type", "month"):
        answer = asked(told, "closure_rate", "2026-Q1", by=by)
        for part in (answer.measured, *(group.measured for group in answer.groups)):
            decided, won_of = (part.companions[name].value for name in ("decided_rate", "cohort_win_rate"))
            assert part.value is None or part.value == decided * (won_of or 0)


@pytest.mark.parametrize("mode", ["path", "endpoint"])
@pytest.mark.parametrize("reading", ["known", "stood"])
def test_the_pipeline_reconciles_over_every_stretch(told: Story, mode: str, reading: str) -> None:
    months = [date(2025 + month // 12, month % 12 + 1, 1) for month in (0, 12, 16)]
    for start, end in [(a, b) for a in months for b in months if a < b]:
        with on("2026-06-16"):
            found = changes(told.olan, start, end, mode=mode, reading=reading)
        assert found.unreconciled == 0
        assert (
            found.opening.minor + sum(bar.minor for bar in found.bars.values()) + found.fx
            == found.closing.minor
        )


@EVERY
def test_one_deal_and_one_day_raise_nothing(one_deal: dict[str, Result], key: str) -> None:
    answer = one_deal[key].measured
    assert (answer.value is None) == (answer.reason is not None)
