"""Honest width: how far our own past forecasts were off, in units of their own spread."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from saphan.core.forecast.normal import quantile_of

PRIOR_FORECASTS = 6
PRIOR_SPREAD = 1.2
_EDGE = 0.005


def score_of(rank: float) -> float:
    """z = Φ⁻¹(PIT) of one past forecast; outcomes off the scale count as half a percent."""
    return quantile_of(min(max(rank, _EDGE), 1 - _EDGE))


def spread_of(scores: Sequence[float]) -> float:
    """s, with s² = (Σz² + 6·1.2²) ÷ (n + 6). Above 1 our ranges were too narrow."""
    total = sum(z * z for z in scores) + PRIOR_FORECASTS * PRIOR_SPREAD**2
    return sqrt(total / (len(scores) + PRIOR_FORECASTS))
