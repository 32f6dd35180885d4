"""Time: instants, days in a zone, half-open periods and their names."""

from saphan.core.period.instants import (
    Micros,
    from_micros,
    local_date,
    parse_instant,
    start_of_day,
    to_micros,
)
from saphan.core.period.names import parse_period, period_name
from saphan.core.period.spans import (
    Period,
    day_of,
    elapsed_part,
    last_periods,
    month_of,
    months_before,
    previous_period,
    quarter_of,
    same_period_last_year,
    week_of,
    year_of,
)

__all__ = [
    "Micros",
    "Period",
    "day_of",
    "elapsed_part",
    "from_micros",
    "last_periods",
    "local_date",
    "month_of",
    "months_before",
    "parse_instant",
    "parse_period",
    "period_name",
    "previous_period",
    "quarter_of",
    "same_period_last_year",
    "start_of_day",
    "to_micros",
    "week_of",
    "year_of",
]
