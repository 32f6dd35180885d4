"""An instant, the knowledge it is read with, and the part of the pipeline that is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from saphan.core.late import np
from saphan.core.period import Micros
from saphan.journal import now
from saphan.measures.facts import Facts
from saphan.measures.question import By
from saphan.measures.statements import composed, statement
from saphan.measures.stretch import SCOPE, fill_rates_then
from saphan.measures.summary import fill_picked, inside, picked
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

FATES = {
    "open": "p.status = 'open'",
    "won": "p.status = 'won'",
    "lost": "p.status NOT IN ('open', 'won')",
    "all": "TRUE",
}


@dataclass(frozen=True)
class Reading:
    """`as_of` (T) and `known_at` (K) in UTC microseconds, None for now. `filters` holds ids by dimension.

    `only` names the deals that are looked at, by id; None for all.
    """

    actor: Actor
    as_of: Micros | None
    known_at: Micros | None
    filters: Mapping[By, int]
    currency: str
    asked_at: Micros = field(default_factory=now)
    only: Sequence[int] | None = None

    @property
    def then(self) -> Micros:
        """T: the instant that is looked at."""
        return self.asked_at if self.as_of is None else self.as_of

    @property
    def heard(self) -> Micros:
        """K: the last instant of which anything is known."""
        return self.asked_at if self.known_at is None else self.known_at


def lay_out(facts: Facts, reading: Reading, *, fate: str) -> None:
    """Fill the temporary table `standing` with the deals of that fate at the instant, inside the scope."""
    prepare(facts, reading)
    facts.connection.execute(
        composed("past/standing", fate=FATES[fate], scope=scope_of(reading), holders=holders_of(reading))
    )


def prepare(facts: Facts, reading: Reading) -> None:
    """Lay out what the statements refer to: the instant, the currency, its rates, the ids that the scope names."""
    run = facts.connection.execute
    run(f"SET VARIABLE stands_at = {int(reading.then)}::BIGINT")
    run("SET VARIABLE target = $currency", {"currency": reading.currency})
    readable = reading.actor.owners_within(Right.READ)
    fill_picked(facts, picked(reading.actor.workspace_id, reading.filters, readable))
    if reading.only is not None:
        facts.fill("chosen", {"deal_id": np.array(reading.only or [-1], dtype=np.int64)})
    fill_rates_then(facts, reading.currency, reading.then)


def scope_of(reading: Reading) -> str:
    """The predicate over who held a deal at the instant."""
    wanted = [(by.value, SCOPE[by]) for by in reading.filters]
    if reading.actor.owners_within(Right.READ) is not None:
        wanted.append(("readable", "p.owner_id"))
    chosen = " AND p.deal_id IN (SELECT deal_id FROM chosen)" if reading.only is not None else ""
    return inside(wanted) + chosen


def holders_of(reading: Reading) -> str:
    """The join with teams and territories, where a filter names one."""
    return statement("past/holders") if {By.TEAM, By.TERRITORY} & set(reading.filters) else ""
