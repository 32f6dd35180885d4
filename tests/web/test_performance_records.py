"""Lists and forms of the records that figures are made of."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from saphan.commerce.actions import create_cost
from saphan.commerce.models import AcquisitionShare, CostLine
from saphan.workspace.actor import Actor
from tests.story import Story, on


def browser(actor: Actor) -> Client:
    client = Client()
    assert actor.member.user is not None
    client.force_login(actor.member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(story: Story, name: str, *codes: str) -> str:
    return reverse(f"performance:{name}", args=[story.workspace.code, *codes])


def test_finance_notes_a_cost_corrects_it_and_takes_it_away(story: Story) -> None:
    fon = browser(story.fon)
    sent = {"kind": "ads", "amount": "1,200.50", "currency": "THB", "starts_on": "2026-06-01", "share": "50"}
    fon.post(address(story, "new_cost"), sent)
    cost = CostLine.objects.get()
    assert (cost.amount_minor, cost.acquisition_share, cost.ends_on) == (120_050, 5_000, date(2026, 6, 1))
    page = fon.get(address(story, "costs")).content.decode()
    assert "Advertising" in page
    seen = {
        "kind": "ads", "initial-kind": "ads", "amount": "1300", "initial-amount": "1200.50", "currency": "THB",
        "initial-currency": "THB", "starts_on": "2026-06-01", "initial-starts_on": "2026-06-01",
        "ends_on": "2026-06-01", "initial-ends_on": "2026-06-01", "share": "50", "initial-share": "50",
        "version": cost.version,
    }  # fmt: skip
    fon.post(address(story, "cost", cost.code), seen)
    cost.refresh_from_db()
    assert (cost.amount_minor, cost.version) == (130_000, 2)
    fon.post(address(story, "remove_cost", cost.code))
    assert not CostLine.objects.filter(removed_at=None).exists()


def test_a_wrong_amount_stays_in_the_form_with_the_reason(story: Story) -> None:
    sent = {"kind": "ads", "amount": "much", "currency": "THB", "starts_on": "2026-06-01"}
    answer = browser(story.fon).post(address(story, "new_cost"), sent)
    assert answer.status_code == 422
    assert "much" in answer.content.decode()
    assert not CostLine.objects.exists()


def test_a_share_is_set_from_a_day_on(story: Story) -> None:
    sent = {"table": "fully_loaded", "kind": "salaries", "share": "62.5", "valid_from": "2026-03-01"}
    with on("2026-06-16"):
        browser(story.fon).post(address(story, "shares"), sent)
        page = browser(story.fon).get(address(story, "shares")).content.decode()
    assert AcquisitionShare.objects.get().share == 6_250
    assert "62.5%" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_costs_asks_no_more_for_more_rows(
    story: Story, rows: int, django_assert_max_num_queries
) -> None:
    for number in range(rows):
        create_cost(actor=story.fon, kind="ads", amount_minor=100, starts_on=date(2026, 6, number + 1))
    fon = browser(story.fon)
    with django_assert_max_num_queries(14):
        fon.get(address(story, "costs"))
