"""The drawings of the forecast: where lines, bands and dots lie. Lengths are attributes; the style layer colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil, log10, sqrt

from saphan.core.forecast.backtest import MODEL, Origin
from saphan.core.forecast.report import Calibration
from saphan.measures.facts.days import day_of_number
from saphan.measures.forecast.result import ForecastResult, Quantiles

Words = Callable[[int], str]
PERIODS_SHOWN = 8
_CLOSE = 15.0  # labels need this much room between them


@dataclass(frozen=True)
class Label:
    """Words at a place."""

    x: float
    y: float
    words: str
    kind: str = ""


@dataclass
class Fan:
    """What is closed, and how the rest opens: points as SVG wants them."""

    width: int = 560
    height: int = 280
    left: int = 66
    right: int = 456
    base: int = 248
    outer: str = ""
    inner: str = ""
    middle: str = ""
    closed: str = ""
    now: tuple[float, float] = (0.0, 0.0)
    target: float | None = None
    grid: list[Label] = field(default_factory=list)
    months: list[Label] = field(default_factory=list)
    ends: list[Label] = field(default_factory=list)


def fan_of(found: ForecastResult, money: Words, month: Callable[[int], str]) -> Fan | None:
    """The fan of a running period; None where there is no model."""
    if not found.fan:
        return None
    chart, (start, end) = Fan(), found.question.span
    most = max(found.fan[-1].quantiles[0.9], found.target or 0, found.closed, 1)
    top = nice(most)

    def x(day: int) -> float:
        return round(chart.left + (day - start) / (end - start) * (chart.right - chart.left), 1)

    def y(amount: float) -> float:
        return round(chart.base - amount / top * (chart.base - 20), 1)

    def line(share: float) -> list[str]:
        return [f"{x(point.day)},{y(point.quantiles[share])}" for point in found.fan]

    chart.outer = " ".join(line(0.9) + line(0.1)[::-1])
    chart.inner = " ".join(line(0.75) + line(0.25)[::-1])
    chart.middle = " ".join(line(0.5))
    chart.closed = " ".join(f"{x(day)},{y(amount)}" for day, amount in found.so_far)
    chart.now = (x(found.question.day), y(found.closed))
    chart.target = y(found.target) if found.target is not None else None
    chart.grid = [Label(0, y(top * part / 4), money(top * part // 4)) for part in range(5)]
    firsts = [day for day in range(start, end) if day_of_number(day).day == 1]
    chart.months = [Label(x(day), 0, month(day)) for day in firsts]
    last = found.fan[-1].quantiles
    names = ((0.9, "P90", ""), (0.5, "P50", "strong"), (0.1, "P10", ""))
    chart.ends = apart(
        [
            Label(chart.right + 8, y(last[share]), f"{name} {money(last[share])}", kind)
            for share, name, kind in names
        ]
    )
    return chart


@dataclass(frozen=True)
class Dot:
    """One tenth of the chances: where it lies, how large, and its row in the table."""

    x: float
    y: float
    r: float
    chance: str
    won: str
    deals: int


def dots_of(told: Calibration, size: int = 200) -> list[Dot]:
    """Predicted against actual, each dot as large as its number of deals."""
    most = max(deals for _, _, deals in told.tenths)
    return [
        Dot(
            round(chance * size, 1), round((1 - won) * size, 1), round(3 + 6 * sqrt(deals / most), 1),
            f"{chance:.0%}", f"{won:.0%}", deals,
        )
        for chance, won, deals in told.tenths
    ]  # fmt: skip


@dataclass(frozen=True)
class Past:
    """One past range with what was booked."""

    name: str
    y: int
    x: float
    width: float
    dot: float
    missed: str  # "above", "below" or empty
    beside: float  # where words to the right of both begin
    low: str
    high: str
    outcome: str


def past_of(
    origins: Sequence[Origin], money: Words, name: Callable[[Origin], str], length: int = 150
) -> list[Past]:
    """The last ranges, one per period, on one scale."""
    shown = list(origins)[-PERIODS_SHOWN:]
    views = [origin.views[MODEL].ranges[0.8] for origin in shown]
    amounts = [amount for view in views for amount in view] + [origin.outcome for origin in shown]
    low, high = (min(amounts), max(amounts)) if amounts else (0, 1)
    scale = length / max(high - low, 1)
    found = []
    for place, (origin, (bottom, top)) in enumerate(zip(shown, views, strict=True)):
        missed = "above" if origin.outcome > top else "below" if origin.outcome < bottom else ""
        found.append(
            Past(
                name(origin), 14 + 26 * place, round((bottom - low) * scale, 1),
                round(max((top - bottom) * scale, 4), 1), round((origin.outcome - low) * scale, 1), missed,
                round((max(top, origin.outcome) - low) * scale + 12, 1),
                money(bottom), money(top), money(origin.outcome),
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Strip:
    """The range strip of the board: lengths of 700."""

    closed: float
    commit: float
    best_from: float
    best: float
    low: float
    high: float
    middle: float
    target: float | None
    has_range: bool

    @property
    def label(self) -> float:
        """The middle of the likely range in percent, kept far enough from the ends for its words."""
        return min(max((self.low + self.high) / 14, 8.0), 92.0)


def strip_of(found: ForecastResult, range_: Quantiles | None, length: int = 700) -> Strip:
    """Closed, commit and best case as one bar from zero, the likely range below, the target across."""
    said = found.categories
    most = max(said.best_case, range_.p90 if range_ else 0, found.target or 0, 1) * 1.06

    def at(amount: float) -> float:
        return round(amount / most * length, 1)

    q = range_ or Quantiles(0, 0, 0, 0, 0)
    return Strip(
        at(said.closed), at(said.commit - said.closed), at(said.commit), at(said.best_case - said.commit), at(q.p10),
        at(q.p90), at(q.p50), at(found.target) if found.target is not None else None, range_ is not None,
    )  # fmt: skip


def nice(most: int) -> int:
    """A round amount not below `most`, that four steps divide."""
    unit: int = 10 ** max(0, int(log10(most)) - 1)
    return ceil(most / (unit * 4)) * unit * 4


def apart(labels: list[Label]) -> list[Label]:
    """The same labels from top to bottom, pushed down until none covers another."""
    found: list[Label] = []
    for label in sorted(labels, key=lambda one: one.y):
        y = max(label.y, found[-1].y + _CLOSE) if found else label.y
        found.append(Label(label.x, y, label.words, label.kind))
    return found
