"""The health of a client from the journal: now, a month ago, and what stands behind each reason."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saphan.clients.actions import (
    add_next_step,
    complete_next_step,
    edit_interaction,
    log_interaction,
    set_stakeholder,
    update_account,
)
from saphan.clients.models import Account
from saphan.commerce.bookings import bookings
from saphan.core.health import Deal, Part, Reason, Stake
from saphan.measures.health import checkup, checkups, events_behind
from saphan.pipeline.actions import create_opportunity, move_stage, win_opportunity
from tests.api.caller import program_of
from tests.clients.cast import person_at, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db
JUNE_16 = micros(2026, 6, 16, 5)


@pytest.fixture
def tea(story: Story) -> Account:
    """In the book since 1 January with a cadence of 14 days; last talk with the chief on 10 May."""
    with on("2026-01-01"):
        tea = siam_tea(story.ploy, cadence_days=14)
        chief = person_at(tea, story.ploy, "Vipa")
        set_stakeholder(tea, actor=story.ploy, person=chief, role="decision_maker", stance=0, influence=5)
        add_next_step(tea, actor=story.ploy, what="Send the plan", due_on="2026-06-01")
    with on("2026-05-10"):
        log_interaction(tea, actor=story.ploy, channel="call", words="Fine", people=[chief.pk])
    return tea


def test_the_facts_are_those_of_the_instant(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        found = checkup(story.ploy, tea)
    # 10 May to 16 June is 37 days; the step was due on 1 June
    assert (found.facts.touched_days, found.facts.cadence_days, found.facts.late_steps) == (37, 14, 1)
    assert found.facts.stakes == (Stake(0, 5, True, 37),)
    then = found.past.facts(found.since)  # the start of 17 May: 7 days after the talk, the step not due yet
    assert (then.touched_days, then.late_steps, then.open_steps) == (7, 0, 1)


def test_the_reasons_add_up_to_the_change(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        found = checkup(story.ploy, tea)
    # known: rhythm 25, steps 15, reach 15, stance 15 = 70 of 100
    # now: rhythm 100 × (1 − 23/28) = 125/7, steps 0, reach 0 (37 > 28), stance 50 → (3125/7 + 750) / 70 = 17.09
    # then: 100, 100, 100, 50 → (2500 + 1500 + 1500 + 750) / 70 = 89.29
    assert (found.now.points, found.then.points, found.change) == (17, 89, -72)
    # rhythm 25 × (17.857 − 100) / 70 = −29.34, steps and reach 15 × −100 / 70 = −21.43 each: −72.2 in all;
    # rounded down −30 −22 −22 = −74, so the two largest remainders go up
    assert found.reasons == [Reason(Part.RHYTHM, -29), Reason(Part.REACH, -22), Reason(Part.STEPS, -21)]


def test_any_past_day_can_be_asked_for_and_stays_as_it_was(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        before = checkup(story.ploy, tea)
        set_stakeholder(tea, actor=story.ploy, person=tea.stakeholders.get().person, stance=2)
        complete_next_step(tea.next_steps.get(), actor=story.ploy)
        log_interaction(tea, actor=story.ploy, channel="visit", words="Signed")
    with on("2026-07-20"):
        again = checkup(story.ploy, tea, at=JUNE_16 - 1)
    assert again.now.levels == before.now.levels
    assert again.then.levels == before.then.levels


def test_a_private_talk_moves_nothing(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        before = checkup(story.dao, tea).now.levels
        log_interaction(tea, actor=story.ploy, channel="call", words="Between us", is_private=True)
        log_interaction(tea, actor=story.ploy, channel="note", words="Among us", direction="internal")
        assert checkup(story.dao, tea).now.levels == before


def test_a_client_that_just_came_in_has_no_month_to_compare_with(story: Story) -> None:
    with on("2026-06-10"):
        tea = siam_tea(story.ploy, cadence_days=14)
    with on("2026-06-16"):
        found = checkup(story.ploy, tea)
    # rhythm and steps alone are 40 of 100
    assert (found.now.coverage * 100, found.now.points, found.change, found.reasons) == (40, None, None, [])


def test_deals_move_forward_fall_back_or_pass_their_date(story: Story, tea: Account) -> None:
    with on("2026-03-01"):
        still = deal(story, tea, "Still", "2026-12-01")
        late = deal(story, tea, "Late", "2026-06-01")
        forward = deal(story, tea, "Forward", "2026-12-01")
    with on("2026-06-10"):
        move_stage(forward, actor=story.ploy, stage=story.stage("Propose"))
        fresh = deal(story, tea, "Fresh", "2026-12-01")
    with on("2026-06-16"):
        found = checkup(story.ploy, tea)
    moved = dict(zip(found.past.open_deals(found.at), found.facts.deals, strict=True))
    assert moved[still.pk] == Deal(False, False, False)
    assert moved[late.pk].is_late
    assert moved[forward.pk] == Deal(False, True, False)
    assert moved[fresh.pk] == Deal(False, True, False)
    assert found.now.levels[Part.PIPELINE] == 65  # (60 + 0 + 100 + 100) / 4
    assert found.facts.bare_deals == 4


def test_revenue_is_that_of_the_deals_that_the_reader_may_see(story: Story, tea: Account) -> None:
    with on("2025-03-01"):
        win_opportunity(deal(story, tea, "Last year", None, 100_00), actor=story.ploy)
    with on("2026-03-01"):
        win_opportunity(deal(story, tea, "This year", None, 120_00), actor=story.ploy)
        theirs = create_opportunity(
            actor=story.wei, name="Wei's", stage=story.stage("Diagnose"), account=None, amount_minor=50_00
        )
    with on("2026-06-16"):
        found = checkup(story.ploy, tea)
        lines = bookings(story.ploy, tea, micros(2024, 1, 1)).lines
    assert theirs.pk not in {line.deal_id for line in lines}
    assert (found.facts.revenue, found.facts.revenue_before) == (120_00, 100_00)
    assert found.now.levels[Part.REVENUE] == 70  # 20 % more: 50 + 20


def test_a_reason_opens_its_events(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        person = tea.stakeholders.get().person
        set_stakeholder(tea, actor=story.ploy, person=person, stance=2, evidence="Defended us")
        update_account(tea, actor=story.ploy, changes={"cadence_days": 7})
        found = checkup(story.ploy, tea)
        talk, step = (
            events_behind(story.ploy, found, Part.RHYTHM),
            events_behind(story.ploy, found, Part.STEPS),
        )
        stance = events_behind(story.ploy, found, Part.STANCE)
        reached = events_behind(story.ploy, found, Part.REACH)
    assert [event.record.words for event in talk] == ["Fine"]
    assert [event.record.what for event in step] == ["Send the plan"]
    assert [(event.before, event.after) for event in stance] == [(0, 2)]
    assert [event.record.name for event in reached] == ["Vipa"]


def test_a_talk_that_was_moved_counts_where_it_is_now(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        talk = tea.interactions.get()
        edit_interaction(talk, actor=story.ploy, changes={"happened_at": micros(2026, 6, 15)})
        assert checkup(story.ploy, tea).facts.touched_days == 1


def deal(story: Story, tea: Account, name: str, closes: str | None, minor: int = 100_00) -> object:
    return create_opportunity(
        actor=story.ploy, name=name, stage=story.stage("Diagnose"), account=tea, amount_minor=minor,
        expected_close_on=closes,
    )  # fmt: skip


def test_many_clients_ask_as_much_as_one_and_say_the_same(story: Story, tea: Account) -> None:
    def asked(accounts: list[Account]) -> int:
        with CaptureQueriesContext(connection) as caught:
            checkups(story.ploy, accounts)
        return len(caught)

    with on("2026-06-16"):
        others = [siam_tea(story.ploy, name=f"Tea {n}", despite_duplicates=True) for n in range(2)]
        set_stakeholder(others[0], actor=story.ploy, person=person_at(others[0], story.ploy, "Wan"), stance=2)
        together = checkups(story.ploy, [tea, *others])
        assert asked([tea]) == asked([tea, *others])
        for account in (tea, *others):
            alone = checkup(story.ploy, account)
            assert (together[account.pk].now, together[account.pk].then) == (alone.now, alone.then)


def test_the_list_shows_the_score_only_where_enough_is_known(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        new = siam_tea(story.ploy, name="New tea", despite_duplicates=True)
        lins = siam_tea(story.lin, name="Lin's", despite_duplicates=True)
        browser = Client()
        browser.force_login(story.wei.member.user)
        query = {"code": [tea.code, new.code, lins.code]}
        address = reverse("grid:late", args=["bridge", "clients", "health"])
        assert browser.get(address, query).json() == {}  # Wei sees none of the three
        browser.force_login(story.ploy.member.user)
        cells = browser.get(address, query).json()
        assert browser.get(reverse("grid:late", args=["bridge", "clients", "name"]), query).status_code == 404
    # 17 points, 72 fewer than a month before; of the new client only the empty list of steps is known, 15 of 100
    assert list(cells) == [tea.code]
    for shown in (">17<", "−72", "Not talked for 37 days"):
        assert shown in cells[tea.code]["html"]


def test_the_health_is_in_the_api_with_its_reasons(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        ask = program_of(story.ploy)
        found = ask.get(f"/accounts/{tea.code}/health").json()
        new = siam_tea(story.ploy, name="New tea", despite_duplicates=True)
        unknown = ask.get(f"/accounts/{new.code}/health").json()
    assert (found["score"], found["change"], found["coverage"], found["band"]) == (17, -72, 0.7, "risk")
    assert found["reasons"] == [
        {"part": "rhythm", "points": -29}, {"part": "reach", "points": -22}, {"part": "steps", "points": -21},
    ]  # fmt: skip
    assert (unknown["score"], unknown["coverage"], unknown["reasons"]) == (None, 0.15, [])
