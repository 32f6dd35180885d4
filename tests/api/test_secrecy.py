"""What is out of sight changes nothing that can be seen, and cannot be reached by any name."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.administration.actions import (
    NewMember,
    create_member,
    create_offering,
    create_team,
    create_territory,
)
from saphan.clients.actions import create_account, create_person, create_unit, log_interaction
from saphan.clients.queries import accounts_for
from saphan.pipeline.actions import create_lead, create_opportunity, create_pipeline
from saphan.workspace.actor import Actor
from saphan.workspace.models import Counter, kinds
from tests.api.caller import Caller, program_of
from tests.doors.matrix import fingerprint
from tests.story import Story

pytestmark = pytest.mark.django_db
SEEN = (
    ("/accounts", {"total": "true"}),
    ("/accounts", {"sort": "-last_touch", "total": "true"}),
    ("/accounts", {"filter[text]": "tea", "total": "true"}),
    ("/accounts", {"filter[city]": "Trat", "total": "true"}),
    ("/people", {"total": "true"}),
    ("/interactions", {"total": "true"}),
    ("/leads", {"total": "true"}),
    ("/opportunities", {"total": "true", "sort": "-amount"}),
    ("/opportunities", {"filter[amount__gte]": "1", "total": "true"}),
    ("/search", {"q": "tea"}),
    ("/changes", {"total": "true"}),
)


def book(story: Story, actor: Actor, word: str, amount: int) -> None:
    """A client with everything on it."""
    account = create_account(actor=actor, name=f"{word} Tea", city="Trat", despite_duplicates=True)
    person = create_person(actor=actor, name=f"{word} Tea Person", account=account)
    log_interaction(account, actor=actor, words=f"{word} tea", people=[person.pk])
    create_lead(actor=actor, name=f"{word} Tea lead")
    create_opportunity(
        actor=actor,
        name=f"{word} tea deal",
        stage=story.stage("Diagnose"),
        account=account,
        amount_minor=amount,
    )


def views(caller: Caller) -> list[Any]:
    return [caller.get(path, dict(query)).content for path, query in SEEN]


def test_what_others_have_changes_no_byte_of_what_is_seen(story: Story) -> None:
    book(story, story.ploy, "Siam", 100_00)
    ploy = program_of(story.ploy)
    before = views(ploy)
    book(story, story.wei, "Siam", 900_00)
    book(story, story.wei, "Harbour", 1)
    assert views(ploy) == before


def test_another_company_changes_no_byte_either(story: Story, other_story: Story) -> None:
    book(story, story.olan, "Siam", 100_00)
    olan = program_of(story.olan)
    before = views(olan)
    book(other_story, other_story.krit, "Siam", 900_00)
    assert views(olan) == before


def test_a_hidden_client_and_one_that_never_was_get_the_same_refusal(story: Story) -> None:
    hidden = create_account(actor=story.wei, name="Hidden")
    ploy = program_of(story.ploy)
    there = ploy.get(f"/accounts/{hidden.code}").content.replace(hidden.code.encode(), b"C-404")
    assert there == ploy.get("/accounts/C-404").content


FOREIGN_SLOTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/accounts", {"name": "A", "owner": "M-9001"}),
    ("POST", "/accounts", {"name": "A", "territory": "R-9001"}),
    ("POST", "/accounts", {"name": "A", "parent": "C-9001"}),
    ("POST", "/people", {"name": "A", "account": "C-9001"}),
    ("POST", "/people", {"name": "A", "owner": "M-9001"}),
    ("POST", "/accounts/{account}/interactions", {"people": ["P-9001"]}),
    ("POST", "/accounts/{account}/interactions", {"members": ["M-9001"]}),
    ("POST", "/accounts/{account}/next-steps", {"what": "Call", "owner": "M-9001"}),
    ("POST", "/accounts/{account}/stakeholders", {"person": "P-9001"}),
    ("POST", "/accounts/{account}/merge", {"other": "C-9001"}),
    ("POST", "/accounts/{account}/assign-owner", {"owner": "M-9001"}),
    ("POST", "/accounts/{account}/set-parent", {"parent": "C-9001"}),
    ("POST", "/leads", {"name": "A", "owner": "M-9001"}),
    ("POST", "/leads", {"name": "A", "account": "C-9001"}),
    ("POST", "/opportunities", {"name": "A", "stage": "ST-9001"}),
    ("POST", "/opportunities", {"name": "A", "stage": "{stage}", "account": "C-9001"}),
    ("POST", "/opportunities", {"name": "A", "stage": "{stage}", "unit": "U-9001"}),
    ("POST", "/opportunities", {"name": "A", "stage": "{stage}", "lead": "L-9001"}),
    ("POST", "/opportunities", {"name": "A", "stage": "{stage}", "lines": [{"offering": "S-9001"}]}),
    ("POST", "/bulk/accounts/assign-owner", {"codes": ["C-9001"], "owner": None}),
    ("POST", "/bulk/accounts/upsert", {"rows": [{"external_id": "x", "name": "A", "owner": "M-9001"}]}),
    ("POST", "/bulk/opportunities/upsert", {"rows": [{"external_id": "x", "name": "A", "stage": "ST-9001"}]}),
    ("POST", "/teams", {"name": "A", "parent": "T-9001"}),
    ("POST", "/members", {"name": "A", "team": "T-9001"}),
    ("POST", "/metrics/win_rate/compute", {"period": "2026", "filters": {"owner": "M-9001"}}),
)


@pytest.mark.parametrize(("method", "path", "body"), FOREIGN_SLOTS, ids=lambda value: str(value)[:60])
def test_no_slot_of_a_body_takes_a_record_of_another_company(
    story: Story, other_story: Story, method: str, path: str, body: dict[str, Any]
) -> None:
    _number_from(other_story, 9_001)
    _first_of_each(other_story)
    account = create_account(actor=story.olan, name="Siam Tea")
    known = {"account": account.code, "stage": story.stage("Diagnose").code}
    sent = {name: value.format(**known) if isinstance(value, str) else value for name, value in body.items()}
    olan = program_of(story.olan)
    olan.get("/me")
    before = fingerprint()
    answer = olan.post(path.format(**known), sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "reference.not_found"), answer.content
    assert fingerprint() == before


def _first_of_each(story: Story) -> None:
    """One record of each kind in the other company, so that every code of the table is somebody's."""
    krit = story.krit
    book(story, krit, "Foreign", 100_00)
    create_unit(accounts_for(krit)[0], actor=krit, name="Unit")
    create_team(actor=krit, name="Team")
    create_territory(actor=krit, name="Territory")
    create_offering(actor=krit, name="Offering")
    create_member(NewMember("Member"), actor=krit)
    create_pipeline(actor=krit, name="Pipeline", stages=[{"name": "Stage"}])


def _number_from(story: Story, first: int) -> None:
    for model in kinds().values():
        Counter.objects.update_or_create(
            workspace=story.workspace, prefix=model.PREFIX, defaults={"next_number": first}
        )
