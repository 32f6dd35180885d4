"""The palette: records and commands in three languages, what matched, and doing it in place."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.clients.actions import add_next_step, create_account, create_person
from saphan.clients.models import Interaction, NextStep
from saphan.pipeline.actions import create_lead, create_opportunity
from saphan.web.desk.palette import _answer
from saphan.workspace.actor import Actor
from tests.clients.cast import harbour_foods, person_at, siam_tea
from tests.story import Story, on
from tests.web.test_desk import HTMX, at, browser_of

pytestmark = pytest.mark.django_db


def ask(actor: Actor, text: str = "", *, scope: str = "", wanted: str = "", here: str = "") -> Any:
    return _answer(actor, text, scope, wanted, here)


def rows(told: Any) -> list[str]:
    return ["".join(text for text, _ in row.title) for section in told.sections for row in section.rows]


def marks(told: Any, key: str) -> list[str]:
    (row,) = [row for section in told.sections for row in section.rows if row.key.startswith(key)]
    return [text for text, is_typed in row.title if is_typed]


def note(told: Any, title: str) -> str:
    return next(
        r.note for s in told.sections for r in s.rows if "".join(text for text, _ in r.title) == title
    )


@pytest.fixture
def shen(story: Story) -> Any:
    client = create_account(actor=story.ploy, name="岚驰汽车", city="上海", name_en="Lanchi Auto")
    return person_at(client, story.ploy, "沈若琳", name_en="Rowling Shen", job_title="市场总监")


def test_initials_find_a_person_and_say_so(story: Story, shen: Any) -> None:
    told = ask(story.ploy, "srl")
    assert told.first.key == f"person-{shen.pk}"
    assert note(told, "沈若琳") == "initials of shěn ruò lín · 市场总监 · 岚驰汽车"
    assert rows(told)[:2] == ["Log a call with 沈若琳", "Plan a next step with 沈若琳"]


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        ("lanchi", "岚驰汽车", "pinyin lán chí · 上海"),
        ("岚驰", "岚驰汽车", "上海"),
        ("Auto", "岚驰汽车", "also called Lanchi Auto · 上海"),
        ("上海", "岚驰汽车", "上海"),
        ("rowling", "沈若琳", "also called Rowling Shen · 市场总监 · 岚驰汽车"),
    ],
)
def test_every_hit_says_by_what_it_matched(story: Story, shen: Any, text: str, title: str, why: str) -> None:
    assert note(ask(story.ploy, text), title) == why


@pytest.mark.parametrize(
    "text",
    [
        "call lanchi",
        "lanchi call",
        "岚驰 电话",
        "岚驰电话",
        "岚驰通话",
        "โทร lanchi",
        "log lanchi",
        "dh 岚驰",
    ],
)
def test_a_command_is_named_in_any_language_beside_the_record(story: Story, shen: Any, text: str) -> None:
    told = ask(story.ploy, text)
    assert "".join(piece for piece, _ in told.first.title) == "Log a call with 岚驰汽车"
    assert told.first.pane.endswith("/do/talk.log/C-1/")


def test_a_name_that_holds_the_word_of_a_command_is_still_found(story: Story) -> None:
    create_account(actor=story.ploy, name="Call Centre One")
    assert "Call Centre One" in rows(ask(story.ploy, "call centre"))


def test_commands_alone_and_codes_alone(story: Story, shen: Any) -> None:
    assert rows(ask(story.ploy, ">deal"))[0] == "New deal"
    assert "岚驰汽车" not in rows(ask(story.ploy, "> lanchi"))
    assert rows(ask(story.ploy, "#C-1")) == ["岚驰汽车"]
    assert rows(ask(story.ploy, "#1")) == ["岚驰汽车", "沈若琳"]


def test_a_reader_is_offered_no_deed_and_a_stranger_finds_nothing(
    story: Story, other_story: Story, shen: Any
) -> None:
    assert rows(ask(story.rit, "lanchi")) == ["岚驰汽车", "沈若琳"]
    assert rows(ask(story.rit, ">new")) == []
    assert "岚驰汽车" not in rows(ask(other_story.krit, "lanchi"))


def test_only_clients_and_people_when_asked_so(story: Story, shen: Any) -> None:
    create_opportunity(actor=story.ploy, name="Lanchi launch", stage=story.stage("Diagnose"))
    assert "Lanchi launch" in rows(ask(story.ploy, "lanchi"))
    assert "Lanchi launch" not in rows(ask(story.ploy, "lanchi", scope="clients"))


def test_a_misspelling_leads_to_the_nearest_name_or_command(story: Story) -> None:
    create_account(actor=story.ploy, name="Kingfisher Media")
    told = ask(story.ploy, "kingfishxr")
    assert (rows(told), told.hint) == (["Kingfisher Media"], "Nothing matches exactly.")
    create_account(actor=story.ploy, name="启帆数字")
    assert rows(ask(story.ploy, "qifam")) == ["启帆数字"]
    assert rows(ask(story.ploy, "pipelibe")) == ["Pipeline"]
    assert rows(ask(story.ploy, "zzzzqq")) == []


def test_before_anything_is_typed_there_is_what_waits_and_what_was_worked_on(story: Story) -> None:
    with on("2026-06-16"):
        tea, foods = siam_tea(story.ploy), harbour_foods(story.ploy, cadence_days=14)
        deal = create_opportunity(
            actor=story.ploy, name="Tea launch", stage=story.stage("Diagnose"), account=tea
        )
        add_next_step(foods, actor=story.ploy, what="Send the sample", due_on="2026-06-15")
        told = ask(story.ploy)
    assert rows(told)[:3] == [
        "Done: Send the sample",
        "Plan a next step with Tea launch",
        "Log a call with Harbour Foods",
    ]
    assert rows(told)[3:] == ["Harbour Foods", "Tea launch", "Siam Tea"]
    assert told.sections[1].label == "Last worked on"
    assert deal.code in told.sections[1].rows[1].url


def test_the_record_on_the_page_comes_first(story: Story, shen: Any) -> None:
    page = browser_of(story, "ploy")
    behind = {"HX-Current-URL": f"http://testserver{at('clients:detail', 'C-1')}"}
    text = page.get(at("desk:search"), headers={**HTMX, **behind}).content.decode()
    assert "/do/talk.log/C-1/" in text


def test_a_command_that_needs_a_record_asks_which(story: Story, shen: Any) -> None:
    told = ask(story.ploy, "", wanted="talk.log")
    assert rows(told) == ["Log a call with 沈若琳", "Log a call with 岚驰汽车"]
    assert rows(ask(story.ploy, "srl", wanted="talk.log")) == ["Log a call with 沈若琳"]


def test_a_keystroke_costs_few_statements_however_much_there_is(story: Story, shen: Any) -> None:
    for number in range(40):
        create_account(actor=story.ploy, name=f"Lan {number}", despite_duplicates=True)
        create_person(actor=story.ploy, name=f"Lan {number}")
        create_lead(actor=story.ploy, name=f"Lan {number}")
    page = browser_of(story, "ploy")
    page.get(at("desk:search"), {"q": "lan"}, headers=HTMX)
    costs = {}
    for text in ("l", "lan", "lanchi", "call lanchi", "srl", "rowling", "zzzzqq", ">new", "#C-1", ""):
        with CaptureQueriesContext(connection) as caught:
            page.get(at("desk:search"), {"q": text}, headers=HTMX)
        costs[text] = len(caught)
    # One tells who asks; a search is two, names behind a hit two more, the nearest spelling four, the rest is fixed.
    assert max(costs.values()) <= 12, costs
    assert costs["lan"] <= 4, costs


def test_a_call_is_logged_in_place_and_the_next_step_is_offered(story: Story, shen: Any) -> None:
    page = browser_of(story, "ploy")
    pane = page.get(at("desk:act", "talk.log", shen.code), headers=HTMX)
    assert "Log a call with 沈若琳" in pane.content.decode()
    sent = {"channel": "call", "words": "第二版下周二给"}
    after = page.post(at("desk:act", "talk.log", shen.code), sent, headers=HTMX)
    assert "Plan a next step with 沈若琳" in after.content.decode()
    assert "saphan:toast" in after.headers["HX-Trigger"]
    talk = Interaction.objects.get()
    assert talk.account.name == "岚驰汽车"
    assert set(talk.participants.values_list("person_id", flat=True)) == {shen.pk, None}
    page.post(at("desk:act", "step.plan", shen.code), {"what": "发第二版", "kind": "send"}, headers=HTMX)
    assert NextStep.objects.get().account.name == "岚驰汽车"


def test_a_stage_that_asks_is_answered_in_place(story: Story) -> None:
    deal = create_opportunity(actor=story.ploy, name="Launch", stage=story.stage("Diagnose"))
    stage = story.stage("Diagnose")
    stage.exit_questions = [{"key": "budget", "question": "Who holds the budget?"}]
    stage.save()
    page, address = browser_of(story, "ploy"), at("desk:act", "deal.move", deal.code)
    sent = {"stage": story.stage("Propose").code}
    asked = page.post(address, sent, headers=HTMX)
    assert asked.status_code == 422
    assert "Who holds the budget?" in asked.content.decode()
    deal.refresh_from_db()
    assert deal.stage.name == "Diagnose"
    page.post(address, {**sent, "answer-budget": "The CFO"}, headers=HTMX)
    deal.refresh_from_db()
    assert deal.stage.name == "Propose"


def test_an_owner_changes_in_place_and_a_colleague_may_not_do_that(story: Story) -> None:
    tea = siam_tea(story.ploy)
    address = at("desk:act", "owner.change", tea.code)
    refused = browser_of(story, "lin").post(address, {"owner": story.lin.member.pk}, headers=HTMX)
    tea.refresh_from_db()
    assert (refused.status_code, tea.owner) == (403, story.ploy.member)
    browser_of(story, "dao").post(address, {"owner": story.lin.member.pk}, headers=HTMX)
    tea.refresh_from_db()
    assert tea.owner == story.lin.member


def test_a_person_without_a_client_is_said_plainly(story: Story) -> None:
    nobody = create_person(actor=story.ploy, name="Anong")
    answer = browser_of(story, "ploy").get(at("desk:act", "talk.log", nobody.code), headers=HTMX)
    assert answer.status_code == 422
    assert "has no job at a client you see" in answer.content.decode()
