"""How the API says no: one shape, a stable code, a sentence in the reader's language, and nothing written."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from saphan.api import budget
from saphan.clients.actions import create_account, update_account
from saphan.clients.models import Account
from saphan.journal.models import Change
from tests.api.caller import Caller, program_of
from tests.story import Story

pytestmark = pytest.mark.django_db


def problem_of(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status_code
    assert found["type"] == f"urn:saphan:problem:{found['code']}"
    return answer.status_code, found["code"]


def test_the_sentence_comes_in_the_language_that_was_asked_for(story: Story) -> None:
    ploy = program_of(story.ploy)
    english = ploy.get("/accounts/C-404").json()["title"]
    assert english == "It is no longer there, or it is not among the things you may see."
    ploy.language = "th"
    thai = ploy.get("/accounts/C-404")
    assert thai.headers["Content-Language"] == "th"


def test_without_a_wish_the_language_of_the_member_counts(story: Story) -> None:
    user = story.ploy.member.user
    assert user is not None
    user.language = "zh-hans"
    user.save()
    assert program_of(story.ploy).get("/accounts/C-404").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "request.unreadable"),
        ('{"name": "A", "name": "B"}', 400, "request.unreadable"),
        ('{"name": NaN}', 400, "request.unreadable"),
        ('{"name": "A\\u0000"}', 400, "request.unreadable"),
        (b'{"name": "\xff"}', 400, "request.unreadable"),
        ("", 422, "request.invalid"),
        ("[]", 422, "request.invalid"),
        ('{"name": 7}', 422, "request.invalid"),
        ('{"name": "A", "is_target": "yes"}', 422, "request.invalid"),
        ('{"name": "A", "cadence_days": 1.5}', 422, "request.invalid"),
        ('{"name": "A", "workspace_id": 2}', 422, "request.invalid"),
        ('{"name": "A", "id": 1}', 422, "request.invalid"),
        ('{"name": "\\ud800"}', 422, "request.invalid"),
        ('{"name": "A", "owner": "M-404"}', 422, "reference.not_found"),
        ('{"name": "A", "owner": {"code": "M-1"}}', 422, "request.invalid"),
        ('{"name": "  "}', 422, "account.required"),
    ],
)
def test_what_cannot_be_read_is_refused(story: Story, body: str | bytes, status: int, code: str) -> None:
    assert problem_of(program_of(story.ploy).post("/accounts", body)) == (status, code)
    assert not Account.objects.exists()


def test_a_wrong_value_is_named_with_its_place(story: Story) -> None:
    answer = program_of(story.ploy).post(
        "/opportunities", {"name": "A", "stage": "ST-1", "lines": [{"offering": "S-1", "quantity": 0}]}
    )
    assert answer.json()["errors"] == [{"field": "lines.0.quantity", "rule": "greater_than_equal"}]
    assert answer.json()["field"] == "lines.0.quantity"


def test_an_unknown_address_and_a_wrong_method_are_problems_too(story: Story) -> None:
    ploy = program_of(story.ploy)
    assert problem_of(ploy.get("/nothing/here")) == (404, "request.no_such_address")
    wrong = ploy.put("/accounts", {})
    assert problem_of(wrong) == (405, "request.method_not_allowed")
    assert set(wrong.headers["Allow"].split(", ")) == {"GET", "POST"}


def test_a_body_that_is_too_large_is_refused(story: Story) -> None:
    ploy = program_of(story.ploy)
    answer = ploy.post("/accounts", {"name": "A", "about": "x" * 5_000_000})
    assert problem_of(answer) == (413, "request.too_large")
    declared = Client().post(
        "/api/v1/accounts", b"{}", content_type="application/json",
        headers={"Authorization": f"Bearer {ploy.secret}", "Content-Length": str(10**10)},
    )  # fmt: skip
    assert problem_of(declared) == (413, "request.too_large")


def test_a_nul_character_in_the_address_is_refused(story: Story) -> None:
    ploy = program_of(story.ploy)
    assert ploy.get("/accounts", {"filter[city]": "a\x00"}).status_code == 400
    assert ploy.get("/accounts/C%00").status_code == 400


def test_two_people_changing_one_field_get_a_comparison(story: Story) -> None:
    account = create_account(actor=story.ploy, name="Siam Tea", city="Bangkok", phone="02 111")
    update_account(account, actor=story.olan, changes={"city": "Trat", "owner_id": story.lin.member.pk})
    answer = program_of(story.olan).patch(
        f"/accounts/{account.code}", {"city": "Krabi", "owner": "M-5", "phone": "02 222"}, If_Match='"1"'
    )
    assert problem_of(answer) == (412, "record.changed_meanwhile")
    fields = {field["field"]: field for field in answer.json()["fields"]}
    assert (fields["city"]["base"], fields["city"]["theirs"], fields["city"]["yours"]) == (
        "Bangkok",
        "Trat",
        "Krabi",
    )
    assert (fields["owner"]["base"], fields["owner"]["theirs"], fields["owner"]["yours"]) == (
        "M-3",
        "M-4",
        "M-5",
    )
    assert set(fields) == {"city", "owner"}
    account.refresh_from_db()
    assert (account.city, account.phone) == ("Trat", "02 111")


def test_a_change_without_the_version_is_refused(story: Story) -> None:
    account = create_account(actor=story.ploy, name="Siam Tea")
    answer = program_of(story.ploy).patch(f"/accounts/{account.code}", {"city": "Trat"})
    assert problem_of(answer) == (428, "request.version_missing")
    nonsense = program_of(story.ploy).patch(f"/accounts/{account.code}", {"city": "Trat"}, If_Match="seven")
    assert problem_of(nonsense) == (422, "request.version_unreadable")


def test_the_same_key_gets_the_same_answer(story: Story) -> None:
    ploy = program_of(story.ploy)
    first = ploy.post("/accounts", {"name": "Siam Tea"}, Idempotency_Key="order-7")
    second = ploy.post("/accounts", {"name": "Siam Tea"}, Idempotency_Key="order-7")
    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Account.objects.count() == 1
    other = ploy.post("/accounts", {"name": "Harbour Foods"}, Idempotency_Key="order-7")
    assert problem_of(other) == (422, "request.key_reused")
    assert problem_of(ploy.post("/accounts", {"name": "B"}, Idempotency_Key="k" * 81)) == (
        422,
        "request.key_too_long",
    )


def test_a_refusal_changes_nothing(story: Story) -> None:
    account = create_account(actor=story.wei, name="Siam Tea")
    before = Change.objects.count()
    rit = program_of(story.rit)
    changes = Change.objects.count()
    assert problem_of(rit.patch(f"/accounts/{account.code}", {"city": "X"}, If_Match="*")) == (
        403,
        "action.not_allowed",
    )
    assert problem_of(rit.delete(f"/accounts/{account.code}")) == (403, "action.not_allowed")
    assert Change.objects.count() == changes > before


def test_too_many_requests_have_to_wait(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saphan.api.admission.BUDGET", budget.Budget(requests=2, seconds=3_600))
    ploy = program_of(story.ploy)
    assert [ploy.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    refused = ploy.get("/me")
    assert problem_of(refused) == (429, "request.too_many")
    assert 0 < int(refused.headers["Retry-After"]) <= 3_600


def test_a_failure_of_our_own_is_a_problem_without_details(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError("secret place")

    ploy = program_of(story.ploy)
    monkeypatch.setattr("saphan.api.operations.finding.find", fail)
    answer = Client(raise_request_exception=False).get(
        "/api/v1/search", {"q": "x"}, headers={"Authorization": f"Bearer {ploy.secret}"}
    )
    assert problem_of(answer) == (500, "request.failed")
    assert b"secret place" not in answer.content


def test_the_description_is_open_to_everybody(db: None) -> None:
    answer = Caller("").get("/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
