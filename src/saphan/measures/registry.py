"""The metrics of the product: the core's definition of each, its words, and the rows it is counted from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from saphan.core.errors import RuleBroken
from saphan.core.kpi import DEFINITIONS, Definition
from saphan.core.kpi.definition import Choice
from saphan.measures import words
from saphan.measures.facts import Facts
from saphan.measures.facts.rates import PLAN_DAY
from saphan.measures.orders import cross_sold, order_values, upsold
from saphan.measures.outlay import cac
from saphan.measures.retention import RELATIONS, lay_out_points
from saphan.measures.revenue import revenue_rows
from saphan.measures.satisfaction import csat, csat_mean, invitations
from saphan.measures.statements import composed, statement
from saphan.measures.territories import territory_growth, territory_growth_beside
from saphan.measures.whitespace import penetration, reach, share_of_wallet, target_coverage
from saphan.workspace.models import Workspace
from saphan.workspace.rights import Right

Choices = Mapping[str, Choice]
Relation = Callable[[Choices], str]


@dataclass(frozen=True)
class Metric:
    """One metric. `relation(choices)` is the SQL of its rows; `other` that of the reading shown beside it.

    `is_growth`: rows of a base period become the denominator. `has_points`: medians are asked for, which are looked
    up where the rows are. `needs_each`: a choice for which each row's own number is needed. `shares_money`: over offerings, whole minor units are shared out rather than weighed.
    `shares` is the table that says how its rows are shared out over offerings. `needs` names inputs that a choice
    asks for and that nothing provides yet. `entities` says of which kind of record a row of an outcome is, where it
    is no deal. `own_n`: the reduction knows better than the number of rows how many cases there are. `rows_right` is
    what it takes to see rows; others see the number alone.
    """

    definition: Definition
    name: str | Promise
    formula: str | Promise
    relation: Relation
    other: Relation | None = None
    is_growth: bool = False
    has_points: bool = False
    needs_each: Callable[[Choices], bool] = lambda _choices: False
    shares_money: bool = False
    shares: str = "deal_share"
    counts_entities: bool = False
    needs: Callable[[Choices], tuple[str, ...]] = lambda _choices: ()
    entities: Mapping[str, str] = field(default_factory=dict)
    own_n: bool = False
    rows_right: Right = Right.READ
    lay_out: Callable[[Facts, Choices, str], None] = lambda _facts, _choices, _currency: None

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


def _growth(choices: Choices) -> str:
    return revenue_rows(choices, str(PLAN_DAY) if choices["rates"] == "constant" else "m.day")


def _growth_beside(choices: Choices) -> str:
    return revenue_rows(choices, "m.day" if choices["rates"] == "constant" else str(PLAN_DAY))


def _deal_size(choices: Choices) -> str:
    return composed("metrics/deal_size", with_renewals="TRUE" if choices["kinds"] == "all" else "FALSE")


def _win_rate(choices: Choices) -> str:
    by_value = choices["basis"] == "value"
    money = (
        "CASE WHEN c.currency = getvariable('target') THEN coalesce(c.minor, 0) WHEN r.num IS NULL THEN 0"
        " ELSE half_even(CAST(coalesce(c.minor, 0) AS HUGEINT) * r.num, r.den) END"
    )
    return composed(
        "metrics/win_rate",
        size=money if by_value else "1",
        by_value="TRUE" if by_value else "FALSE",
        reached="TRUE" if choices["reached"] == "any" else "e.deal_id IS NOT NULL",
        mark="negotiating" if choices["reached"] == "negotiation" else "qualified",
    )


def _cycle_days(choices: Choices) -> str:
    return composed(
        "metrics/cycle_days",
        start=str(choices["start"]),
        closed_days="coalesce(p.days, 0)" if choices["reopened"] == "minus_closed" else "0",
    )


def _closure_rate(choices: Choices) -> str:
    start = "negotiating" if choices["start"] == "negotiation" else "qualified"
    return composed("metrics/closure_rate", window=_days(choices["window_days"]), start=start)


def _ql_count(choices: Choices) -> str:
    return composed("metrics/ql_count", episodes=_episodes(choices["quiet_days"]))


def _ql_conversion(choices: Choices) -> str:
    episodes = _episodes(DEFINITIONS["ql_count"].parameters["quiet_days"].default)
    return composed("metrics/ql_conversion", episodes=episodes, window=_days(choices["window_days"]))


def _episodes(quiet_days: Choice) -> str:
    return composed("metrics/lead_episodes", quiet=_days(quiet_days))


def _days(choice: Choice) -> str:
    return str(int(choice))


def _opportunities(choices: Choices) -> str:
    return statement("metrics/created" if choices["reading"] == "flow" else "metrics/stock")


def _opportunities_beside(choices: Choices) -> str:
    return statement("metrics/stock" if choices["reading"] == "flow" else "metrics/created")


def _declared(key: str, relation: Relation, **traits: object) -> Metric:
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
            "cac", cac, own_n=True, rows_right=Right.COSTS,
            entities={"cost": "cost_line", "new_customer": "account"},
        ),
        *(
            _declared(key, own, other=beside, entities={"": "account"}, lay_out=lay_out_points)
            for key, (own, beside) in RELATIONS.items()
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
