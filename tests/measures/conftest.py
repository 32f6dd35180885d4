"""Facts live in the process; each test begins without any."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from saphan.measures.facts import forget_all
from saphan.measures.facts import store as stores


@pytest.fixture(autouse=True)
def fresh_facts(request: pytest.FixtureRequest) -> Iterator[None]:
    """Not where many questions are asked about one story (`told`), whose facts are read once."""
    if "told" in request.fixturenames:
        yield
        return
    forget_all()
    yield
    forget_all()


@pytest.fixture
def no_bases(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No base lies there before the test or after it, and a new one is seen at once."""
    monkeypatch.setattr(stores, "LOOK_FOR_BASE", -1.0)
    shutil.rmtree(Path(settings.HOME) / "facts", ignore_errors=True)
    yield
    forget_all()
    shutil.rmtree(Path(settings.HOME) / "facts", ignore_errors=True)
