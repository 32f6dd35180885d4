"""The words of satisfaction."""

from __future__ import annotations

# How many points a scale has, and from how many on an answer is a satisfied one: its top two.
THRESHOLDS: dict[int, int] = {5: 4, 7: 6, 10: 9}
