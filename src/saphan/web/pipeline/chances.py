"""The chance of winning on the cards of the board: worked out after the cards, swapped in when it is known."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from saphan.measures.forecast.result import DealView, ForecastResult
from saphan.web.reader import Reader


def chances_of(found: ForecastResult, codes: Collection[str], reader: Reader) -> list[dict[str, Any]]:
    """What stands on the cards of the deals with these codes, as far as the forecast knows them."""
    title = _("Chance to be won by %(by_day)s") % {"by_day": reader.day(found.question.period.last)}
    return [_chance(deal, title) for deal in found.deals if deal.code in codes]


def bar_of(deal: DealView) -> dict[str, float]:
    """The interval as a band, the estimate as a tick, in percent of the bar."""
    return {
        "low": round(deal.low * 100, 1), "width": round((deal.high - deal.low) * 100, 1),
        "at": round(deal.chance * 100, 1),
    }  # fmt: skip


def _chance(deal: DealView, title: str) -> dict[str, Any]:
    low, high = f"{deal.low * 100:.0f}", f"{deal.high * 100:.0f}"
    return {
        "code": deal.code, "chance": f"{deal.chance:.0%}", "range": f"{low}–{high}" if low != high else "",
        "bar": bar_of(deal), "title": title,
    }  # fmt: skip
