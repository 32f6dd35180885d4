"""What a page says when it cannot do what was asked."""

from __future__ import annotations

import pytest

from saphan.clients.actions import update_account
from tests.clients.cast import journal_length, siam_tea
from tests.story import Story
from tests.web.test_clients_list import at, browser_of

pytestmark = pytest.mark.django_db


def test_two_people_change_one_field_and_mine_can_be_kept(story: Story) -> None:
    tea = siam_tea(story.ploy, industry="Tea")
    page = browser_of(story, "ploy")
    form = page.get(at("edit", tea.code)).context["form"]
    sent = {}
    for each in form:
        value = each.value()
        sent[each.html_name] = sent[each.html_initial_name] = "" if value in (None, False) else str(value)
    update_account(tea, actor=story.dao, changes={"industry": "Beverages"})
    refused = page.post(at("edit", tea.code), {**sent, "industry": "Herbs"})
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Dao changed “Industry” while you were editing" in html
    assert "Beverages" in html
    assert "Herbs" in html
    version = refused.context["refusal"].values["version"]
    assert f'name="version" value="{version}"' in html
    page.post(at("edit", tea.code), {**sent, "industry": "Herbs", "version": version})
    tea.refresh_from_db()
    assert tea.industry == "Herbs"


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
