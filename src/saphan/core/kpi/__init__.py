"""The metrics: each is declared once, counts rows and answers with an exact value or a reason."""

from saphan.core.kpi import (
    aov,
    cac,
    closure_rate,
    cross_sell_share,
    csat,
    csat_mean,
    cycle_days,
    deal_size_avg,
    opportunity_growth,
    penetration,
    ql_conversion,
    ql_count,
    revenue_growth,
    revenue_total,
    territory_growth,
    upsell_share,
    win_rate,
)
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Reason, Unit
from saphan.core.kpi.rows import WHOLE, Row, against_base, immature, missing_rate, tally

DEFINITIONS: dict[str, Definition] = {
    metric.DEFINITION.key: metric.DEFINITION
    for metric in (
        revenue_total,
        revenue_growth,
        deal_size_avg,
        ql_count,
        ql_conversion,
        opportunity_growth,
        territory_growth,
        win_rate,
        cycle_days,
        cac,
        csat,
        csat_mean,
        penetration,
        closure_rate,
        aov,
        cross_sell_share,
        upsell_share,
    )
}

__all__ = [
    "DEFINITIONS",
    "WHOLE",
    "Additivity",
    "Definition",
    "Direction",
    "Measured",
    "Parameter",
    "Reason",
    "Row",
    "Unit",
    "against_base",
    "immature",
    "missing_rate",
    "tally",
]
