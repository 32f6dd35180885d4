"""The Maven sample as a history: one stage, no stated dates, list prices until a deal is closed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from saphan.core.forecast.history import LOST, OPEN, WON, Attribute, History, history_of

EPOCH = date(1970, 1, 1)
SPELT = {"GTXPro": "GTX Pro"}
OUTCOMES = {"Won": WON, "Lost": LOST}


def maven(folder: Path) -> History:
    """Every engaged deal of the sample, in cents; prospects have no date and are left out."""
    prices = {row["product"]: int(row["sales_price"]) * 100 for row in _rows(folder / "products.csv")}
    told: list[tuple[int, int, int, int]] = []
    engaged = [row for row in _rows(folder / "sales_pipeline.csv") if row["engage_date"]]
    for deal, row in enumerate(engaged):
        began = day_number(row["engage_date"])
        told.append((deal, Attribute.STATUS, began, OPEN))
        told.append((deal, Attribute.STAGE, began, 0))
        told.append((deal, Attribute.AMOUNT, began, prices[SPELT.get(row["product"], row["product"])]))
        if row["deal_stage"] in OUTCOMES:
            closed = day_number(row["close_date"])
            told.append((deal, Attribute.AMOUNT, closed, int(row["close_value"]) * 100))
            told.append((deal, Attribute.STATUS, closed, OUTCOMES[row["deal_stage"]]))
    told.sort(key=lambda row: row[2])
    deals, attributes, days, values = (list(column) for column in zip(*told, strict=True))
    columns = {"deal": deals, "attribute": attributes, "day": days, "known": days, "value": values}
    return history_of(columns, len(engaged))


def day_number(text: str) -> int:
    """Days from 1970-01-01 to an ISO date."""
    return (date.fromisoformat(text) - EPOCH).days


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
