"""The published description of the API: committed, complete, and true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from saphan.api.door import api
from saphan.api.openapi import published

SNAPSHOT = Path(__file__).parents[2] / "docs" / "openapi.json"
SCHEMA = json.loads(published(api))
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
]


def test_the_committed_description_is_the_one_that_is_served() -> None:
    assert SNAPSHOT.read_text() == published(api), "run: python -m saphan.api docs/openapi.json"


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does() -> None:
    names = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(names) == len(set(names))
    assert all(operation["summary"] for _, operation in OPERATIONS)


@pytest.mark.parametrize(("place", "operation"), OPERATIONS, ids=[place for place, _ in OPERATIONS])
def test_every_operation_asks_for_a_token_and_declares_its_refusals(
    place: str, operation: dict[str, Any]
) -> None:
    assert operation["security"] == [{"AccessToken": []}]
    assert {"400", "401", "403", "404", "422", "429"} <= set(operation["responses"])
    for status, answer in operation["responses"].items():
        if int(status) >= 400:
            assert list(answer["content"]) == ["application/problem+json"]


def test_no_schema_knows_a_database_id() -> None:
    names = {
        name for schema in SCHEMA["components"]["schemas"].values() for name in schema.get("properties", {})
    }
    assert {name for name in names if name == "id" or name.endswith("_id")} <= {"external_id", "source_id"}
