"""What was agreed with clients for how long, what is owed by it, and what became of that so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from saphan.commerce.contract_document import document_of
from saphan.commerce.contract_duties import AHEAD
from saphan.commerce.contract_terms import UNSIGNED, ContractStatus, DueEvery, DutyStatus, EndReason, Side
from saphan.commerce.models import Clause, Contract, ContractVersion, Duty
from saphan.core.contracts import DAY, STEPS, Every, due_days, extensions_by, months_on
from saphan.core.period import Period, start_of_day
from saphan.demo.deals import Life
from saphan.demo.diary import Diary
from saphan.demo.papers import CLAUSES, EVIDENCE, MISSED, PAPERS, Paper
from saphan.demo.world import World
from saphan.pipeline.pricing import price
from saphan.workspace.models import Member
from saphan.workspace.rates import PlanRates
from saphan.workspace.terms import Language

LANGUAGES = {"en": Language.EN, "zh": Language.ZH, "th": Language.TH}
WRITTEN, NOTICED = timedelta(days=12), timedelta(days=25)  # before it was signed; before today
WHY = "Their group asks for one agency in all its markets"


def agree(world: World, lives: list[Life]) -> None:
    """Every contract of the story with its clauses, what is owed by it, and what was done about that."""
    # Chance of its own, so that everything else is told as it was before there were contracts.
    diary = Diary(world.diary.zone, world.diary.now)
    deals = {life.deal.name: life.deal for life in lives}
    told = [(paper, _contract(world, diary, paper)) for paper in PAPERS]
    for paper, contract in told:
        contract.opportunity = deals.get(paper.deal)
    price([contract for _, contract in told], PlanRates(world.actor.workspace))
    for paper, contract in told:
        _tell(world, diary, paper, contract)
    world.chronicle.settle(contract for _, contract in told)
    clauses = {contract.pk: list(_clauses(world, diary, paper, contract)) for paper, contract in told}
    world.chronicle.settle(clause for rows in clauses.values() for clause in rows)
    signed = [(paper, contract) for paper, contract in told if contract.signed_on is not None]
    world.chronicle.settle(_version(world, diary, contract) for _, contract in signed)
    duties = [duty for paper, one in signed for duty in _duties(world, diary, paper, one, clauses[one.pk])]
    world.chronicle.settle(duties)


def _contract(world: World, diary: Diary, paper: Paper) -> Contract:
    """What was written down at first: the terms of a draft."""
    last, months = diary.today + timedelta(days=paper.ends or 0), paper.months
    starts = months_on(last + DAY, -months * (paper.gone_on + 1)) if months else last - timedelta(days=400)
    minor = None if paper.amount is None else paper.amount * 100
    return Contract(
        name=paper.name, account=world.accounts[paper.client], kind=paper.kind, language=LANGUAGES[paper.language],
        currency=paper.currency, amount_minor=minor, starts_on=starts,
        last_day=months_on(starts, months) - DAY if months else None, renewal=paper.renewal,
        renewal_months=paper.renewal_months, notice=paper.notice, notice_unit=paper.unit,
    )  # fmt: skip


def _tell(world: World, diary: Diary, paper: Paper, contract: Contract) -> None:
    """Its way: written, signed some days before it begins, given notice, ended."""
    owner, today = world.owner_of(paper.client), diary.today
    starts = contract.starts_on or today
    signed_on = starts - timedelta(days=4)
    is_open = paper.way in UNSIGNED
    begun = today - timedelta(days=9) if is_open else signed_on - WRITTEN
    moment = world.chronicle.moment(diary.at(begun), owner, "contract.create")
    world.chronicle.born(contract, moment)
    if is_open:
        if paper.way == ContractStatus.IN_TALKS:
            later = world.chronicle.moment(diary.ago(3), owner, "contract.talk")
            world.chronicle.changed(contract, later, status=ContractStatus.IN_TALKS, turn=1)
        return
    contract.number = f"TR-{signed_on:%y%m}-{contract.account.pk % 100:02}"
    signing = world.chronicle.moment(diary.at(signed_on), owner, "contract.sign")
    effective = start_of_day(signed_on, diary.zone)
    world.chronicle.changed(
        contract, signing, max(effective, moment.at), status=ContractStatus.SIGNED, signed_on=signed_on, edition=1,
        extensions=extensions_by(contract.time, min(today, contract.last_day or today) if paper.way == "ended" else today),
        turn=1,
    )  # fmt: skip
    contract.refresh_derived()
    if paper.way == "noticed":
        given = today - NOTICED
        notice = world.chronicle.moment(diary.at(given), owner, "contract.give_notice", WHY)
        world.chronicle.changed(
            contract, notice, notice_given_on=given, notice_side=Side.CLIENT, note=WHY, turn=2
        )
    if paper.way == "ended" and contract.last_day is not None:
        over = world.chronicle.moment(diary.at(contract.last_day + DAY), owner, "contract.end")
        world.chronicle.changed(
            contract, over, status=ContractStatus.ENDED, ended_on=contract.last_day, end_reason=EndReason.EXPIRED, turn=2
        )  # fmt: skip


def _clauses(world: World, diary: Diary, paper: Paper, contract: Contract) -> Iterator[Clause]:
    owner = world.owner_of(paper.client)
    moment = world.chronicle.moment(contract.created_at, owner, "contract.set_clauses")
    for position, key in enumerate(paper.clauses, start=1):
        told = CLAUSES[key]
        words = told.texts[paper.language]
        clause = Clause(
            contract=contract, position=position, number=str(position), heading=words.heading, text=words.text,
            kind=told.kind, deemed_days=told.silence, owed_by=told.owed_by, duty=words.duty, every=told.every,
            due_on=_first_due(diary, paper, contract, key), days_before=told.days_before,
        )  # fmt: skip
        world.chronicle.born(clause, moment)
        yield clause


def _first_due(diary: Diary, paper: Paper, contract: Contract, key: str) -> date | None:
    """The earliest day of the term from which the rhythm leads to the day that the story names."""
    every = CLAUSES[key].every
    if not every or every == DueEvery.BEFORE_END:
        return None
    step, starts = STEPS[Every(every)], contract.starts_on or diary.today
    day = diary.today + timedelta(days=paper.dues[key])
    while months_on(day, -step) >= starts:
        day = months_on(day, -step)
    return day


def _version(world: World, diary: Diary, contract: Contract) -> ContractVersion:
    assert contract.signed_on is not None  # noqa: S101  only of what was signed
    version = ContractVersion(
        contract=contract, number=1, signed_on=contract.signed_on, document=document_of(contract),
        effective_on=contract.starts_on or contract.signed_on,
    )  # fmt: skip
    moment = world.chronicle.moment(diary.at(contract.signed_on), _owner(world, contract), "contract.sign")
    world.chronicle.born(version, moment)
    return version


def _duties(
    world: World, diary: Diary, paper: Paper, contract: Contract, clauses: list[Clause]
) -> Iterator[Duty]:
    """What is owed on its days; what is past was done, or not, but for the one that the story leaves waiting."""
    owner, starts = _owner(world, contract), contract.starts_on or diary.today
    until = contract.ended_on or contract.runs_until
    ahead = months_on(diary.today, AHEAD)
    end = min(ahead, until + DAY) if until else ahead
    Contract.objects.filter(pk=contract.pk).update(planned_until=max(starts, end))
    at = diary.at(contract.signed_on or starts)
    for key, clause in zip(paper.clauses, clauses, strict=True):
        if clause.due is None:
            continue
        told = diary.today + timedelta(days=paper.dues.get(key, 0))
        days = list(due_days(clause.due, Period(starts, max(starts, end)), contract.runs_until))
        waits = max((day for day in days if day <= told), default=told)  # a short month may have come earlier
        for day in days:
            duty = Duty(
                contract=contract, clause=clause, what=clause.duty or clause.heading, owed_by=clause.owed_by, due_on=day
            )  # fmt: skip
            world.chronicle.born(duty, world.chronicle.moment(at, owner, "contract.sign"))
            if day < diary.today and day != waits:
                _settle(world, diary, paper, duty, owner)
            yield duty


def _settle(world: World, diary: Diary, paper: Paper, duty: Duty, owner: Member) -> None:
    day = min(duty.due_on + timedelta(days=diary.chance.randrange(3)), diary.today)
    chance = diary.chance.random()
    state, action = DutyStatus.MET, "duty.meet"
    note = EVIDENCE[paper.language] if duty.owed_by == Side.US else ""
    if chance < 0.04 and duty.owed_by == Side.US:
        state, action, note = DutyStatus.BREACHED, "duty.breach", MISSED[paper.language]
    world.chronicle.changed(
        duty, world.chronicle.moment(diary.at(day), owner, action), start_of_day(day, diary.zone), state=state,
        settled_on=day, note=note,
    )  # fmt: skip


def _owner(world: World, contract: Contract) -> Member:
    return next(member for member in world.members.values() if member.pk == contract.account.owner_id)
