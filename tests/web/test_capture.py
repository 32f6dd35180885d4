"""Writing down from anywhere, also twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from saphan.clients.models import Interaction, NextStep
from tests.clients.cast import harbour_foods, journal_length, person_at, siam_tea
from tests.story import Story, micros, on
from tests.web.test_clients_list import at, browser_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def sent(tea: Any, **more: str) -> dict[str, str]:
    return {"client": f"{tea.name} · {tea.code}", "channel": "call", "key": "k1", **more}


def test_a_device_that_asks_twice_writes_down_once(story: Story) -> None:
    tea = siam_tea(story.ploy)
    page, asked = (
        browser_of(story, "ploy"),
        {"words": "Hello", "next_what": "Send it", "next_due": "2026-07-01"},
    )
    answers = [page.post(at("capture"), sent(tea, **asked), headers=JSON) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.json()["undo"] for answer in answers}) == 1
    assert (Interaction.objects.count(), NextStep.objects.count()) == (1, 1)


def test_the_same_key_for_something_else_is_refused(story: Story) -> None:
    tea = siam_tea(story.ploy)
    page = browser_of(story, "ploy")
    page.post(at("capture"), sent(tea, words="Hello"), headers=JSON)
    other = page.post(at("capture"), sent(tea, words="Another talk"), headers=JSON)
    assert other.status_code == 422
    assert [talk.words for talk in Interaction.objects.all()] == ["Hello"]


def test_what_waited_on_a_device_stands_at_the_hour_it_was_written(story: Story) -> None:
    tea = siam_tea(story.ploy)
    somchai = person_at(tea, story.ploy)
    with on("2026-06-16"):
        noon = micros(2026, 6, 15, 5)
        more = {"words": "In the lift", "happened": str(noon // 1_000), "person": somchai.code}
        browser_of(story, "ploy").post(at("capture"), sent(tea, **more), headers=JSON)
    talk = Interaction.objects.get()
    assert talk.happened_at == noon
    assert somchai.pk in talk.participants.values_list("person_id", flat=True)


def test_nothing_to_write_down_is_said_and_kept_from_the_book(story: Story) -> None:
    tea = siam_tea(story.ploy)
    before = journal_length()
    answer = browser_of(story, "ploy").post(at("capture"), sent(tea), headers=JSON)
    assert (answer.status_code, answer.json()["sentence"]) == (
        422,
        "Write down what was said, or what comes next.",
    )
    assert journal_length() == before


def test_nobody_writes_down_at_a_client_out_of_sight(story: Story) -> None:
    foods = harbour_foods(story.wei)
    before = journal_length()
    answer = browser_of(story, "ploy").post(at("capture"), sent(foods, words="Hello"), headers=JSON)
    assert answer.status_code == 404
    assert journal_length() == before


def test_the_form_on_a_page_of_its_own_leads_to_the_client(story: Story) -> None:
    tea = siam_tea(story.ploy)
    page = browser_of(story, "ploy")
    assert page.get(at("capture")).context["form"].initial["key"]
    answer = page.post(at("capture"), sent(tea, words="Hello"))
    assert (answer.status_code, answer.headers["Location"]) == (303, at("detail", tea.code))


def test_the_worker_and_the_page_without_a_network_are_there_for_everybody(db: None) -> None:
    page = Client()
    worker = page.get("/worker.js")
    assert worker.headers["Content-Type"] == "text/javascript"
    assert "no-cache" in worker.headers["Cache-Control"]
    assert "saphan-pages" in b"".join(worker.streaming_content).decode()
    assert "not kept on this device" in page.get("/offline/").content.decode()
