"""A longer list costs no more queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saphan.clients.actions import (
    add_next_step,
    create_account,
    create_person,
    create_unit,
    log_interaction,
    set_stakeholder,
)
from saphan.commerce.actions import create_invoice, create_order, note_receipt
from saphan.commerce.billing import BilledLine
from saphan.commerce.lines import Line
from saphan.pipeline.actions import create_lead, create_opportunity
from tests.api.caller import Caller, program_of
from tests.story import Story

pytestmark = pytest.mark.django_db
LISTS = (
    "/accounts", "/units", "/people", "/affiliations", "/stakeholders", "/interactions", "/next-steps",
    "/leads", "/opportunities", "/orders", "/invoices", "/receipts", "/stages", "/members", "/changes", "/tokens",
)  # fmt: skip


def one_more(story: Story, number: int) -> None:
    """One further record of each kind, each with all its relations."""
    ploy = story.ploy
    account = create_account(actor=ploy, name=f"Client {number}", despite_duplicates=True)
    create_unit(account, actor=ploy, name="Unit")
    person = create_person(actor=ploy, name=f"Person {number}", account=account)
    set_stakeholder(account, actor=ploy, person=person, role="champion")
    log_interaction(account, actor=ploy, people=[person.pk])
    create_invoice(actor=ploy, account=account, lines=[BilledLine(100, "Film")])
    note_receipt(actor=story.olan, account=account, amount_minor=100)
    deal = create_opportunity(
        actor=ploy,
        name="Deal",
        stage=story.stage("Qualify"),
        account=account,
        expected_close_on=date(2030, 1, 1),
    )
    add_next_step(deal, actor=ploy, what="Call")
    create_lead(actor=ploy, name=f"Lead {number}")
    create_order(actor=ploy, account=account, lines=[Line(description="Film")])


def queries(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert caller.get(path, {}).status_code == 200
    return len(caught)


@pytest.mark.parametrize("path", LISTS)
def test_three_records_cost_as_many_queries_as_one(story: Story, path: str) -> None:
    ploy = program_of(story.ploy)
    ploy.get("/me")
    one_more(story, 1)
    with_one = queries(ploy, path)
    one_more(story, 2), one_more(story, 3)
    assert queries(ploy, path) == with_one
    assert with_one <= 6


def test_creating_an_opportunity_costs_few_statements(story: Story) -> None:
    ploy, body = program_of(story.ploy), {"name": "Spring", "stage": story.stage("Qualify").code}
    ploy.post("/opportunities", body)
    with CaptureQueriesContext(connection) as caught:
        assert ploy.post("/opportunities", body, Idempotency_Key="spring").status_code == 201
    assert len(caught) <= 18, "\n".join(query["sql"][:120] for query in caught.captured_queries)
