"""The rows of what was ordered."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.core.kpi.definition import Choice
from saphan.measures.relations import Piece, Relation, dated
from saphan.measures.statements import composed, statement

LINKS = {"parent": "'merged_into_id', 'parent_id'", "account": "'merged_into_id'"}
# Nothing held of the family before makes all of it cross-sell; otherwise what is beyond is up-sell.
CROSS_SELL = "CASE WHEN h.value IS NULL THEN n.value ELSE 0 END"
UPSELL = "CASE WHEN h.value IS NULL THEN 0 ELSE greatest(n.value - h.value, 0) END"


def order_values(choices: Mapping[str, Choice]) -> Relation:
    """One row per order, with its value."""
    return _of_orders("aov", counted="minor" if choices["horizon"] == "contract" else "first_minor")


def cross_sold(choices: Mapping[str, Choice]) -> Relation:
    """One row per family of an order, with what of it is cross-sell."""
    return _of_orders("order_parts", roots=roots(choices), counted=CROSS_SELL)


def upsold(choices: Mapping[str, Choice]) -> Relation:
    """One row per family of an order, with what of it is up-sell."""
    return _of_orders("order_parts", roots=roots(choices), counted=UPSELL)


def roots(choices: Mapping[str, Choice]) -> str:
    """The parts of a statement that tell clients' customers: the client itself, or the parent above all."""
    return composed("roots", links=LINKS[str(choices["level"])])


def _of_orders(name: str, **parts: str) -> Relation:
    return dated(Piece(composed(f"metrics/{name}", **parts), turns=statement("metrics/turns_of_orders")))
