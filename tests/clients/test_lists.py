"""Lists as every door offers them, and the timeline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saphan.clients.actions import (
    add_next_step,
    assign_owner_many,
    complete_next_step,
    create_account,
    create_unit,
    log_interaction,
    move_territory_many,
    pin_account,
    set_stakeholder,
    set_tier_many,
    unpin_account,
    update_account,
)
from saphan.clients.duplicates import likely_duplicates
from saphan.clients.lists import ACCOUNTS, NEXT_STEPS, PEOPLE
from saphan.clients.models import Account
from saphan.clients.queries import accounts_for, next_steps_for, people_for, pinned_accounts
from saphan.clients.timeline import timeline
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.journal.models import Change, Entry
from saphan.journal.undo import undo
from saphan.workspace.actor import Actor
from saphan.workspace.listing import Ask, Count, lists
from saphan.workspace.models import Territory
from tests.clients.cast import harbour_foods, journal_length, last_change, person_at, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(story: Story) -> list[Account]:
    """Five clients of Ploy: touched on 1, 2 and 3 June, and two never touched."""
    made = []
    with on("2026-05-01"):
        for number, name in enumerate(("Delta", "Alpha", "Echo", "Bravo", "Charlie"), 1):
            account = create_account(
                actor=story.ploy, name=name, cadence_days=14, tier="a" if number < 3 else "b"
            )
            made.append(account)
    with on("2026-06-10"):
        for number, account in enumerate(made[:3], 1):
            log_interaction(account, actor=story.ploy, happened_at=micros(2026, 6, number))
    return made


def names(actor: Actor, filters: dict[str, Any] | None = None, **ask: Any) -> list[str]:
    page = ACCOUNTS.page(accounts_for(actor), actor, Ask(filters or {}, **ask))
    return [account.name for account in page.rows]


def pages(actor: Actor, **ask: Any) -> list[list[str]]:
    found, after = [], ""
    while True:
        page = ACCOUNTS.page(accounts_for(actor), actor, Ask(after=after, **ask))
        found.append([account.name for account in page.rows])
        if not (after := page.next):
            return found


def test_pages_follow_each_other_without_gap_or_repetition(story: Story, book: list[Account]) -> None:
    assert pages(story.ploy, limit=2) == [["Alpha", "Bravo"], ["Charlie", "Delta"], ["Echo"]]
    assert pages(story.ploy, limit=2, sort="-name") == [["Echo", "Delta"], ["Charlie", "Bravo"], ["Alpha"]]


def test_rows_without_a_value_come_last_both_ways(story: Story, book: list[Account]) -> None:
    assert pages(story.ploy, limit=2, sort="last_touch") == [
        ["Delta", "Alpha"],
        ["Echo", "Bravo"],
        ["Charlie"],
    ]
    assert pages(story.ploy, limit=2, sort="-last_touch") == [
        ["Echo", "Alpha"],
        ["Delta", "Charlie"],
        ["Bravo"],
    ]
    assert pages(story.ploy, limit=3, sort="last_touch")[0] == ["Delta", "Alpha", "Echo"]


def test_equal_values_are_parted_by_age(story: Story, book: list[Account]) -> None:
    assert [name for (name,) in pages(story.ploy, limit=1, sort="status")] == [
        "Delta",
        "Alpha",
        "Echo",
        "Bravo",
        "Charlie",
    ]
    assert pages(story.ploy, limit=3, sort="owner") == [["Delta", "Alpha", "Echo"], ["Bravo", "Charlie"]]


def test_a_list_reads_in_the_order_of_the_readers_language(story: Story) -> None:
    for name in ("上海", "北京", "广州"):
        create_account(actor=story.ploy, name=name)
    assert names(story.ploy, language="zh-hans") == ["北京", "广州", "上海"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"tier": "a"}, ["Alpha", "Delta"]),
        ({"tier": ["a", "b"]}, ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]),
        ({"tier__not": "a"}, ["Bravo", "Charlie", "Echo"]),
        ({"text": "alp"}, ["Alpha"]),
        ({"owner": "me"}, ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]),
        ({"owner__empty": "yes"}, []),
        ({"city__empty": "yes", "tier": "a"}, ["Alpha", "Delta"]),
        ({"last_touch__gte": "2026-06-02"}, ["Alpha", "Echo"]),
        ({"last_touch__empty": "1"}, ["Bravo", "Charlie"]),
        ({"cooling": "yes"}, ["Bravo", "Charlie", "Delta"]),
        ({"cooling": "no"}, ["Alpha", "Echo"]),
        ({"tier": ""}, ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]),
    ],
)
def test_filters(story: Story, book: list[Account], filters: dict[str, Any], found: list[str]) -> None:
    with on("2026-06-15", hour=12):  # 14 days after noon of 1 June
        assert names(story.ploy, filters) == found
        assert ACCOUNTS.count(accounts_for(story.ploy), story.ploy, Ask(filters)) == Count(len(found), False)


def test_a_territory_includes_those_below_it(story: Story, book: list[Account]) -> None:
    thailand = story.territories["Thailand"]
    bangkok = Territory.objects.create(
        workspace=story.workspace, code="R-9", name="Bangkok", parent=thailand, created_at=0, path=""
    )
    Territory.objects.filter(pk=bangkok.pk).update(path=f"{thailand.path}{bangkok.pk}/")
    update_account(book[0], actor=story.ploy, changes={"territory": bangkok})
    update_account(book[1], actor=story.ploy, changes={"territory": story.territories["China"]})
    assert names(story.ploy, {"territory": thailand.code}) == ["Delta"]
    assert names(story.ploy, {"territory": "R-404"}) == []


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (Ask({"password": "x"}), "list.unknown_filter"),
        (Ask({"tier__gte": "a"}), "list.unknown_filter"),
        (Ask({"owner__user__password": "x"}), "list.unknown_filter"),
        (Ask({"status": "friend"}), "list.bad_value"),
        (Ask({"last_touch__gte": "soon"}), "list.bad_value"),
        (Ask({"target": "perhaps"}), "list.bad_value"),
        (Ask(sort="owner__user__password"), "list.unknown_sort"),
        (Ask(after="abc"), "list.bad_cursor"),
        (Ask(limit=0), "list.bad_limit"),
    ],
)
def test_a_list_answers_only_what_it_declares(story: Story, ask: Ask, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        ACCOUNTS.page(accounts_for(story.ploy), story.ploy, ask)
    assert refusal.value.code == code


def test_a_cursor_belongs_to_its_sort(story: Story, book: list[Account]) -> None:
    after = ACCOUNTS.page(accounts_for(story.ploy), story.ploy, Ask(limit=2)).next
    with pytest.raises(RuleBroken, match=r"list\.bad_cursor"):
        names(story.ploy, after=after, sort="-name")


@pytest.mark.parametrize("sort", ["name", "-last_touch", "owner"])
def test_a_page_costs_two_statements_at_most(
    story: Story, book: list[Account], django_assert_max_num_queries: Any, sort: str
) -> None:
    rows = accounts_for(story.ploy).select_related("owner")
    after = ACCOUNTS.page(rows, story.ploy, Ask(sort=sort, limit=1)).next
    for place in ("", after):
        with django_assert_max_num_queries(2):
            ACCOUNTS.page(rows, story.ploy, Ask(sort=sort, after=place, limit=3))


@pytest.mark.parametrize("stride", [1, 2, 3, 5, 6])
def test_everything_is_every_row_once(
    story: Story, book: list[Account], monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    monkeypatch.setattr(lists, "STRIDE", stride)
    rows = accounts_for(story.ploy)
    for sort, order in (
        ("-last_touch", "Echo Alpha Delta Charlie Bravo"), ("-last_touch,name", "Echo Alpha Delta Bravo Charlie")
    ):  # fmt: skip
        strides = ACCOUNTS.everything(rows, story.ploy, Ask(sort=sort), ["status", "name"])
        assert " ".join(row[1] for some in strides for row in some) == order


def test_people_and_steps_are_lists_too(story: Story, book: list[Account]) -> None:
    person_at(book[0], story.ploy, "Somchai")
    person_at(book[1], story.ploy, "Anong")
    add_next_step(book[0], actor=story.ploy, what="Later")
    add_next_step(book[0], actor=story.ploy, what="Soon", due_on=date(2026, 6, 20))
    people = PEOPLE.page(people_for(story.ploy), story.ploy, Ask({"account": book[0].code}))
    steps = NEXT_STEPS.page(next_steps_for(story.ploy), story.ploy, Ask({"state": "open"}))
    assert [person.name for person in people.rows] == ["Somchai"]
    assert [step.what for step in steps.rows] == ["Soon", "Later"]


def test_many_clients_change_hands_in_one_change(story: Story, book: list[Account]) -> None:
    entries = Entry.objects.count()
    assign_owner_many(actor=story.dao, accounts=[a.pk for a in book], owner=story.wei.member)
    assert (accounts_for(story.wei).count(), accounts_for(story.ploy).count()) == (5, 0)
    assert Entry.objects.count() == entries + 5
    undo(last_change(), actor=story.dao)
    assert accounts_for(story.ploy).count() == 5


def test_one_client_out_of_reach_stops_all(story: Story, other_story: Story, book: list[Account]) -> None:
    theirs, of_lin = siam_tea(other_story.krit), harbour_foods(story.lin)
    before = journal_length()
    for stopped in (theirs, of_lin):
        with pytest.raises(NotAllowed):
            set_tier_many(actor=story.ploy, accounts=[book[0].pk, stopped.pk], tier="c")
    assert (journal_length(), Account.objects.filter(tier="c").count()) == (before, 0)


def test_bulk_values_are_judged_like_single_ones(
    story: Story, other_story: Story, book: list[Account]
) -> None:
    with pytest.raises(RuleBroken, match=r"account\.bad_value"):
        set_tier_many(actor=story.ploy, accounts=[book[0].pk], tier="z")
    with pytest.raises(RuleBroken, match=r"account\.unknown_reference"):
        assign_owner_many(actor=story.ploy, accounts=[book[0].pk], owner=other_story.krit.member)
    theirs = Territory.objects.create(workspace=other_story.workspace, code="R-9", name="X", created_at=0)
    with pytest.raises(RuleBroken, match=r"account\.unknown_reference"):
        move_territory_many(actor=story.ploy, accounts=[book[0].pk], territory=theirs)


def test_a_client_that_is_there_already_is_named(story: Story) -> None:
    siam_tea(story.ploy, registration_number="0105536000000")
    for values in (
        {"name": "SIAM TEA Co., Ltd."},
        {"name": "Siam Teas"},
        {"name": "สยามที"},
        {"name": "暹罗茶业有限公司"},
    ):
        with pytest.raises(RuleBroken) as refusal:
            create_account(actor=story.lin, **values)
        assert (refusal.value.code, refusal.value.values["matches"]) == ("account.likely_duplicate", ["C-1"])
    (match,) = likely_duplicates(story.ploy, ["Other"], registration_number="0105536000000")
    assert match.reason == "registration_number"
    assert create_account(actor=story.lin, name="Siam Tea", despite_duplicates=True).code == "C-2"


def test_a_hidden_client_is_not_hinted_at(story: Story) -> None:
    siam_tea(story.ploy)
    assert likely_duplicates(story.wei, ["Siam Tea"]) == []


def test_pins_are_ones_own(story: Story, other_story: Story, book: list[Account]) -> None:
    pin_account(book[0], actor=story.ploy)
    pin_account(book[0], actor=story.ploy)
    assert (list(pinned_accounts(story.ploy)), list(pinned_accounts(story.lin))) == ([book[0]], [])
    with pytest.raises(NotFound):
        pin_account(book[0], actor=story.wei)
    unpin_account(book[0], actor=story.ploy)
    assert not pinned_accounts(story.ploy).exists()


@pytest.fixture
def busy(story: Story) -> Account:
    """A client with something of every kind."""
    with on("2026-06-01"):
        account = siam_tea(story.ploy)
        person = person_at(account, story.ploy)
    with on("2026-06-02"):
        log_interaction(account, actor=story.ploy, channel="call", subject="First call", people=[person.pk])
        create_unit(account, actor=story.ploy, name="Export")
    with on("2026-06-03"):
        set_stakeholder(account, actor=story.ploy, person=person, role="champion")
        step = add_next_step(account, actor=story.ploy, what="Send samples")
    with on("2026-06-04"):
        complete_next_step(step, actor=story.ploy)
        log_interaction(account, actor=story.ploy, subject="Secret", is_private=True)
    with on("2026-06-05"):
        update_account(account, actor=story.ploy, changes={"status": "client", "tier": "a"})
    return account


def told(actor: Actor, account: Account) -> list[str]:
    found = []
    for moment in timeline(actor, account).moments:
        if isinstance(moment.what, Change):
            found.append(moment.what.action)
        else:
            found.append(getattr(moment.what, "subject", "") or moment.what.what)
    return found


def test_the_timeline_tells_everything_the_latest_first(story: Story, busy: Account) -> None:
    assert told(story.ploy, busy) == [
        "account.update", "Secret", "Send samples", "stakeholder.set", "First call", "business_unit.create",
        "person.create", "account.create",
    ]  # fmt: skip
    assert "Secret" not in told(story.olan, busy)


def test_one_moment_of_the_timeline_holds_all_values_of_its_change(story: Story, busy: Account) -> None:
    latest = timeline(story.ploy, busy).moments[0]
    assert {entry.attribute: entry.after for entry in latest.entries} == {"status": "client", "tier": "a"}


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_the_timeline_goes_on_where_it_stopped(story: Story, busy: Account, limit: int) -> None:
    whole, found, before = timeline(story.ploy, busy).moments, [], ""
    while True:
        part = timeline(story.ploy, busy, before=before, limit=limit)
        found += part.moments
        if not (before := part.next):
            break
    assert [moment.key for moment in found] == [moment.key for moment in whole]
    with pytest.raises(RuleBroken, match=r"list\.bad_cursor"):
        timeline(story.ploy, busy, before="x")


def test_the_timeline_costs_the_same_at_any_length(
    story: Story, busy: Account, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        log_interaction(busy, actor=story.ploy, subject=f"Call {number}", people=[])
    with django_assert_max_num_queries(9):
        timeline(story.ploy, busy, limit=50)
