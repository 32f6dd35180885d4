"""The parts of a client's page: map of people, health, money, timeline by side."""

from __future__ import annotations

import pytest

from saphan.clients.actions import add_next_step, log_interaction, set_stakeholder
from saphan.clients.models import Account, Person, Stakeholder
from saphan.journal.models import Change
from saphan.journal.undo import undo
from saphan.pipeline.actions import create_opportunity, win_opportunity
from tests.clients.cast import person_at, siam_tea
from tests.story import Story, on
from tests.web.test_clients_list import at, browser_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def tea(story: Story) -> Account:
    with on("2026-01-01"):
        return siam_tea(story.ploy, cadence_days=14)


def stake(tea: Account, story: Story, name: str, **values: object) -> Person:
    person = person_at(tea, story.ploy, name)
    set_stakeholder(tea, actor=story.ploy, person=person, **values)
    return person


def test_the_map_draws_everybody_with_a_standing_and_warns(story: Story, tea: Account) -> None:
    nat = stake(tea, story, "Nat", role="champion", stance=2, influence=4)
    person_at(tea, story.ploy, "Newcomer")
    drawn = browser_of(story, "ploy").get(at("detail", tea.code)).context["map"]
    assert [node.row.code for node in drawn["nodes"]] == [nat.code]
    assert [row.name.name for row in drawn["aside"]] == ["Newcomer"]
    assert drawn["alerts"] == ["No decision maker is known here.", "Nat argues for us and has gone quiet."]
    # The cell of stance +2 and influence 4: 22 + 4 × 98 + 49 and 6 + 72 + 36
    assert (drawn["nodes"][0].place.x, drawn["nodes"][0].place.y) == (463, 114)


def test_a_line_leads_to_whom_somebody_reports(story: Story, tea: Account) -> None:
    vipa = stake(tea, story, "Vipa", role="decision_maker", stance=0, influence=5)
    stake(tea, story, "Nat", role="user", stance=0, influence=3, reports_to_id=vipa.pk)
    page = browser_of(story, "ploy")
    line = page.get(at("detail", tea.code)).context["map"]["lines"][0]
    # both at x 267; from 186 − 21 up to 42 + 21, both lifted by 12
    assert (line.x1, line.y1, line.x2, line.y2) == (267, 153, 267, 51)


def test_somebody_is_moved_with_evidence_and_put_back_by_undo(story: Story, tea: Account) -> None:
    nat = stake(tea, story, "Nat", role="user", stance=0, influence=3)
    sent = {"stance": "1", "influence": "4", "evidence": "Defended our plan"}
    answer = browser_of(story, "ploy").post(at("place", tea.code, nat.code), sent, headers=HTMX)
    moved = Stakeholder.objects.get()
    assert answer.status_code == 200
    assert 'data-stance="1"' in answer.content.decode()
    assert (moved.stance, moved.influence, moved.evidence, moved.role) == (1, 4, "Defended our plan", "user")
    undo(Change.objects.order_by("-pk")[0], actor=story.ploy)
    moved.refresh_from_db()
    assert (moved.stance, moved.influence, moved.evidence) == (0, 3, "")


def test_nobody_is_moved_without_evidence(story: Story, tea: Account) -> None:
    nat = stake(tea, story, "Nat", role="user", stance=0, influence=3)
    sent = {"stance": "1", "influence": "4", "evidence": ""}
    answer = browser_of(story, "ploy").post(at("place", tea.code, nat.code), sent, headers=HTMX)
    assert answer.status_code == 422
    assert "Say what shows it" in answer.content.decode()
    assert Stakeholder.objects.get().stance == 0


def test_the_list_holds_the_same_people_as_the_map(story: Story, tea: Account) -> None:
    stake(tea, story, "Nat", role="champion", stance=2, influence=4)
    page = browser_of(story, "ploy")
    drawn = page.get(at("detail", tea.code)).context["map"]["nodes"]
    listed = page.get(at("detail", tea.code), {"people": "list"})
    assert [row.code for row in listed.context["people"]] == [node.row.code for node in drawn]
    assert "people-table" in listed.content.decode()


def test_health_says_how_much_is_known_and_hides_a_score_from_too_little(story: Story, tea: Account) -> None:
    page = browser_of(story, "ploy")
    with on("2026-06-16"):
        little = page.get(at("health", tea.code))
        stake(tea, story, "Nat", role="champion", stance=2, influence=4)
        more = page.get(at("health", tea.code))
    assert (little.context["points"], little.context["coverage"]) == (None, "40%")
    assert "Too little is known for a score" in little.content.decode()
    # rhythm 0, steps 0, reach 0, stance 100: 15 × 100 / 70
    assert (more.context["points"], more.context["coverage"], str(more.context["band"])) == (
        21,
        "70%",
        "At risk",
    )


def test_a_reason_opens_its_rows(story: Story, tea: Account) -> None:
    page = browser_of(story, "ploy")
    with on("2026-06-16"):
        add_next_step(tea, actor=story.ploy, what="Send the plan", due_on="2026-06-01")
        answer = page.get(at("health_reason", tea.code, "steps"))
        assert page.get(at("health_reason", tea.code, "weather")).status_code == 404
    assert [(row.title, row.value, row.is_warn) for row in answer.context["rows"]] == [
        ("Send the plan", "1 Jun", True)
    ]
    assert answer.context["sentence"] == "1 step overdue"


def test_money_shows_twelve_full_months_against_the_twelve_before(story: Story, tea: Account) -> None:
    for day, minor in (("2024-09-10", 100_000_00), ("2025-09-10", 150_000_00), ("2026-06-02", 7_000_00)):
        with on(day):
            deal = create_opportunity(
                actor=story.ploy, name=day, stage=story.stage("Diagnose"), account=tea, amount_minor=minor
            )
            win_opportunity(deal, actor=story.ploy)
    with on("2026-06-16"):
        shown = browser_of(story, "ploy").get(at("money", tea.code)).context
    assert (shown["total"], shown["change"], shown["running"]) == ("฿150k", "+50%", "฿7k")
    september = next(month for month in shown["months"] if month.label == "Sep 2025")
    assert (september.total, september.before, september.height, september.y) == ("฿150k", "฿100k", 84.0, 0.0)
    assert sum(month.height for month in shown["months"]) == 84


def test_the_timeline_is_narrowed_to_one_side(story: Story, tea: Account) -> None:
    for direction in ("from_client", "to_client", "both", "internal"):
        log_interaction(tea, actor=story.ploy, subject=direction, direction=direction)
    add_next_step(tea, actor=story.ploy, what="Call")
    page = browser_of(story, "ploy")

    def titles(lane: str) -> set[str]:
        return {
            moment.title for moment in page.get(at("timeline", tea.code), {"lane": lane}).context["moments"]
        }

    assert titles("client") == {"from_client", "both"}
    assert titles("team") >= {"to_client", "both", "internal", "Planned: Call", "Entered"}
    assert "from_client" not in titles("team")
    assert titles("") == titles("client") | titles("team")


def test_all_deals_stand_on_their_tab_open_ones_first(story: Story, tea: Account) -> None:
    with on("2026-06-01"):
        for name in ("Won", "Open"):
            deal = create_opportunity(
                actor=story.ploy, name=name, stage=story.stage("Diagnose"), account=tea, amount_minor=1_00
            )
            if name == "Won":
                win_opportunity(deal, actor=story.ploy)
        rows = browser_of(story, "ploy").get(at("detail", tea.code), {"tab": "deals"}).context["all_deals"]
    assert [(row.name, row.outcome) for row in rows] == [("Open", ""), ("Won", "Won")]
