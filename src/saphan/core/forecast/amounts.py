"""What a deal will be worth: how amounts changed on their way to a win, and amounts nobody named yet."""

from __future__ import annotations

from saphan.core.forecast.history import NOTHING, Attribute, Floats, History, Wins
from saphan.core.late import np

GROUPS = 5
FEWEST_WINS = 10


def five_means(values: Floats) -> Floats:
    """Means of five groups of equal count, from the smallest to the largest; 1 alone for fewer than 10 values."""
    if len(values) < FEWEST_WINS:
        return np.ones(1)
    return np.array([group.mean() for group in np.array_split(np.sort(values), GROUPS)])


def amount_ratios(history: History, won: Wins) -> Floats:
    """Five quantile means of final ÷ current amount of past wins, "current" being the middle of their open time."""
    born = history.born()[won.deal]
    middle = born + np.maximum(1, (won.day - born + 1) // 2)
    before = history.at(Attribute.AMOUNT, won.deal, middle)
    known = (before != NOTHING) & (before > 0) & (won.amount != NOTHING)
    return five_means(won.amount[known] / before[known])


def unnamed_amounts(won: Wins) -> Floats:
    """What stands in for the amount of a deal that has none: five quantile means of won amounts."""
    amounts = won.amount[won.amount != NOTHING].astype(np.float64)
    if not len(amounts):
        return np.empty(0)
    return five_means(amounts) if len(amounts) >= FEWEST_WINS else np.array([amounts.mean()])
