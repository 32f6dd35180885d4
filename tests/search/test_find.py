"""Finding in three languages, among what the reader may see and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.clients.actions import (
    assign_owner,
    create_account,
    create_person,
    move_person,
    remove_account,
    update_account,
)
from saphan.clients.indexing import reindex
from saphan.clients.models import Account
from saphan.journal.undo import undo
from saphan.search.find import find, matching
from saphan.search.index import settle
from saphan.search.models import SearchDocument
from saphan.workspace.actor import Actor
from tests.clients.cast import harbour_foods, last_change, person_at, siam_tea
from tests.story import Story, on

pytestmark = pytest.mark.django_db


def titles(actor: Actor, text: str, *kinds: str) -> list[str]:
    return [hit.title for hit in find(actor, text, kinds or ("account", "person"))]


@pytest.mark.parametrize(
    "text",
    [
        "s",
        "sia",
        "siam tea",
        "tea siam",
        "SIAM",
        "Sïam",
        "สยาม",
        "สย",
        "ยามที",
        "暹罗",
        "罗茶",
        "茶",
        "xianluo",
        "xlcy",
        "C-1",
    ],
)
def test_a_client_is_found_by_any_of_its_names_and_pieces(story: Story, text: str) -> None:
    siam_tea(story.ploy)
    assert titles(story.ploy, text) == ["Siam Tea"]


@pytest.mark.parametrize(
    "text", ["", "  ", "zzz", "茶罗", "siam coffee", '"', "OR", "tea*", "a' OR 1=1 --", "{title} : x"]
)
def test_what_is_not_there_is_not_found(story: Story, text: str) -> None:
    siam_tea(story.ploy)
    assert titles(story.ploy, text) == (["Siam Tea"] if text == "tea*" else [])


def test_exact_titles_come_before_beginnings_and_those_before_the_rest(story: Story) -> None:
    for name in ("Tea House", "House of Tea", "Tea"):
        create_account(actor=story.ploy, name=name, despite_duplicates=True)
    create_account(actor=story.ploy, name="Leaf", industry="Tea")
    assert titles(story.ploy, "tea", "account") == ["Tea", "Tea House", "House of Tea", "Leaf"]


def test_people_are_found_with_the_company_where_they_work(story: Story) -> None:
    person_at(siam_tea(story.ploy), story.ploy, "สมชาย ใจดี", name_en="Somchai Jaidee", job_title="CMO")
    for text in ("somchai", "ใจดี", "สมชาย siam"):
        (hit,) = find(story.lin, text, kinds=["person"])
        assert (hit.title, hit.subtitle) == ("สมชาย ใจดี", "CMO · Siam Tea")


def test_a_person_shows_only_the_companies_that_the_reader_sees(story: Story) -> None:
    tea, harbour = siam_tea(story.ploy), harbour_foods(story.wei)
    person = person_at(tea, story.ploy, "Somchai")
    with on("2026-06-16"):
        move_person(person, actor=story.dao, account=harbour, on=date(2026, 6, 1), job_title="CEO")
    assert [hit.subtitle for hit in find(story.ploy, "somchai")] == ["Siam Tea"]
    assert [hit.subtitle for hit in find(story.wei, "somchai")] == ["CEO · Harbour Foods"]
    assert titles(story.ploy, "harbour") == []


def test_search_ends_at_the_team_and_at_the_company(story: Story, other_story: Story) -> None:
    siam_tea(story.ploy)
    found = {name for name, actor in story.cast.items() if titles(actor, "siam")}
    assert found == {"olan", "dao", "ploy", "lin", "tum", "fon", "rit"}
    assert titles(other_story.krit, "siam") == []


def test_hidden_clients_change_neither_hits_nor_order(story: Story, other_story: Story) -> None:
    for name in ("Tea House", "House of Tea"):
        create_account(actor=story.ploy, name=name, despite_duplicates=True)
    before = find(story.ploy, "tea")
    for hidden in (story.wei, other_story.krit):
        for name in ("Tea", "Tea Tea", "Tea Garden"):
            create_account(actor=hidden, name=name, despite_duplicates=True)
    assert find(story.ploy, "tea") == before


def test_the_index_follows_every_change_and_its_undo(story: Story) -> None:
    account = siam_tea(story.ploy)
    person_at(account, story.ploy, "Somchai")
    update_account(account, actor=story.ploy, changes={"name": "Lotus", "name_th": "", "name_zh": ""})
    assert (titles(story.ploy, "siam"), titles(story.ploy, "lotus", "account")) == ([], ["Lotus"])
    undo(last_change(), actor=story.ploy)
    assert titles(story.ploy, "siam", "account") == ["Siam Tea"]
    assign_owner(account, actor=story.dao, owner=story.wei.member)
    assert (titles(story.wei, "siam", "account"), titles(story.wei, "somchai")) == (["Siam Tea"], ["Somchai"])
    remove_account(account, actor=story.dao)
    assert titles(story.olan, "siam", "account") == []


def test_a_change_that_nobody_searches_for_leaves_the_index_alone(story: Story) -> None:
    account = siam_tea(story.ploy)
    before = list(SearchDocument.objects.values_list("pk", flat=True))
    update_account(account, actor=story.ploy, changes={"about": "Grows tea", "tier": "a"})
    assert list(SearchDocument.objects.values_list("pk", flat=True)) == before


def test_a_lost_index_is_written_anew(story: Story) -> None:
    person_at(siam_tea(story.ploy), story.ploy, "Somchai")
    SearchDocument.objects.all().delete()
    assert reindex(story.workspace.pk) == 2
    assert set(titles(story.ploy, "s")) == {"Siam Tea", "Somchai"}


def test_a_settled_index_finds_the_same(story: Story) -> None:
    siam_tea(story.ploy)
    before = find(story.ploy, "siam")
    settle()
    assert find(story.ploy, "siam") == before


def test_a_word_in_very_many_titles_hides_no_exact_one_and_no_other_kind(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saphan.search.find.CANDIDATES", 9)
    create_person(actor=story.ploy, name="Tea Master")
    create_account(actor=story.ploy, name="Tea", despite_duplicates=True)
    for number in range(12):
        create_account(actor=story.ploy, name=f"Tea {number}", despite_duplicates=True)
    found = titles(story.ploy, "tea")
    assert found[0] == "Tea"
    assert "Tea Master" in found


def test_each_kind_gets_its_share(story: Story) -> None:
    for number in range(12):
        create_account(actor=story.ploy, name=f"Tea {number}", despite_duplicates=True)
    create_person(actor=story.ploy, name="Tea Master")
    hits = find(story.ploy, "tea", kinds=["account", "person"], per_kind=8)
    assert [hit.kind for hit in hits].count("account") == 8
    assert "Tea Master" in [hit.title for hit in hits]


def test_a_list_is_narrowed_by_the_same_words(story: Story) -> None:
    siam_tea(story.ploy)
    harbour_foods(story.ploy)
    found = Account.objects.filter(pk__in=matching(story.ploy, "account", "港湾"))
    assert [account.name for account in found] == ["Harbour Foods"]
    assert not Account.objects.filter(pk__in=matching(story.ploy, "account", "?")).exists()


def test_a_keystroke_costs_two_statements(story: Story, django_assert_max_num_queries) -> None:
    siam_tea(story.ploy)
    find(story.ploy, "siam")
    for text in ("siam", "zzz", "茶"):
        with django_assert_max_num_queries(2):
            find(story.ploy, text)
