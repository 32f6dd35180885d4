"""The facts of one workspace as the core's forecast reads them, limited to what the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from saphan.core.forecast.history import (
    BEST_CASE,
    COMMIT,
    NOTHING,
    OMITTED,
    PIPELINE,
    Attribute,
    Flags,
    History,
    Ints,
    joined,
)
from saphan.core.forecast.prior import StageBelief, weekly_rates
from saphan.core.forecast.stage_clock import Setup
from saphan.core.late import np
from saphan.measures.facts import Facts
from saphan.measures.facts.days import DayNumbers
from saphan.measures.forecast.question import ForecastQuestion
from saphan.measures.question import By
from saphan.measures.statements import statement
from saphan.pipeline.models import Opportunity, Stage
from saphan.pipeline.terms import Category
from saphan.workspace.models import Member, Team
from saphan.workspace.rights import Right

_NAMES = {
    "status": Attribute.STATUS, "stage_id": Attribute.STAGE, "owner_id": Attribute.OWNER, "type": Attribute.KIND,
    "amount_minor": Attribute.AMOUNT, "expected_close_on": Attribute.EXPECTED, "category": Attribute.CATEGORY,
}  # fmt: skip
_CATEGORIES: dict[str, int] = {
    Category.OMITTED: OMITTED, Category.PIPELINE: PIPELINE, Category.BEST_CASE: BEST_CASE, Category.COMMIT: COMMIT,
}  # fmt: skip
FOREVER = 9 * 10**18


@dataclass(frozen=True)
class Source:
    """A history with the ids behind its numbers."""

    history: History
    setup: Setup
    deal_ids: Ints
    stages: list[Stage]

    @property
    def first_day(self) -> int:
        """The earliest day anything is known about."""
        return int(self.history.day.min()) if len(self.history.day) else 0


def source_of(facts: Facts, question: ForecastQuestion) -> Source:
    """What the actor may read of the workspace's deals, as of T and known at K."""
    stages = list(
        Stage.objects.filter(workspace_id=question.actor.workspace_id).order_by(
            "pipeline_id", "position", "pk"
        )
    )
    columns = facts.connection.execute(
        statement("forecast/events"),
        {
            "as_of": question.business_time,
            "known_at": FOREVER if question.known_at is None else question.known_at,
            "target": question.currency,
        },
    ).fetchnumpy()
    values = np.ma.filled(columns["value"].astype(np.int64), NOTHING)
    ids, deal = np.unique(np.asarray(columns["deal_id"], dtype=np.int64), return_inverse=True)
    names = np.asarray(columns["attribute"])
    attribute = np.zeros(len(names), dtype=np.int64)
    for name, code in _NAMES.items():
        attribute[names == name] = code
    at_stage = attribute == Attribute.STAGE
    values[at_stage] = _placed(values[at_stage], stages)
    recorded = np.asarray(columns["recorded_at"], dtype=np.int64)
    history = History(
        deal.astype(np.int64), attribute, np.asarray(columns["day"], dtype=np.int64),
        DayNumbers(facts.zones.start_of).of(recorded), values, len(ids),
    )  # fmt: skip
    history = _with_first_categories(history, ids, question)
    history = history.of(_readable(history, question, stages))
    return Source(history, _setup(stages, facts.workspace.fiscal_start_month), ids, stages)


def _with_first_categories(history: History, ids: Ints, question: ForecastQuestion) -> History:
    """The category that a deal was opened with and never left is not among the facts; the record still has it."""
    rows = Opportunity.objects.filter(workspace_id=question.actor.workspace_id).exclude(
        category=Category.PIPELINE
    )
    known = [(pk, _CATEGORIES[category]) for pk, category in rows.values_list("pk", "category")]
    if not known or not len(ids):
        return history
    pks, codes = (np.array(column, dtype=np.int64) for column in zip(*known, strict=True))
    place = np.clip(np.searchsorted(ids, pks), 0, len(ids) - 1)
    moved = np.unique(history.deal[history.attribute == Attribute.CATEGORY])
    kept = (ids[place] == pks) & ~np.isin(place, moved)
    deal, born = place[kept].astype(np.int64), history.born()[place[kept]]
    more = History(deal, np.full(len(deal), Attribute.CATEGORY), born, born, codes[kept], history.deals)
    return joined(history, more)


