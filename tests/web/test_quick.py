"""Adding by one line: what is proposed, and that nothing is written which nobody ticked."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.clients.models import Interaction, NextStep
from tests.clients.cast import person_at, siam_tea
from tests.story import Story, micros, on
from tests.web.test_desk import HTMX, at, browser_of
from tests.web.test_palette import ask, rows

pytestmark = pytest.mark.django_db
LINE = "call with คุณสมชาย tomorrow 15:00 about renewal"


@pytest.fixture
def somchai(story: Story) -> Any:
    return person_at(siam_tea(story.ploy), story.ploy, "สมชาย ใจดี", name_en="Somchai Jaidee")


def sent(page: Any, text: str, **changed: str) -> dict[str, str]:
    """The proposals of a line as the browser would send them back."""
    found = {"q": text}
    for each in page.get(at("desk:quick"), {"q": text}).context["proposals"]:
        for field in each.form:
            value = field.value()
            if value not in (None, False, ""):
                found[field.html_name] = "on" if value is True else str(value)
    return found | changed


def test_a_line_is_read_and_nothing_is_written_by_looking(story: Story, somchai: Any) -> None:
    with on("2026-06-16"):
        answer = browser_of(story, "ploy").get(at("desk:quick"), {"q": LINE})
    (proposal,) = answer.context["proposals"]
    form = proposal.form
    assert form["about"].value() == somchai.code
    assert (form["when"].value(), str(form["day"].value()), str(form["at"].value())) == (
        "planned",
        "2026-06-17",
        "15:00:00",
    )
    assert proposal.echo == "Wed 17 Jun 2026 15:00 (Buddhist year 2569)"
    assert not NextStep.objects.exists()


def test_a_ticked_line_becomes_a_next_step_at_the_hour_of_the_person(story: Story, somchai: Any) -> None:
    with on("2026-06-16"):
        page = browser_of(story, "ploy")
        page.post(at("desk:quick"), sent(page, LINE), headers=HTMX)
    step = NextStep.objects.get()
    assert (step.what, step.kind, step.account.name) == (
        "call with คุณสมชาย about renewal",
        "call",
        "Siam Tea",
    )
    assert step.due_at == micros(2026, 6, 17, 8)  # 15:00 in Bangkok
    assert str(step.due_on) == "2026-06-17"


def test_what_was_unticked_is_not_written(story: Story, somchai: Any) -> None:
    with on("2026-06-16"):
        page = browser_of(story, "ploy")
        form = sent(page, "called Somchai yesterday, send the quote on Friday")
        del form["p1-is_wanted"]
        page.post(at("desk:quick"), form, headers=HTMX)
    talk = Interaction.objects.get()
    assert (talk.channel, talk.happened_at) == (
        "call",
        micros(2026, 6, 15, 5),
    )  # noon of yesterday in Bangkok
    assert set(talk.participants.values_list("person_id", flat=True)) == {somchai.pk, None}
    assert not NextStep.objects.exists()


def test_a_line_about_nobody_asks_and_writes_nothing(story: Story, somchai: Any) -> None:
    with on("2026-06-16"):
        page = browser_of(story, "ploy")
        form = sent(page, "call with Zebedee tomorrow")
        assert "p0-is_wanted" not in form
        refused = page.post(at("desk:quick"), {**form, "p0-is_wanted": "on"}, headers=HTMX)
    assert refused.status_code == 422
    assert "Choose whom this is about." in refused.content.decode()
    assert not NextStep.objects.exists()


def test_nobody_writes_to_a_client_out_of_reach(story: Story, other_story: Story, somchai: Any) -> None:
    with on("2026-06-16"):
        ploy = browser_of(story, "ploy")
        form = sent(ploy, LINE)
        assert browser_of(story, "rit").post(at("desk:quick"), form, headers=HTMX).status_code == 403
        refused = browser_of(story, "wei").post(at("desk:quick"), form, headers=HTMX)
    assert refused.status_code == 422  # Somchai is no choice for somebody who cannot see him
    assert not NextStep.objects.exists()


@pytest.mark.parametrize("text", [LINE, "พรุ่งนี้ 15:00 โทรหาคุณสมชาย", "明天和สมชาย开会"])
def test_the_palette_offers_a_line_first_once_it_names_a_day(story: Story, somchai: Any, text: str) -> None:
    told = ask(story.ploy, text)
    assert (told.first.key, rows(told)[0]) == ("line", text)
    assert "line" not in [row.key for section in ask(story.rit, text).sections for row in section.rows]


def test_a_name_is_still_a_name(story: Story, somchai: Any) -> None:
    assert ask(story.ploy, "somchai jaidee").first.key == f"person-{somchai.pk}"
