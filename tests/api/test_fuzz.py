"""Whatever is sent, the API keeps its word: it does not fail, answers as described, and asks for a token."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_schema_conformance,
    status_code_conformance,
)

from saphan.api.door import api
from saphan.config.wsgi import application
from tests.doors.matrix import SHARED, Ownership
from tests.doors.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXAMPLES = 2
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    ignored_auth,
)  # fmt: skip
KINDS = {
    "accounts": "account", "units": "unit", "people": "person", "affiliations": "affiliation",
    "stakeholders": "stakeholder", "interactions": "interaction", "next-steps": "next_step",
    "attachments": "attachment", "leads": "lead", "orders": "order", "invoices": "invoice", "receipts": "receipt", "opportunities": "opportunity", "pipelines": "pipeline",
    "stages": "stage", "members": "member", "teams": "team", "territories": "territory",
    "offerings": "offering", "prices": "price",
    "imports": "import", "quotes": "quote_sent", "contracts": "contract_signed", "duties": "duty",
}  # fmt: skip
schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
schema.app = application


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _keep_the_connection() -> Iterator[None]:
    """As Django's own test client does: the end of a request must not close the test's transaction."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize(
    "role", ["owner", *(pytest.param(role, marks=pytest.mark.one_database) for role in ("ae", "reader"))]
)
@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_operation_keeps_its_word(case: Any, world: World, role: str) -> None:
    name_something_real(case, world, role)
    headers = {"Authorization": f"Bearer {world.secrets[role]}", "If-Match": "*"}
    with transaction.atomic():
        case.call_and_validate(headers=headers, checks=CHECKS)
        transaction.set_rollback(True)


def name_something_real(case: Any, world: World, role: str) -> None:
    """A made-up code would only ever be answered with 404; one's own record leads further in."""
    kind = KINDS.get(case.path.removeprefix("/api/v1/").split("/")[0])
    if kind is not None and "code" in (case.path_parameters or {}):
        whose = Ownership.OWN if kind not in SHARED else Ownership.TEAM
        case.path_parameters["code"] = world.record(kind, role, whose).code
    if "/metrics/" in case.path and case.path_parameters:
        case.path_parameters["key"] = "win_rate"
