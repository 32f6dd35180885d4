"""Lists and forms of the records that figures are made of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saphan.commerce.actions import create_campaign, create_cost
from saphan.commerce.models import AcquisitionShare, CostLine
from saphan.extend.actions import create_survey, note_answer, note_invitation
from saphan.pipeline.actions import set_target_of
from saphan.workspace.actor import Actor
from tests.clients.cast import siam_tea
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


def cell(story: Story, key: str, code: str, column: str, value: str, version: int) -> tuple[int, str]:
    """Status and sentence of the finance colleague's edit of one cell."""
    address_of = reverse("grid:cell", args=[story.workspace.code, key, code])
    sent = {"column": column, "value": value, "version": version}
    answer = browser(story.fon).post(address_of, sent)
    return answer.status_code, answer.json().get("sentence", "")


def test_cells_of_a_cost_are_edited_where_they_stand(story: Story) -> None:
    cost = create_cost(
        actor=story.fon, kind="ads", amount_minor=100_00, starts_on=date(2026, 6, 1), currency="THB"
    )
    assert cell(story, "costs", cost.code, "starts", "5/6/2569", cost.version)[0] == 200
    assert cell(story, "costs", cost.code, "share", "62.5 %", cost.version + 1)[0] == 200
    cost.refresh_from_db()
    # A cost of one day moves with its day; the share is kept in basis points.
    assert (cost.starts_on, cost.ends_on, cost.acquisition_share) == (
        date(2026, 6, 5),
        date(2026, 6, 5),
        6_250,
    )
    for column, value in (
        ("amount", ""),
        ("amount", "much"),
        ("ends", "1/6/2026"),
        ("kind", ""),
        ("share", "130"),
    ):
        status, sentence = cell(story, "costs", cost.code, column, value, cost.version)
        assert (status, len(sentence) > 10) == (422, True), column
    changed = cost.version
    cost.refresh_from_db()
    assert (cost.version, cost.amount_minor) == (changed, 100_00)


def test_a_target_is_set_higher_in_its_cell(story: Story) -> None:
    whole = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    money = set_target_of(actor=story.olan, metric="revenue_total", amount=500_00, currency="THB", **whole)
    share = set_target_of(actor=story.olan, metric="win_rate", amount=3_500, **whole)
    olan = browser(story.olan)
    for target, typed in ((money, "1.5万"), (share, "42.5 %")):
        sent = {"column": "amount", "value": typed, "version": target.version}
        assert (
            olan.post(
                reverse("grid:cell", args=[story.workspace.code, "targets", target.code]), sent
            ).status_code
            == 200
        )
        target.refresh_from_db()
    assert (money.amount, share.amount) == (15_000_00, 4_250)


def test_the_share_of_satisfied_answers_stands_under_the_list(story: Story) -> None:
    survey = create_survey(actor=story.olan, name="Half-year", scale=5)
    tea = siam_tea(story.ploy)
    with on("2026-06-16"):
        for score in (5, 4, 2):  # the top two points are satisfied ones: 2 of 3
            note_answer(
                actor=story.ploy, survey=survey, account=tea, score=score, answered_on=date(2026, 6, 1)
            )
        page = browser(story.ploy).get(address(story, "answers"), {"sort": "-score"})
    assert [total.text for total in page.context["totals"]] == ["66.7%"]
    assert page.context["count"] == "3 rows"


LISTS = ("costs", "campaigns", "targets", "answers", "invitations", "surveys")


@pytest.mark.parametrize("name", LISTS)
def test_longer_lists_ask_no_more(story: Story, name: str) -> None:
    def fill(n: int) -> None:
        day = date(2026, 6, n)
        campaign = create_campaign(actor=story.fon, name=f"Campaign {n}")
        create_cost(actor=story.fon, kind="ads", amount_minor=100, starts_on=day, campaign=campaign)
        set_target_of(
            actor=story.olan,
            metric="win_rate",
            starts_on=day,
            ends_on=day,
            amount=5,
            member=story.ploy.member,
        )
        survey = create_survey(actor=story.olan, name=f"Survey {n}")
        account = siam_tea(story.ploy, name=f"Client {n}", despite_duplicates=True)
        asked: dict[str, Any] = {"actor": story.ploy, "survey": survey, "account": account}
        note_invitation(**asked, delivered_on=day)
        note_answer(**asked, score=5, answered_on=day)

    def count() -> int:
        owner.get(address(story, name))
        with CaptureQueriesContext(connection) as caught:
            page = owner.get(address(story, name))
        assert page.status_code == 200
        return len(caught)

    owner = browser(story.olan)
    with on("2026-06-16"):
        fill(1)
        one = count()
        fill(2), fill(3)
        assert (count(), one <= 5) == (one, True)