def fingerprint(history: History, setup: Setup) -> bytes:
    """The same for the same history under the same set-up, different for any other."""
    seen = blake2b(digest_size=16)
    for column in (
        history.deal,
        history.attribute,
        history.day,
        history.value,
        setup.prior,
        setup.next_stage,
    ):
        seen.update(np.ascontiguousarray(column).tobytes())
    seen.update(f"{history.deals} {setup.fiscal_start}".encode())
    return seen.digest()


def _placed(stage_ids: Ints, stages: list[Stage]) -> Ints:
    """Places in the list of stages in place of their ids; NOTHING for a stage that is not in it."""
    place = {stage.pk: at for at, stage in enumerate(stages)}
    ids, back = np.unique(stage_ids, return_inverse=True)
    return np.array([place.get(int(pk), NOTHING) for pk in ids], dtype=np.int64)[back]


def _readable(history: History, question: ForecastQuestion, stages: list[Stage]) -> Flags:
    """Deals whose owner the actor may read (at their closing, or now), inside the filters."""
    everyone = np.arange(history.deals)
    mask: Flags = np.ones(history.deals, dtype=bool)
    # A deal of a stage that nobody set up says nothing about those that were.
    mask[history.deal[(history.attribute == Attribute.STAGE) & (history.value == NOTHING)]] = False
    owner = _credited(history, question.day)
    readable = question.actor.owners_within(Right.READ)
    for ids in (readable, *_owners_wanted(question)):
        if ids is not None:
            mask &= np.isin(owner, np.array(sorted(ids), dtype=np.int64))
    if (pipeline := question.filters.get(By.PIPELINE)) is not None:
        inside = np.array([stage.pipeline_id == pipeline for stage in stages], dtype=bool)
        stage = history.at(Attribute.STAGE, everyone, np.full(history.deals, question.day))
        mask &= (stage != NOTHING) & inside[np.maximum(stage, 0)]
    return mask


def _credited(history: History, day: int) -> Ints:
    """The owner at the closing of closed deals, else of `day`."""
    everyone, days = np.arange(history.deals), np.full(history.deals, day)
    status = history.timeline(Attribute.STATUS)
    at = np.where(status.at(everyone, days) > 0, status.since(everyone, days) + 1, days)
    return history.at(Attribute.OWNER, everyone, at)


def _owners_wanted(question: ForecastQuestion) -> list[set[int]]:
    """Owners that the filters name: one person, or all of a team and those below it."""
    found: list[set[int]] = []
    if (owner := question.filters.get(By.OWNER)) is not None:
        found.append({owner})
    if (team := question.filters.get(By.TEAM)) is not None:
        mine = {"workspace_id": question.actor.workspace_id}
        path = Team.objects.filter(pk=team, **mine).values_list("path", flat=True).first() or "-"
        members = Member.objects.filter(team__path__startswith=path, **mine)
        found.append(set(members.values_list("pk", flat=True)))
    return found


def _setup(stages: list[Stage], fiscal_start: int) -> Setup:
    """What the workspace supposes about its stages; a stage taken out of use leads nowhere new."""
    following = [_next(stages, place) for place in range(len(stages))]
    beliefs = [
        StageBelief(stage.win_chance / 10_000, after, stage.target_days / 7 if stage.target_days else None)
        for stage, after in zip(stages, following, strict=True)
    ]
    chances = np.array([stage.win_chance / 10_000 for stage in stages])
    after = np.array([-1 if place is None else place for place in following], dtype=np.int64)
    return Setup(weekly_rates(beliefs), after, chances, fiscal_start)


def _next(stages: list[Stage], place: int) -> int | None:
    later = range(place + 1, len(stages))
    same = (
        at
        for at in later
        if stages[at].pipeline_id == stages[place].pipeline_id and stages[at].removed_at is None
    )
    return next(same, None)
