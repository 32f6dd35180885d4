"""Listing, reading, creating and changing records."""

from __future__ import annotations

from typing import Any

import pytest

from saphan.clients.actions import create_account
from saphan.journal.models import Change
from tests.api.caller import program_of
from tests.story import Story

pytestmark = pytest.mark.django_db


def test_what_is_created_can_be_read_again(story: Story) -> None:
    ploy = program_of(story.ploy)
    made = ploy.post("/accounts", {"name": "Siam Tea", "city": "Bangkok", "tier": "a"})
    assert made.status_code == 201, made.content
    code = made.json()["code"]
    assert made.headers["Location"] == f"/api/v1/accounts/{code}"
    found = ploy.get(f"/accounts/{code}")
    assert found.json() == made.json()
    assert (found.json()["name"], found.json()["owner"], found.json()["tier"]) == ("Siam Tea", "M-3", "a")
    assert found.headers["ETag"] == '"1"'


def test_the_journal_knows_the_door_and_the_program(story: Story) -> None:
    program_of(story.ploy).post("/accounts", {"name": "Siam Tea", "reason": "met at the fair"})
    change = Change.objects.order_by("-pk")[0]
    assert (change.door, change.agent, change.actor, change.reason) == (
        "api", "Test program", story.ploy.member, "met at the fair",
    )  # fmt: skip


def test_only_what_is_named_changes(story: Story) -> None:
    ploy = program_of(story.ploy)
    account = create_account(actor=story.ploy, name="Siam Tea", city="Bangkok", phone="02 111")
    changed = ploy.patch(f"/accounts/{account.code}", {"phone": "02 222"}, If_Match='"1"')
    assert changed.status_code == 200, changed.content
    assert (changed.json()["phone"], changed.json()["city"]) == ("02 222", "Bangkok")
    assert changed.headers["ETag"] == '"2"'


def test_a_relation_is_named_by_its_code(story: Story) -> None:
    olan = program_of(story.olan)
    account = create_account(actor=story.olan, name="Siam Tea")
    changed = olan.patch(f"/accounts/{account.code}", {"owner": "M-4"}, If_Match="*")
    assert changed.json()["owner"] == "M-4"
    emptied = olan.patch(f"/accounts/{account.code}", {"owner": None}, If_Match="*")
    assert emptied.json()["owner"] is None


def test_pages_follow_each_other_without_gap_or_repetition(story: Story) -> None:
    for name in ("Andaman", "Banyan", "Chao", "Doi", "Erawan"):
        create_account(actor=story.ploy, name=name)
    ploy, names, cursor = program_of(story.ploy), [], ""
    for _ in range(3):
        page = ploy.get("/accounts", {"limit": 2, "cursor": cursor, "total": "true"}).json()
        assert page["total"] == {"number": 5, "is_more": False}
        names += [row["name"] for row in page["items"]]
        cursor = page["next"]
    assert (names, cursor) == (["Andaman", "Banyan", "Chao", "Doi", "Erawan"], None)


def test_lists_are_filtered_and_sorted(story: Story) -> None:
    for name, tier in (("Andaman", "a"), ("Banyan", "b"), ("Chao", "a"), ("Doi", "c")):
        create_account(actor=story.ploy, name=name, tier=tier)
    ploy = program_of(story.ploy)
    found = ploy.get("/accounts", {"filter[tier]": ["a", "b"], "sort": "-name"}).json()
    assert [row["name"] for row in found["items"]] == ["Chao", "Banyan", "Andaman"]
    assert [row["name"] for row in ploy.get("/accounts", {"filter[tier__not]": "a"}).json()["items"]] == [
        "Banyan", "Doi",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"filter[secret]": "x"}, "list.unknown_filter"),
        ({"filter[last_touch__gte]": "soon"}, "list.bad_value"),
        ({"sort": "shoe_size"}, "list.unknown_sort"),
        ({"cursor": "forged"}, "list.bad_cursor"),
        ({"limit": "0"}, "list.bad_limit"),
        ({"limit": "201"}, "list.bad_limit"),
        ({"page": "2"}, "request.unknown_parameter"),
    ],
)
def test_what_a_list_does_not_know_is_refused(story: Story, query: dict[str, Any], code: str) -> None:
    answer = program_of(story.ploy).get("/accounts", query)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_an_opportunity_goes_its_way(story: Story) -> None:
    ploy = program_of(story.ploy)
    made = ploy.post(
        "/opportunities",
        {"name": "Rebrand", "stage": story.stage("Diagnose").code, "amount_minor": 100_00, "currency": "THB",
         "expected_close_on": "2027-03-01"},
    )  # fmt: skip
    assert made.status_code == 201, made.content
    place = f"/opportunities/{made.json()['code']}"
    moved = ploy.post(f"{place}/move", {"stage": story.stage("Propose").code})
    assert moved.json()["stage"] == story.stage("Propose").code, moved.content
    won = ploy.post(f"{place}/win", {"amount_minor": 120_00})
    assert (won.json()["status"], won.json()["amount_minor"]) == ("won", 120_00), won.content
    again = ploy.post(f"{place}/win", {})
    assert (again.status_code, again.json()["code"]) == (422, "stage.move_not_allowed")
    reopened = ploy.post(f"{place}/reopen", {"reason": "The client called again"})
    assert reopened.json()["status"] == "open"


