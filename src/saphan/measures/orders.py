"""The rows of what was ordered."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.relations import Relation
from saphan.measures.statements import composed

LINKS = {"parent": "'merged_into_id', 'parent_id'", "account": "'merged_into_id'"}
# Nothing held of the family before makes all of it cross-sell; otherwise what is beyond is up-sell.
CROSS_SELL = "CASE WHEN h.value IS NULL THEN n.value ELSE 0 END"
UPSELL = "CASE WHEN h.value IS NULL THEN 0 ELSE greatest(n.value - h.value, 0) END"


def order_values(choices: Mapping[str, Choice]) -> Relation:
    """One row per order, with its value."""
    return Relation(
        composed("metrics/aov", counted="minor" if choices["horizon"] == "contract" else "first_minor")
    )


def cross_sold(choices: Mapping[str, Choice]) -> Relation:
    """One row per family of an order, with what of it is cross-sell."""
    return Relation(composed("metrics/order_parts", links=LINKS[str(choices["level"])], counted=CROSS_SELL))


def upsold(choices: Mapping[str, Choice]) -> Relation:
    """One row per family of an order, with what of it is up-sell."""
    return Relation(composed("metrics/order_parts", links=LINKS[str(choices["level"])], counted=UPSELL))
