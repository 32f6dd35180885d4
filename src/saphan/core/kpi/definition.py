"""A metric is declared once: what it is, which choices it leaves open, and how rows become its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from saphan.core.errors import RuleBroken
from saphan.core.kpi.distribution import Points
from saphan.core.kpi.measured import Measured, Unit
from saphan.core.kpi.rows import Row, Tally

Choice = str | int


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Additivity(StrEnum):
    """How parts make a whole: by adding, by adding both sides of the ratio, or never."""

    ADDITIVE = "additive"
    RATIO_OF_SUMS = "ratio_of_sums"
    DISTRIBUTION = "distribution"


@dataclass(frozen=True, slots=True)
class Parameter:
    """An open choice. Without `choices` it is a whole number of days, one or more.

    `of_result` choices are applied when rows are reduced; the others when rows are gathered. Choices that
    are `never_rolled_up`, such as a median, make the answer a distribution.
    """

    default: Choice
    choices: tuple[str, ...] = ()
    of_result: bool = False
    never_rolled_up: tuple[str, ...] = ()

    def allows(self, chosen: Choice) -> bool:
        """Whether `chosen` is possible here."""
        if self.choices:
            return chosen in self.choices
        return isinstance(chosen, int) and not isinstance(chosen, bool) and chosen >= 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A metric. Changing a default makes version n + 1; saved reports keep theirs."""

    key: str
    version: int
    unit: Unit
    direction: Direction
    additivity: Additivity
    reduce: Callable[..., Measured]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def chosen(self, choices: Mapping[str, Choice] | None = None) -> dict[str, Choice]:
        """Every parameter with its value, defaults filled in.

        Raises RuleBroken("kpi.unknown_parameter") and RuleBroken("kpi.choice_not_allowed").
        """
        complete = {name: parameter.default for name, parameter in self.parameters.items()}
        for name, choice in (choices or {}).items():
            if name not in complete:
                raise RuleBroken("kpi.unknown_parameter", field=name, metric=self.key)
            if not self.parameters[name].allows(choice):
                raise RuleBroken("kpi.choice_not_allowed", field=name, metric=self.key, choice=choice)
            complete[name] = choice
        return complete

    def rolls_up(self, choices: Mapping[str, Choice] | None = None) -> Additivity:
        """How answers under `choices` add up. Raises like `chosen`."""
        complete = self.chosen(choices)
        fixed = any(complete[name] in open_.never_rolled_up for name, open_ in self.parameters.items())
        return Additivity.DISTRIBUTION if fixed else self.additivity

    def measure(
        self,
        rows: Iterable[Row] | Tally,
        choices: Mapping[str, Choice] | None = None,
        *,
        currency: str | None = None,
        other_rows: Iterable[Row] | Tally | None = None,
        points: Points | None = None,
    ) -> Measured:
        """Reduce `rows` under `choices`. `currency` is that of money rows.

        `other_rows` hold the second reading of a metric that always shows two, such as growth at reported
        rates beside growth at constant rates. `points` are quantiles that were looked up where the rows are; `rows`
        may then be sums. Raises like `chosen`.
        """
        complete = self.chosen(choices)
        of_result = {name: complete[name] for name, wish in self.parameters.items() if wish.of_result}
        second = {"other_rows": other_rows, "points": points}
        given = {name: one for name, one in second.items() if one is not None}
        return self.reduce(rows, currency=currency, **of_result, **given)
