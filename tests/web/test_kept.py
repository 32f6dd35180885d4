"""What pages keep between requests is never old, never somebody else's, and never lets anybody in who is out."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.administration.actions import suspend_member, update_member
from saphan.clients.actions import add_next_step, log_interaction, pin_account, unpin_account
from saphan.exchange.models import ImportRun
from saphan.exchange.terms import RunState
from saphan.notices.notices import mark_read
from saphan.pipeline.actions import assign_lead, create_lead, create_opportunity, update_stage
from saphan.web import arrival
from saphan.web import kept as pages
from saphan.workspace.kept import Kept
from saphan.workspace.terms import Role
from tests.clients.cast import person_at, siam_tea
from tests.story import PASSWORD, Story, micros, on
from tests.web.test_bell import counts
from tests.web.test_desk import at, browser_of

pytestmark = pytest.mark.django_db
ANY = "settings:keys"
PAGES = ("pipeline:board", "pipeline:table", "clients:list", ANY)


class Process:
    """Another process of the same installation: its own memory over the same database."""

    def __init__(self) -> None:
        self.memory: tuple[Kept[Any], Kept[Any]] = Kept(100), Kept(100)

    def get(self, patch: pytest.MonkeyPatch, page: Any, route: str = ANY) -> Any:
        with patch.context() as here:
            here.setattr(pages, "_kept", self.memory[0])
            here.setattr(arrival, "_people", self.memory[1])
            return page.get(at(route))


def seen(response: Any) -> tuple[Any, ...]:
    """Everything on a page that may have been kept."""
    context = response.context
    tabs = [(tab.label, tab.count) for tab in context.get("tabs") or ()]
    stages = [(column.label, column.count) for column in context.get("columns") or ()]
    pins = [pin.name for pin in context["pins"]]
    return counts(response), context["bell"]["new"], tabs, stages, pins, context.get("count")


def test_a_page_costs_one_statement_to_know_who_asks_and_none_to_count(story: Story) -> None:
    page = browser_of(story, "ploy")
    page.get(at(ANY))
    with CaptureQueriesContext(connection) as caught:
        page.get(at(ANY))
    assert len(caught) == 1
    create_lead(actor=story.lin, name="Somebody else's")
    with CaptureQueriesContext(connection) as caught:
        page.get(at(ANY))
    assert sum("AS part_0" in query["sql"] for query in caught) == 1


def test_the_page_of_a_deal_costs_thirteen_statements_however_much_happened(story: Story) -> None:
    tea = siam_tea(story.ploy)
    deal = create_opportunity(actor=story.ploy, name="Film", stage=story.stage("Diagnose"), account=tea)
    person, page = person_at(tea, story.ploy), browser_of(story, "ploy")

    def cost() -> int:
        page.get(at("pipeline:deal", deal.code))
        with CaptureQueriesContext(connection) as caught:
            page.get(at("pipeline:deal", deal.code))
        return len(caught)

    def happens(times: int) -> None:
        for number in range(times):
            log_interaction(deal, actor=story.ploy, channel="call", words=f"{number}", people=[person.pk])

    happens(1)
    one = cost()
    happens(60)
    assert (cost(), one <= 13) == (one, True)


def test_what_one_process_writes_counts_on_the_next_page_of_the_other(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, page = Process(), Process(), browser_of(story, "ploy")
    lead = create_lead(actor=story.ploy, name="Blue Lantern")
    for process in (one, other, one):
        assert counts(process.get(monkeypatch, page))["Leads"] == 1
    assign_lead(lead, actor=story.dao, owner=story.lin.member)
    for process in (one, other):
        assert counts(process.get(monkeypatch, page)) == {}
    update_stage(story.stage("Propose"), actor=story.olan, changes={"name": "Offer"})
    for process in (one, other):
        labels = [
            column.label for column in process.get(monkeypatch, page, "pipeline:board").context["columns"]
        ]
        assert labels[2] == "Offer"


def test_everybody_sees_what_a_process_without_memory_would_show(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ploy", "lin", "wei", "olan"):
        client = siam_tea(story.cast[name], name=f"Tea of {name}", despite_duplicates=True, cadence_days=7)
        create_lead(actor=story.cast[name], name=f"Lead of {name}")
        stage = story.stage("Diagnose")
        create_opportunity(actor=story.cast[name], name=f"Deal of {name}", stage=stage, account=client)
        pin_account(client, actor=story.cast[name])
    shared, browsers = Process(), {name: browser_of(story, name) for name in story.cast}
    acting = browser_of(story, "olan")
    acting.post(at("desk:act_in"), {"role": Role.AE})
    looking = browser_of(story, "dao")
    looking.post(at("desk:look_as"), {"colleague": story.ploy.member.code})
    everybody = [*browsers.values(), acting, looking]
    for route in PAGES:
        for _turn in range(2):  # the second shows what the first left behind
            shown = [
                seen(shared.get(monkeypatch, page, route))
                for page in everybody
                if route != ANY or page != looking
            ]
        alone = [
            seen(Process().get(monkeypatch, page, route))
            for page in everybody
            if route != ANY or page != looking
        ]
        assert shown == alone


def test_a_role_that_was_taken_away_counts_at_once(story: Story) -> None:
    page, member = browser_of(story, "ploy"), story.ploy.member
    siam_tea(story.lin)
    for _turn in range(2):
        assert page.get(at("clients:list")).context["number"] == 1  # her teammate's
        assert page.get(at("clients:new")).status_code == 200
    update_member(member, actor=story.olan, changes={"team_id": None})
    assert page.get(at("clients:list")).context["number"] == 0
    update_member(member, actor=story.olan, changes={"role": Role.TEAM_MEMBER})
    assert page.get(at("clients:new")).status_code == 403
    suspend_member(member, actor=story.olan)
    assert page.get(at("clients:list")).status_code == 404


@pytest.mark.parametrize("end", ["session", "person", "password", "age"])
def test_whoever_may_not_come_in_any_more_is_out_at_once(story: Story, end: str) -> None:
    page, user = browser_of(story, "ploy"), story.ploy.member.user
    for _turn in range(2):
        assert page.get(at("clients:list")).status_code == 200
    if end == "session":
        Session.objects.all().delete()
    elif end == "age":
        Session.objects.update(expire_date="2026-01-01T00:00:00Z")
    elif end == "person":
        user.is_active = False
        user.save()
    else:
        user.set_password(f"another {PASSWORD}")
        user.save()
    assert page.get(at("clients:list")).status_code == 302


def test_a_session_leads_into_no_other_workspace(story: Story, other_story: Story) -> None:
    page = browser_of(story, "ploy")
    theirs = f"/w/{other_story.workspace.code}/clients/"
    for _turn in range(2):
        assert page.get(at("clients:list")).status_code == 200
        assert page.get(theirs).status_code == 404


def test_an_hour_that_comes_needs_no_writing(story: Story) -> None:
    page, tea = browser_of(story, "ploy"), siam_tea(story.ploy)
    with on("2026-06-16", hour=5):
        add_next_step(tea, actor=story.ploy, what="Call", due_on="2026-06-16", due_at=micros(2026, 6, 16, 6))
        page.get(at(ANY))
        assert page.get(at(ANY)).context["bell"]["new"] == 0
    with on("2026-06-16", hour=7):  # two in the afternoon in Bangkok
        assert page.get(at(ANY)).context["bell"]["new"] == 1
        mark_read(story.ploy)
        assert page.get(at(ANY)).context["bell"]["new"] == 0


def test_what_is_not_journaled_is_seen_too(story: Story) -> None:
    page, tea = browser_of(story, "olan"), siam_tea(story.olan)

    def pins() -> list[str]:
        page.get(at(ANY))
        return [pin.name for pin in page.get(at(ANY)).context["pins"]]

    assert pins() == []
    pin_account(tea, actor=story.olan)
    assert pins() == [tea.name]
    unpin_account(tea, actor=story.olan)
    assert pins() == []
    run = ImportRun.objects.create(
        workspace=story.workspace, member=story.olan.member, code="X-1", state=RunState.RUNNING
    )
    assert counts(page.get(at(ANY))) == {}
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.PAUSED)
    assert counts(page.get(at(ANY))) == {"Import": 1}
