"""What a page says when it cannot do what was asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from saphan.clients.actions import update_account
from saphan.pipeline.actions import create_opportunity, update_opportunity
from tests.clients.cast import journal_length, siam_tea
from tests.story import Story
from tests.web.test_clients_list import at, browser_of

pytestmark = pytest.mark.django_db


def seen(form: Any) -> dict[str, str]:
    """The fields of a form as a browser sends them back untouched."""
    sent = {}
    for each in form:
        value = each.value()
        sent[each.html_name] = sent[each.html_initial_name] = "" if value in (None, False) else str(value)
    return sent


@pytest.mark.parametrize(("choice", "kept"), [("", "Herbs"), (" industry", "Beverages")])
def test_two_people_change_one_field_and_either_value_can_stay(story: Story, choice: str, kept: str) -> None:
    """Whatever is chosen for it, what was typed into the other fields is saved with it."""
    tea = siam_tea(story.ploy, industry="Tea")
    page = browser_of(story, "ploy")
    sent = seen(page.get(at("edit", tea.code)).context["form"]) | {"industry": "Herbs", "city": "Trat"}
    update_account(tea, actor=story.dao, changes={"industry": "Beverages", "country": "Laos"})
    refused = page.post(at("edit", tea.code), sent)
    html = refused.content.decode()
    assert refused.status_code == 409
    for said in ("Dao changed “Industry” while you were editing", "Beverages", "Herbs", "Trat"):
        assert said in html
    version = refused.context["refusal"].values["version"]
    assert f'name="settled" value="{version}{choice}"' in html
    page.post(at("edit", tea.code), {**sent, "settled": f"{version}{choice}"})
    tea.refresh_from_db()
    assert (tea.industry, tea.city, tea.country) == (kept, "Trat", "Laos")


def test_two_fields_that_clash_are_chosen_one_by_one(story: Story) -> None:
    tea = siam_tea(story.ploy, industry="Tea")
    page = browser_of(story, "ploy")
    sent = seen(page.get(at("edit", tea.code)).context["form"]) | {"industry": "Herbs", "city": "Trat"}
    update_account(tea, actor=story.dao, changes={"industry": "Beverages", "city": "Phuket"})
    version = page.post(at("edit", tea.code), sent).context["refusal"].values["version"]
    page.post(
        at("edit", tea.code), {**sent, "settled": version, "keep-industry": "theirs", "keep-city": "mine"}
    )
    tea.refresh_from_db()
    assert (tea.industry, tea.city) == ("Beverages", "Trat")


def test_the_page_of_a_deal_lets_either_value_stay(story: Story) -> None:
    deal = create_opportunity(actor=story.ploy, name="Tea", stage=story.stage("Propose"), source="Call")
    page = browser_of(story, "ploy")
    address = reverse("pipeline:deal", args=["bridge", deal.code])
    sent = seen(page.get(address).context["edit_form"]) | {"source": "Fair", "name": "Autumn tea"}
    update_opportunity(deal, actor=story.dao, changes={"source": "Mail"})
    save = reverse("pipeline:edit", args=["bridge", deal.code])
    refused = page.post(save, sent, headers={"HX-Request": "true"})
    html = refused.content.decode()
    assert (refused.status_code, "Autumn tea" in html, "Keep theirs" in html) == (409, True, True)
    version = refused.context["refusal"].values["version"]
    page.post(save, {**sent, "settled": f"{version} source"})
    deal.refresh_from_db()
    assert (deal.source, deal.name) == ("Mail", "Autumn tea")


def test_who_may_not_do_it_reads_who_can_help(story: Story) -> None:
    tea = siam_tea(story.ploy)
    before = journal_length()
    answer = browser_of(story, "rit").get(at("edit", tea.code))
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "This is closed for your role" in html
    assert "mailto:olan@bridge.example" in html
    assert journal_length() == before


def test_a_broken_invitation_says_whom_to_ask(story: Story, client: object) -> None:
    answer = client.get("/invitation/not-a-real-one/")  # type: ignore[attr-defined]
    assert "Ask whoever invited you for a new link." in answer.content.decode()