def test_a_lead_becomes_an_opportunity(story: Story) -> None:
    ploy = program_of(story.ploy)
    lead = ploy.post("/leads", {"name": "Harbour Foods", "contact_name": "Mei"}).json()["code"]
    assert ploy.post(f"/leads/{lead}/take-up", {}).json()["state"] == "working"
    assert ploy.post(f"/leads/{lead}/qualify", {}).json()["state"] == "qualified"
    deal = ploy.post(f"/leads/{lead}/convert", {"stage": story.stage("Qualify").code})
    assert (deal.status_code, deal.json()["lead"]) == (200, lead), deal.content
    client = ploy.get(f"/accounts/{deal.json()['account']}").json()
    assert client["name"] == "Harbour Foods"
    assert ploy.get("/people", {"filter[account]": client["code"]}).json()["items"][0]["name"] == "Mei"


def test_many_opportunities_change_hands_at_once(story: Story) -> None:
    dao, codes = program_of(story.dao), []
    for name in ("One", "Two"):
        made = dao.post("/opportunities", {"name": name, "stage": story.stage("Qualify").code})
        codes.append(made.json()["code"])
    done = dao.post("/bulk/opportunities/assign", {"codes": codes, "owner": "M-4"})
    assert done.json() == {"changed": codes}, done.content
    assert {dao.get(f"/opportunities/{code}").json()["owner"] for code in codes} == {"M-4"}


def test_a_change_is_seen_in_the_history_and_taken_back(story: Story) -> None:
    ploy = program_of(story.ploy)
    account = create_account(actor=story.ploy, name="Siam Tea", city="Bangkok")
    ploy.patch(f"/accounts/{account.code}", {"city": "Chiang Mai"}, If_Match='"1"')
    newest, born = ploy.get(f"/accounts/{account.code}/history").json()["items"]
    assert (newest["attribute"], newest["before"], newest["after"]) == ("city", "Bangkok", "Chiang Mai")
    assert (born["attribute"], born["after"]["owner"]) == ("*", "M-3")
    undone = ploy.post(f"/changes/{newest['change']['number']}/undo")
    assert undone.json()["undoes"] == newest["change"]["number"], undone.content
    assert ploy.get(f"/accounts/{account.code}").json()["city"] == "Bangkok"


def test_what_was_said_is_logged_with_who_took_part(story: Story) -> None:
    ploy = program_of(story.ploy)
    account = ploy.post("/accounts", {"name": "Siam Tea"}).json()["code"]
    person = ploy.post("/people", {"name": "Somchai", "account": account, "job_title": "Head"}).json()["code"]
    said = ploy.post(
        f"/accounts/{account}/interactions",
        {"channel": "call", "words": "They liked it.", "people": [person],
         "happened_at": "2026-06-01T12:00:00+07:00"},
    )  # fmt: skip
    assert said.status_code == 201, said.content
    assert said.json()["happened_at"] == "2026-06-01T05:00:00Z"
    assert said.json()["participants"] == [
        {"person": person, "member": None}, {"person": None, "member": "M-3"},
    ]  # fmt: skip


def test_a_file_comes_back_as_it_went_in(story: Story) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    ploy = program_of(story.ploy)
    account = ploy.post("/accounts", {"name": "Siam Tea"}).json()["code"]
    sent = Client().post(
        f"/api/v1/accounts/{account}/attachments", {"file": SimpleUploadedFile("ชา.txt", b"plain words")},
        headers={"Authorization": f"Bearer {ploy.secret}"},
    )  # fmt: skip
    assert (sent.status_code, sent.json()["content_type"]) == (201, "text/plain"), sent.content
    back = ploy.get(f"/attachments/{sent.json()['code']}/content")
    assert b"".join(back.streaming_content) == b"plain words"
    assert back.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%E0%B8%8A%E0%B8%B2.txt"


def test_everything_is_found_by_its_words(story: Story) -> None:
    ploy = program_of(story.ploy)
    account = ploy.post("/accounts", {"name": "Siam Tea"}).json()["code"]
    hits = ploy.get("/search", {"q": "siam"}).json()["items"]
    assert [(hit["kind"], hit["code"], hit["title"]) for hit in hits] == [("account", account, "Siam Tea")]
