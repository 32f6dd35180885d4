"""One rule, several doors: each action is offered at every door, or its absence is excused with a reason."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

import saphan.api.door  # noqa: F401  loads every room that has actions
from saphan.journal import ACTIONS

DOORS = ("api", "web", "cli")


@pytest.fixture(params=DOORS)
def offers(request: pytest.FixtureRequest) -> Any:
    return import_module(f"saphan.{request.param}.offers")


def test_every_action_is_offered_or_excused(offers: Any) -> None:
    known = set(offers.OFFERS) | set(offers.EXCUSES)
    ours = {key for key, action in ACTIONS.items() if action.call.__module__.startswith("saphan.")}
    assert ours - known == set(), f"offer or excuse these in {offers.__name__}"


def test_nothing_is_offered_that_is_no_action(offers: Any) -> None:
    assert (set(offers.OFFERS) | set(offers.EXCUSES)) - set(ACTIONS) == set()


def test_nothing_is_both_offered_and_excused(offers: Any) -> None:
    assert set(offers.OFFERS) & set(offers.EXCUSES) == set()


def test_every_place_where_an_action_is_offered_exists(offers: Any) -> None:
    assert set(offers.OFFERS.values()) - offers.places() == set()


def test_every_excuse_gives_a_reason(offers: Any) -> None:
    assert all(len(reason) > 20 for reason in offers.EXCUSES.values())
