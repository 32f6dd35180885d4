"""Nobody's figure holds a row that they may not read, and no row leaves with a number."""

from __future__ import annotations

import pytest

from saphan.measures.explain import explain
from saphan.measures.wall import wall
from tests.measures.deals import asked, figure, opened, period, won
from tests.story import Story, on


@pytest.fixture
def book(story: Story) -> Story:
    """Ploy won 10, Lin 20, Wei 40 three times over."""
    won(story, opened(story, "2026-01-05", 10), "2026-02-01")
    won(story, opened(story, "2026-01-05", 20, by=story.lin), "2026-02-02")
    for day in (3, 4, 5):
        won(story, opened(story, "2026-01-05", 40, by=story.wei), f"2026-02-0{day}")
    return story


def test_each_role_counts_what_it_may_read(book: Story) -> None:
    expected = {"olan": 150, "dao": 150, "fon": 150, "rit": 150, "ploy": 30, "lin": 30, "tum": 30, "wei": 120}
    for name, amount in expected.items():
        answer = asked(book, "revenue_total", "2026-Q1", by_actor=book.cast[name], rows=10, by="owner")
        assert figure(answer) == amount * 100, name
        assert sum(row.row.num for row in answer.rows) == amount * 100, name
        assert sum(int(group.measured.num) for group in answer.groups) == amount * 100, name


def test_a_filter_never_widens_what_is_seen(book: Story) -> None:
    answer = asked(
        book, "revenue_total", "2026-Q1", by_actor=book.ploy, filters={"owner": book.wei.member.pk}
    )
    assert figure(answer) == 0
    with on("2026-06-16"):
        page = wall(book.ploy, period("2026-Q1"))
    assert page["revenue_total"].now.value == 30_00


def test_answers_are_not_shared_between_people(book: Story) -> None:
    assert figure(asked(book, "win_rate", "2026-Q1", by_actor=book.olan)) == 1
    for name, wins in (("olan", 5), ("ploy", 2), ("wei", 3), ("ploy", 2)):
        assert asked(book, "win_rate", "2026-Q1", by_actor=book.cast[name]).measured.num == wins


def test_the_whole_workspace_is_a_number_without_rows_and_silent_about_few(book: Story) -> None:
    answer = asked(book, "revenue_total", "2026-Q1", by_actor=book.ploy, whole=True, by="owner", rows=10)
    assert figure(answer) == 150_00
    assert list(answer.rows) == []
    told = {group["label"]: (group["value"] or {}).get("num") for group in answer.as_json()["groups"]}
    assert told == {"Wei": 120_00, "Ploy": None, "Lin": None}


def test_too_few_cases_are_explained_without_a_number(book: Story) -> None:
    filters = {"owner": book.lin.member.pk}
    answer = asked(book, "win_rate", "2026-Q1", by_actor=book.wei, whole=True, filters=filters)
    told = explain(answer)
    assert (told["display"], told["reason"]) == ("–", "Too few cases to show")
    assert (told["population"], told["companions"], list(told["formula"])) == ([], [], ["words"])
    assert answer.as_json()["value"] is None


def test_a_stranger_has_figures_of_their_own_company_alone(book: Story, other_story: Story) -> None:
    answer = asked(book, "revenue_total", "2026-Q1", by_actor=other_story.krit, rows=10, by="owner")
    assert figure(answer) == 0
    assert (list(answer.rows), list(answer.groups)) == ([], [])
    filtered = asked(
        book,
        "revenue_total",
        "2026-Q1",
        by_actor=other_story.krit,
        filters={"team": book.teams["Bangkok"].pk},
    )
    assert figure(filtered) == 0
