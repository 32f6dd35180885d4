"""The metrics of the product: the core's definition of each, its words, and the rows it is counted from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.utils.functional import Promise

from saphan.core.errors import RuleBroken
from saphan.core.kpi import DEFINITIONS, Definition
from saphan.core.kpi.definition import Choice
from saphan.measures import words
from saphan.measures.facts.rates import PLAN_DAY
from saphan.measures.orders import cross_sold, order_values, upsold
from saphan.measures.outlay import cac
from saphan.measures.relations import Piece, Relation, dated
from saphan.measures.retention import BESIDE, relation
from saphan.measures.revenue import revenue_rows
from saphan.measures.satisfaction import csat, csat_mean, invitations
from saphan.measures.statements import composed, statement
from saphan.measures.territories import territory_growth, territory_growth_beside
from saphan.measures.whitespace import penetration, reach, share_of_wallet, target_coverage
from saphan.workspace.models import Workspace
from saphan.workspace.rights import Right

Choices = Mapping[str, Choice]
Rows = Callable[[Choices], Relation]


@dataclass(frozen=True)
class Metric:
    """One metric. `relation(choices)` are its rows; `other` those of the reading shown beside it.

    `is_growth`: rows of a base period become the denominator. `has_points`: medians are asked for, which are looked
    up where the rows are. `needs_each`: a choice for which each row's own number is needed. `shares_money`: over offerings, whole minor units are shared out rather than weighed.
    `shares` is the table that says how its rows are shared out over offerings. `needs` names inputs that a choice
    asks for and that nothing provides yet. `entities` says of which kind of record a row of an outcome is, where it
    is no deal. `rows_right` is
    what it takes to see rows; others see the number alone.
    """

    definition: Definition
    name: str | Promise
    formula: str | Promise
    relation: Rows
    other: Rows | None = None
    is_growth: bool = False
    has_points: bool = False
    needs_each: Callable[[Choices], bool] = lambda _choices: False
    shares_money: bool = False
    shares: str = "deal_share"
    counts_entities: bool = False
    needs: Callable[[Choices], tuple[str, ...]] = lambda _choices: ()
    entities: Mapping[str, str] = field(default_factory=dict)
    rows_right: Right = Right.READ

    def choices_in(self, workspace: Workspace, asked: Choices | None = None) -> dict[str, Choice]:
        """Every parameter with its value: as asked, else as the workspace keeps it, else the metric's default.

        Raises like `Definition.chosen`.
        """
        return self.definition.chosen({**workspace.measure_choices.get(self.key, {}), **(asked or {})})

    def kind_of(self, outcome: str) -> str:
        """Of which kind the record of a row with this outcome is."""
        return self.entities.get(outcome, self.entities.get("", "opportunity"))

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def version(self) -> int:
        return self.definition.version


def metric(key: str) -> Metric:
    """The metric of that key. Raises RuleBroken("kpi.unknown")."""
    if key not in METRICS:
        raise RuleBroken("kpi.unknown", field="metric", metric=key)
    return METRICS[key]


def _missing_sources(choices: Choices) -> tuple[str, ...]:
    """What is recognised is for finance to say, and nothing brings that yet."""
    return ("finance_feed",) if choices["basis"] == "recognised" else ()


def _growth(choices: Choices) -> Relation:
    return revenue_rows(choices, str(PLAN_DAY) if choices["rates"] == "constant" else "m.day")


def _growth_beside(choices: Choices) -> Relation:
    return revenue_rows(choices, "m.day" if choices["rates"] == "constant" else str(PLAN_DAY))


def _deal_size(choices: Choices) -> Relation:
    return _of_deals("deal_size", with_renewals="TRUE" if choices["kinds"] == "all" else "FALSE")


def _win_rate(choices: Choices) -> Relation:
    by_value, reached = choices["basis"] == "value", choices["reached"]
    money = (
        "CASE WHEN c.currency = getvariable('target') THEN coalesce(c.minor, 0) WHEN r.num IS NULL THEN 0"
        " ELSE half_even(CAST(coalesce(c.minor, 0) AS HUGEINT) * r.num, r.den) END"
    )
    mark = "negotiating" if reached == "negotiation" else "qualified"
    return _of_deals(
        "win_rate",
        size=money if by_value else "1",
        by_value="TRUE" if by_value else "FALSE",
        decisions=statement("metrics/decisions")
        if reached == "any"
        else composed("metrics/decisions_reached", mark=mark),
    )


def _cycle_days(choices: Choices) -> Relation:
    closed_days = "c.closed_before" if choices["reopened"] == "minus_closed" else "0"
    return _of_deals("cycle_days", start=str(choices["start"]), closed_days=closed_days)


def _closure_rate(choices: Choices) -> Relation:
    start = "negotiating" if choices["start"] == "negotiation" else "qualified"
    return _of_deals("closure_rate", window=_days(choices["window_days"]), start=start)


def _ql_count(choices: Choices) -> Relation:
    return dated(Piece(composed("metrics/ql_count", episodes=_episodes(choices["quiet_days"]))))


def _ql_conversion(choices: Choices) -> Relation:
    episodes = _episodes(DEFINITIONS["ql_count"].parameters["quiet_days"].default)
    window = _days(choices["window_days"])
    return dated(Piece(composed("metrics/ql_conversion", episodes=episodes, window=window)))


def _of_deals(name: str, **parts: str) -> Relation:
    return dated(Piece(composed(f"metrics/{name}", **parts), by_deal=True))


def _episodes(quiet_days: Choice) -> str:
    return composed("metrics/lead_episodes", quiet=_days(quiet_days))


def _days(choice: Choice) -> str:
    return str(int(choice))


def _opportunities(choices: Choices) -> Relation:
    return _flow() if choices["reading"] == "flow" else _stock()


def _opportunities_beside(choices: Choices) -> Relation:
    return _stock() if choices["reading"] == "flow" else _flow()


def _flow() -> Relation:
    return _of_deals("created")


def _stock() -> Relation:
    return Relation(statement("metrics/stock"))


def _declared(key: str, relation: Rows, **traits: object) -> Metric:
    return Metric(DEFINITIONS[key], words.NAMES[key], words.FORMULAS[key], relation, **traits)  # type: ignore[arg-type]


# Rows of revenue are those of a deal, of an order or of an invoice.
OF_ORDERS = {"ordered": "order", "order_back": "order", "billed": "invoice", "credited": "invoice"}
METRICS: dict[str, Metric] = {
    one.key: one
    for one in (
        _declared(
            "revenue_total", revenue_rows, shares_money=True, needs=_missing_sources, entities=OF_ORDERS
        ),
        _declared(
            "revenue_growth", _growth, other=_growth_beside, is_growth=True, shares_money=True,
            needs=_missing_sources, entities=OF_ORDERS,
        ),
        _declared("deal_size_avg", _deal_size, has_points=True),
        _declared("ql_count", _ql_count, entities={"": "lead"}),
        _declared("ql_conversion", _ql_conversion, entities={"": "lead"}),
        _declared("opportunity_growth", _opportunities, other=_opportunities_beside, is_growth=True),
        _declared(
            "territory_growth", territory_growth, other=territory_growth_beside, is_growth=True, shares_money=True,
            needs=_missing_sources, entities=OF_ORDERS,
        ),
        _declared("win_rate", _win_rate),
        _declared("cycle_days", _cycle_days, has_points=True),
        _declared(
            "cac", cac, rows_right=Right.COSTS,
            entities={"cost": "cost_line", "new_customer": "account"},
        ),
        *(
            _declared(key, partial(relation, key), other=partial(relation, beside), entities={"": "account"})
            for key, beside in BESIDE.items()
        ),
        _declared(
            "penetration", penetration, needs_each=lambda choices: choices["average"] == "mean_of_accounts",
            entities={"": "account"},
        ),
        _declared("share_of_wallet", share_of_wallet, entities={"": "account"}),
        _declared("reach", reach, entities={"": "account"}),
        _declared("target_coverage", target_coverage, entities={"": "account"}),
        _declared("csat", csat, other=invitations, entities={"": "survey_answer"}),
        _declared("csat_mean", csat_mean, entities={"": "survey_answer"}),
        _declared("closure_rate", _closure_rate),
        _declared("aov", order_values, shares="order_share", entities={"": "order"}),
        _declared("cross_sell_share", cross_sold, shares="order_share", entities={"": "order"}),
        _declared("upsell_share", upsold, shares="order_share", entities={"": "order"}),
    )
}  # fmt: skip
