"""Health now and a month before, and why it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from saphan.clients.models import Account
from saphan.core.health import Facts, Health, Reason, health, reasons
from saphan.core.period import Micros, local_date, start_of_day
from saphan.journal import now
from saphan.measures.health.past import WINDOW_DAYS, Past, pasts_of
from saphan.workspace.actor import Actor

__all__ = ["WINDOW_DAYS", "Checkup", "checkup", "checkups"]


@dataclass(frozen=True)
class Checkup:
    """The health `at` an instant and at `since`, the start of the day a month before."""

    at: Micros
    since: Micros
    past: Past
    facts: Facts
    now: Health
    then: Health

    @property
    def reasons(self) -> list[Reason]:
        """In whole points, adding up to `change`."""
        return reasons(self.now, self.then)

    @property
    def change(self) -> int | None:
        """Points gained (+) or lost (−); None where one of the two has no score."""
        if self.now.points is None or self.then.points is None:
            return None
        return self.now.points - self.then.points


def checkup(actor: Actor, account: Account, *, at: Micros | None = None) -> Checkup:
    """The health of a client that the actor can see, as of `at` (default now), with today's knowledge.

    The same stored rows and the same version of the weights give the same answer for any past instant.
    """
    return checkups(actor, [account], at=at)[account.pk]


def checkups(actor: Actor, accounts: Sequence[Account], *, at: Micros | None = None) -> dict[int, Checkup]:
    """The health of several clients by their ids, with as many queries as for one."""
    instant = now() if at is None else at
    zone = actor.workspace.zone
    since = start_of_day(local_date(instant, zone) - timedelta(days=WINDOW_DAYS), zone)
    earliest = start_of_day(local_date(since, zone) - timedelta(days=WINDOW_DAYS), zone)
    pasts = pasts_of(actor, accounts, earliest, (instant, since))
    return {account.pk: _checkup(pasts[account.pk], instant, since) for account in accounts}


def _checkup(past: Past, instant: Micros, since: Micros) -> Checkup:
    facts = past.facts(instant)
    known_then = past.account.created_at <= since
    then = health(past.facts(since)) if known_then else Health({})
    return Checkup(instant, since, past, facts, health(facts), then)
