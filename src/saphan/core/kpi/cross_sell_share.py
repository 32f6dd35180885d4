"""Cross-sell share: of what customers order again, the part in families they did not hold before."""

from __future__ import annotations

from saphan.core.kpi.definition import Additivity, Definition, Direction
from saphan.core.kpi.measured import Unit
from saphan.core.kpi.order_parts import PARAMETERS, reduce

DEFINITION = Definition(
    "cross_sell_share", 1, Unit.SHARE, Direction.UP, Additivity.RATIO_OF_SUMS, reduce, PARAMETERS
)
