"""The table of published exchange rates that every workspace starts with. Source: European Central Bank."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from importlib.resources import files

from django.db.models import Max

from saphan.core.rates import to_scaled
from saphan.workspace.models import ExchangeRate

BASE = "EUR"
SOURCE = "ECB"
BATCH = 2_000


def load_published_rates() -> int:
    """Add the published days that the database lacks; returns how many rates that were.

    Costs one query and one small file when there is nothing to add.
    """
    newest = ExchangeRate.objects.filter(workspace=None, source=SOURCE).aggregate(newest=Max("on"))["newest"]
    rows = list(_published(after=newest))
    ExchangeRate.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def _published(after: date | None) -> Iterator[ExchangeRate]:
    for row in _lines():
        on = date.fromisoformat(row.pop("date"))
        if after is None or on > after:
            for currency, rate in row.items():
                if rate:
                    yield ExchangeRate(
                        currency=BASE,
                        in_currency=currency,
                        on=on,
                        rate_e8=to_scaled(Fraction(rate)),
                        source=SOURCE,
                    )


def _lines() -> Iterator[dict[str, str]]:
    with files("saphan.administration").joinpath("published/eur_reference_rates.csv").open() as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))
