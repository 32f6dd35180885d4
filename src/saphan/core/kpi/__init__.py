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
    reach,
    retention,
    revenue_growth,
    revenue_total,
    share_of_wallet,
    target_coverage,
    territory_growth,
    upsell_share,
    win_rate,
)
from saphan.core.kpi.definition import Additivity, Definition, Direction, Parameter
from saphan.core.kpi.measured import Measured, Reason, Unit
from saphan.core.kpi.rows import WHOLE, Row, Tally, against_base, immature, missing_rate, tally, tally_of

DEFINITIONS: dict[str, Definition] = {
    definition.key: definition
    for definition in (
        revenue_total.DEFINITION,
        revenue_growth.DEFINITION,
        deal_size_avg.DEFINITION,
        ql_count.DEFINITION,
        ql_conversion.DEFINITION,
        opportunity_growth.DEFINITION,
        territory_growth.DEFINITION,
        win_rate.DEFINITION,
        cycle_days.DEFINITION,
        cac.DEFINITION,
        *retention.DEFINITIONS,
        csat.DEFINITION,
        csat_mean.DEFINITION,
        penetration.DEFINITION,
        share_of_wallet.DEFINITION,
        reach.DEFINITION,
        target_coverage.DEFINITION,
        closure_rate.DEFINITION,
        aov.DEFINITION,
        cross_sell_share.DEFINITION,
        upsell_share.DEFINITION,
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
    "Tally",
    "Unit",
    "against_base",
    "immature",
    "missing_rate",
    "tally",
    "tally_of",
]
