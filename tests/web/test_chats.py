"""A chat pasted under the timeline becomes one talk, once somebody has confirmed it."""

from __future__ import annotations

import pytest

from saphan.clients.models import Interaction
from tests.clients.cast import person_at, siam_tea
from tests.story import Story, on
from tests.web.test_clients_list import at, browser_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
CHAT = "อังคาร, 16/06/2569\n09:01\tณัฐชา\tขอเลื่อนทดสอบ\n09:05\tPloy\tได้ค่ะ\n09:06\tใครไม่รู้\tรับทราบ"


def test_a_pasted_chat_is_proposed_and_written_down_when_confirmed(story: Story) -> None:
    with on("2026-06-17"):
        tea = siam_tea(story.ploy)
        nat = person_at(tea, story.ploy, "Natcha", name_th="ณัฐชา")
        page = browser_of(story, "ploy")
        sent = {"channel": "note", "direction": "both", "words": CHAT, "may_be_chat": "yes"}
        answer = page.post(at("log", tea.code), sent, headers=HTMX)
        assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#dialog")
        assert Interaction.objects.count() == 0
        form = answer.context["form"]
        assert (form.initial["channel"], form.initial["direction"]) == ("line", "both")
        assert form.initial["people"] == [str(nat.pk)]
        assert [line.side for line in answer.context["lines"]] == ["client", "team", ""]
        assert answer.context["unknown"] == ["ใครไม่รู้"]
        confirmed = {field.html_name: field.value() for field in form if field.value()}
        for _again in range(2):
            assert page.post(at("log", tea.code), confirmed).status_code == 303
    talk = Interaction.objects.get()
    assert (talk.channel, talk.happened_at) == (
        "line",
        1_781_575_560_000_000,
    )  # 09:06 in Bangkok is 02:06 UTC
    assert "09:05 Ploy: ได้ค่ะ" in talk.words
    assert nat.pk in talk.participants.values_list("person_id", flat=True)


def test_a_plain_note_is_written_down_at_once(story: Story) -> None:
    tea = siam_tea(story.ploy)
    sent = {"channel": "note", "direction": "both", "words": "Called at 9:30, fine", "may_be_chat": "yes"}
    assert browser_of(story, "ploy").post(at("log", tea.code), sent).status_code == 303
    assert Interaction.objects.get().words == "Called at 9:30, fine"
