"""Facts live in the process; each test begins without any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saphan.measures.facts import forget_all


@pytest.fixture(autouse=True)
def fresh_facts() -> Iterator[None]:
    forget_all()
    yield
    forget_all()
