"""Facts live in the process; each test begins without any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saphan.measures.facts import forget_all


@pytest.fixture(autouse=True)
def fresh_facts(request: pytest.FixtureRequest) -> Iterator[None]:
    """Not where many questions are asked about one story (`told`), whose facts are read once."""
    if "told" in request.fixturenames:
        yield
        return
    forget_all()
    yield
    forget_all()
