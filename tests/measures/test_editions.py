"""The history of every definition ends with the version that is in force."""

from __future__ import annotations

import pytest

from saphan.measures.editions import editions_of
from saphan.measures.registry import METRICS


@pytest.mark.parametrize("key", list(METRICS))
def test_the_last_edition_is_the_version_in_force(key: str) -> None:
    editions = editions_of(key)
    assert [one.version for one in editions] == list(range(1, METRICS[key].version + 1))
    assert [one.since for one in editions] == sorted(one.since for one in editions)
