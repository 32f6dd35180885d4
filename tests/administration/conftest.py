"""Bridge & Co with the counters of its codes where the cast left them."""

from __future__ import annotations

import pytest

from saphan.workspace.models import Counter
from tests.story import Story


@pytest.fixture
def bridge(story: Story) -> Story:
    for prefix in ("M", "T", "R"):
        Counter.objects.update_or_create(
            workspace=story.workspace, prefix=prefix, defaults={"next_number": 100}
        )
    return story
