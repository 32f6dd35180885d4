"""The rail: counts of what needs a hand, and the notices behind the bell."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.administration.actions import set_quiet_hours
from saphan.clients.actions import add_next_step, pin_account
from saphan.notices.notices import is_quiet, mark_read, notices_for
from saphan.pipeline.actions import assign_lead, assign_opportunity, create_lead, create_opportunity
from tests.clients.cast import harbour_foods, siam_tea
from tests.story import Story, on
from tests.web.test_desk import HTMX, at, browser_of

pytestmark = pytest.mark.django_db


def told(actor: Any) -> list[tuple[str, str, bool]]:
    def name(notice: Any) -> str:
        subject = notice.subject
        return getattr(subject, "what", "") or getattr(subject, "name", "") or subject.action

    return [
        (notice.kind, name(notice), notice.is_new) for notice in notices_for(actor) if notice.kind != "undo"
    ]


def counts(response: Any) -> dict[str, int]:
    return {str(area["label"]): area["count"] for area in response.context["areas"] if area["count"]}


def test_each_area_counts_what_waits_for_this_person_alone(story: Story) -> None:
    with on("2026-06-16"):
        tea = siam_tea(story.ploy, cadence_days=14)  # never talked to
        siam_tea(story.lin, name="Lin's", cadence_days=14, despite_duplicates=True)
        create_lead(actor=story.ploy, name="New lead")
        stage = story.stage("Diagnose")
        create_opportunity(actor=story.ploy, name="Without a step", stage=stage, account=tea)
        planned = create_opportunity(actor=story.ploy, name="Planned", stage=stage, account=tea)
        late = create_opportunity(actor=story.ploy, name="Late", stage=stage, account=tea)
        add_next_step(planned, actor=story.ploy, what="Call", due_on="2026-06-16")
        add_next_step(late, actor=story.ploy, what="Call", due_on="2026-06-15")
        ploy = counts(browser_of(story, "ploy").get(at("clients:list")))
        reader = counts(browser_of(story, "rit").get(at("clients:list")))
    assert ploy == {"Clients": 1, "Leads": 1, "Pipeline": 2}
    assert reader == {}


def test_all_counts_cost_one_statement_and_fragments_cost_none(story: Story) -> None:
    siam_tea(story.ploy, cadence_days=14)
    page = browser_of(story, "ploy")
    page.get(at("settings:keys"))
    create_lead(actor=story.lin, name="Hers")
    with CaptureQueriesContext(connection) as caught:
        page.get(at("settings:keys"))
    assert sum("AS part_0" in query["sql"] for query in caught) == 1
    with CaptureQueriesContext(connection) as caught:
        page.get(at("desk:keys"), headers=HTMX)
    assert not any("AS part_0" in query["sql"] for query in caught)


def test_a_pinned_client_shows_that_it_is_cooling(story: Story) -> None:
    for client in (siam_tea(story.ploy, cadence_days=14), harbour_foods(story.ploy)):
        pin_account(client, actor=story.ploy)
    pins = browser_of(story, "ploy").get(at("settings:keys")).context["pins"]
    assert {pin.name: pin.is_cooling for pin in pins} == {"Siam Tea": True, "Harbour Foods": False}


def test_notices_hold_what_is_due_and_what_was_given_and_nothing_else(story: Story) -> None:
    with on("2026-06-16"):
        tea = siam_tea(story.ploy)
        for what, day in (("Call", "2026-06-15"), ("Send", "2026-06-16"), ("Later", "2026-06-17")):
            add_next_step(tea, actor=story.ploy, what=what, due_on=day)
        stage = story.stage("Diagnose")
        given = create_opportunity(actor=story.dao, name="Given", stage=stage)
        assign_opportunity(given, actor=story.dao, owner=story.ploy.member)
        create_opportunity(actor=story.dao, name="Made for her", stage=stage, owner=story.ploy.member)
        create_opportunity(actor=story.ploy, name="Her own", stage=stage)
        lead = create_lead(actor=story.dao, name="A lead")
        assign_lead(lead, actor=story.dao, owner=story.ploy.member)
        found, others = told(story.ploy), told(story.lin)
    assert sorted(found) == [
        ("given", "A lead", True),
        ("given", "Given", True),
        ("given", "Made for her", True),
        ("step", "Call", True),
        ("step", "Send", True),
    ]
    assert others == []


def test_what_was_given_and_given_on_is_no_news_any_more(story: Story) -> None:
    with on("2026-06-16"):
        deal = create_opportunity(actor=story.dao, name="Given", stage=story.stage("Diagnose"))
        assign_opportunity(deal, actor=story.dao, owner=story.ploy.member)
        assign_opportunity(deal, actor=story.dao, owner=story.lin.member)
        assert (told(story.ploy), [name for _, name, _ in told(story.lin)]) == ([], ["Given"])


def test_read_is_read_until_something_new_falls_due(story: Story) -> None:
    with on("2026-06-16"):
        tea = siam_tea(story.ploy)
        add_next_step(tea, actor=story.ploy, what="Call", due_on="2026-06-16")
        add_next_step(tea, actor=story.ploy, what="Send", due_on="2026-06-17")
        page = browser_of(story, "ploy")
        assert page.get(at("clients:list")).context["bell"]["new"] == 1
        page.post(at("desk:read_notices"), headers=HTMX)
        assert page.get(at("clients:list")).context["bell"]["new"] == 0
    with on("2026-06-17"):
        assert page.get(at("clients:list")).context["bell"]["new"] == 1
        story.ploy.member.refresh_from_db()
        assert told(story.ploy) == [("step", "Send", True), ("step", "Call", False)]


def test_in_quiet_hours_the_bell_shows_no_mark_and_loses_nothing(story: Story) -> None:
    with on("2026-06-16"):  # noon in Bangkok
        add_next_step(siam_tea(story.ploy), actor=story.ploy, what="Call", due_on="2026-06-16")
        set_quiet_hours(story.ploy.member, actor=story.ploy, begin=11 * 60, end=13 * 60)
        bell = browser_of(story, "ploy").get(at("clients:list")).context["bell"]
    assert (bell["new"], bell["shows"]) == (1, False)


@pytest.mark.parametrize(
    ("minute", "quiet"), [(1199, False), (1200, True), (0, True), (509, True), (510, False), (720, False)]
)
def test_quiet_hours_run_over_midnight(minute: int, quiet: bool) -> None:
    assert is_quiet(minute, 20 * 60, 8 * 60 + 30) is quiet
    assert not is_quiet(minute, None, None)


def test_what_one_did_stays_in_the_list_and_can_be_taken_back(story: Story) -> None:
    tea = siam_tea(story.ploy)
    step = add_next_step(tea, actor=story.ploy, what="Call")
    page = browser_of(story, "ploy")
    text = page.get(at("desk:notices"), headers=HTMX).content.decode()
    assert f'name="change" value="{step.change.pk}"' in text
    assert page.post(at("desk:undo"), {"change": step.change.pk}).status_code == 303
    step.refresh_from_db()
    assert step.removed_at is not None
    assert f'value="{step.change.pk}"' not in page.get(at("desk:notices"), headers=HTMX).content.decode()


def test_looking_at_notices_writes_nothing_and_marking_is_ones_own(story: Story, other_story: Story) -> None:
    mark_read(story.ploy)
    for actor in (story.lin, other_story.krit):
        actor.member.refresh_from_db()
        assert actor.member.notices_read_at is None
