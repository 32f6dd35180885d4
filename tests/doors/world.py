"""A small world for the matrix: each kind of record once per owner, and a twin company with the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saphan.administration.actions import (
    NewMember,
    create_member,
    create_offering,
    create_team,
    create_territory,
    set_own_rate,
    set_price,
)
from saphan.clients.actions import (
    Upload,
    add_affiliation,
    add_next_step,
    attach_file,
    create_account,
    create_person,
    create_unit,
    log_interaction,
    mark_cell,
    set_stakeholder,
)
from saphan.clients.models import Account
from saphan.commerce.actions import (
    create_campaign,
    create_contract,
    create_cost,
    create_invoice,
    create_order,
    create_price_list,
    create_quote,
    note_receipt,
    send_quote,
    set_listed_price,
    sign_contract,
    submit_quote,
)
from saphan.commerce.billing import BilledLine
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.lines import Line
from saphan.commerce.models import Duty, Quote
from saphan.commerce.quote_lines import Offered
from saphan.exchange.models import ImportRun
from saphan.exchange.runs import folder
from saphan.extend.actions import create_survey, note_answer, note_invitation
from saphan.listings.actions import save_view
from saphan.measures.actions import make_submission
from saphan.measures.reports.actions import freeze_report
from saphan.measures.reports.figures import Asked, draft_report
from saphan.measures.reports.schedules import create_schedule
from saphan.measures.reports.terms import Subject
from saphan.pipeline.actions import (
    create_criterion,
    create_lead,
    create_lost_reason,
    create_opportunity,
    create_pipeline,
    set_target_of,
)
from saphan.tokens.actions import create_token
from saphan.tokens.models import TokenUse
from saphan.workspace.actor import Actor
from saphan.workspace.models import Counter, ExchangeRate, Member, Record, User, kinds
from saphan.workspace.rights import Right
from saphan.workspace.terms import Door, Role
from tests.doors.matrix import SHARED, Ownership
from tests.story import Story, micros, on, tell_other_story, tell_story

SHARED_KEY = "shared"


@dataclass
class World:
    """Bridge & Co with one person per role on Ploy's team, and records by kind and ownership."""

    story: Story
    other: Story
    people: dict[str, Actor] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def record(self, kind: str, role: str, whose: Ownership) -> Any:
        """The record of `kind` that is own, a teammate's, another team's or a stranger's for this role."""
        if kind in SHARED and whose is not Ownership.FOREIGN:
            return self.records[kind, SHARED_KEY]
        return self.records[kind, role if whose is Ownership.OWN else whose.value]

    def shared(self, kind: str) -> Any:
        """The record of a kind that the whole workspace has."""
        return self.records[kind, SHARED_KEY]

    def beside(self, record: Any, kind: str) -> Any:
        """The record of another kind that has the same owner."""
        key = next(key for (_, key), known in self.records.items() if known is record)
        return self.records[kind, key]


def build_world() -> World:
    """Everything the matrix asks about. The cast of `own` records owns them whatever their role may do."""
    world = World(tell_story(), tell_other_story())
    story = world.story
    _number_apart(story, 501)
    _number_apart(world.other, 9_001)
    for role in Role.values:
        world.people[role] = _colleague(story, role)
    with on("2026-06-01"):
        for role, actor in world.people.items():
            _fill(world, role, story, actor.member)
        _fill(world, Ownership.TEAM, story, story.lin.member)
        _fill(world, Ownership.OTHER, story, story.wei.member)
        _fill(world, Ownership.FOREIGN, world.other, world.other.krit.member)
        _fill_shared(world, SHARED_KEY, story)
        _fill_shared(world, Ownership.FOREIGN, world.other)
        _hand_out(world)
    return world


def _number_apart(story: Story, first: int) -> None:
    """Codes begin anew in each workspace: without this a foreign code would name one of our own records."""
    for model in kinds().values():
        Counter.objects.update_or_create(
            workspace=story.workspace, prefix=model.PREFIX, defaults={"next_number": first}
        )


def _colleague(story: Story, role: str) -> Actor:
    user = User.objects.create(email=f"{role}@matrix.example", name=role)
    count = Member.objects.filter(workspace=story.workspace).count()
    member = Member.objects.create(
        workspace=story.workspace, code=f"M-{count + 1}", user=user, name=role, role=role,
        team=story.teams["Bangkok"], created_at=0,
    )  # fmt: skip
    return Actor(member, Door.WEB)


def _fill(world: World, key: str, story: Story, owner: Member) -> None:
    """One of each kind that somebody owns, written by an owner of the workspace."""
    chief = _chief(story)
    account = create_account(actor=chief, name=f"Client of {key}", owner_id=owner.pk, despite_duplicates=True)
    person = create_person(actor=chief, name=f"Person of {key}", owner_id=owner.pk)
    deal = create_opportunity(
        actor=chief, name=f"Deal of {key}", stage=story.stage("Diagnose"), account=account, owner=owner,
        amount_minor=100_00, expected_close_on=date(2026, 7, 1),
    )  # fmt: skip
    upload = Upload("a.txt", b"plain words")
    made: dict[str, Record] = {
        "account": account,
        "person": person,
        "opportunity": deal,
        "affiliation": add_affiliation(person, actor=chief, account=account, job_title="Head"),
        "unit": create_unit(account, actor=chief, name=f"Unit of {key}"),
        "stakeholder": set_stakeholder(account, actor=chief, person=person, role="champion", influence=4),
        "interaction": log_interaction(account, actor=chief, channel="call", words=f"Words of {key}"),
        "next_step": add_next_step(deal, actor=chief, what=f"Step of {key}", owner_id=owner.pk),
        "attachment": attach_file(account, actor=chief, upload=upload),
        "order": create_order(
            actor=chief,
            account=account,
            owner=owner,
            lines=[Line(description="Film", unit_price_minor=100_00)],
        ),
        "invoice": create_invoice(actor=chief, account=account, lines=[BilledLine(100_00, "Film")]),
        "receipt": note_receipt(actor=chief, account=account, amount_minor=50_00),
        "lead": create_lead(actor=chief, name=f"Lead of {key}", owner=owner),
        **_quotes(chief, account, owner),
        **_contracts(chief, account),
    }
    service = create_offering(actor=chief, name=f"Service of {key}")
    made["whitespace_cell"] = mark_cell(account, actor=chief, offering=service, state="open")
    survey = create_survey(actor=chief, name=f"Pulse of {key}")
    day = date(2026, 5, 1)
    made["survey_invitation"] = note_invitation(actor=chief, survey=survey, account=account, delivered_on=day)
    made["survey_answer"] = note_answer(actor=chief, survey=survey, account=account, score=4, answered_on=day)
    for kind, record in made.items():
        world.records[kind, key] = record


def _quotes(chief: Actor, account: Account, owner: Member) -> dict[str, Record]:
    """Quotes as far on their way as the routes need them: a draft, one that waits, one that was sent."""

    def quote(name: str, discount: int) -> Quote:
        line = Offered(description="Film", unit_price_minor=100_00, discount_bp=discount)
        made: Quote = create_quote(actor=chief, account=account, owner=owner, name=name, lines=[line])
        return made

    return {
        "quote": quote("Autumn draft", 0),
        "quote_waiting": submit_quote(quote("Waiting", 5_000), actor=chief),
        "quote_sent": send_quote(quote("Sent", 0), actor=chief),
    }


def _contracts(chief: Actor, account: Account) -> dict[str, Record]:
    """A draft, and one that is signed with something owed."""
    report = Worded("Report", owed_by="us", every="once", due_on=date(2026, 6, 30))
    days = {"starts_on": date(2026, 6, 1), "last_day": date(2026, 12, 31), "clauses": [report]}
    signed = sign_contract(create_contract(actor=chief, account=account, name="Signed", **days), actor=chief)
    return {
        "contract": create_contract(actor=chief, account=account, name="Autumn contract"),
        "contract_signed": signed,
        "duty": Duty.objects.get(contract=signed),
    }


def _fill_shared(world: World, key: str, story: Story) -> None:
    """One of each kind that the workspace as a whole has."""
    chief = _chief(story)
    offering = create_offering(actor=chief, name=f"Offering of {key}")
    pipeline = create_pipeline(actor=chief, name=f"Pipeline of {key}", stages=[{"name": "Only"}])
    made = {
        "pipeline": pipeline,
        "stage": pipeline.stages.get(),
        "lost_reason": create_lost_reason(actor=chief, name=f"Reason of {key}"),
        "lead_criterion": create_criterion(actor=chief, question=f"Question of {key}", is_required=False),
        "member": create_member(NewMember(f"Member of {key}"), actor=chief),
        "team": create_team(actor=chief, name=f"Team of {key}"),
        "territory": create_territory(actor=chief, name=f"Territory of {key}"),
        "offering": offering,
        "price": set_price(offering, actor=chief, currency="THB", amount_minor=100_00),
        "change": offering.change,  # type: ignore[attr-defined]
        "view": save_view(
            actor=chief, place="clients", name=f"View of {key}", query="tier=a", is_shared=True
        ),
        "token": create_token(actor=chief, name=f"Token of {key}", scopes=["read"]),
    }
    made["survey"] = create_survey(actor=chief, name=f"Survey of {key}")
    made["target"] = set_target_of(
        actor=chief, metric="win_rate", amount=3_500, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    made["price_list"] = create_price_list(actor=chief, name=f"List of {key}", currency="THB")
    made["price_line"] = set_listed_price(
        made["price_list"], actor=chief, offering=offering, unit_price_minor=90_00
    )
    made["submission"] = make_submission(
        actor=chief, call_minor=5_00, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30)
    )
    made["campaign"] = create_campaign(actor=chief, name=f"Campaign of {key}")
    made["cost"] = create_cost(actor=chief, kind="ads", amount_minor=100_00, starts_on=date(2026, 6, 1))
    set_own_rate(actor=chief, currency="USD", in_currency="THB", on=date(2026, 6, 1), rate_e8=33 * 10**8)
    made["rate"] = ExchangeRate.objects.get(workspace=story.workspace)  # type: ignore[assignment]
    made["import"] = ImportRun.objects.create(  # type: ignore[assignment]
        workspace=story.workspace, member=chief.member, code=f"X-{story.workspace.pk + 700}", kind="accounts",
        file_name="a.csv", stored_as=_a_file(story), headers=["name"], samples=[["A"]], encoding="utf-8", separator=",",
        mapping={"columns": {"name": "name"}}, state="done",
    )  # fmt: skip
    made["report"] = _a_report(story)
    everybody = Member.objects.filter(workspace=story.workspace, status="active").values_list("pk", flat=True)
    made["report_schedule"] = create_schedule(actor=chief, name=f"Mail of {key}", recipients=list(everybody))
    for kind, record in made.items():
        world.records[kind, key] = record  # type: ignore[assignment]


def _a_report(story: Story) -> Record:
    """What changed in June as Ploy's team saw it, shared; the other company's as its owner saw it."""
    actor = story.cast.get("ploy") or _chief(story)
    asked = Asked(Subject.CHANGES, date(2026, 5, 1), date(2026, 6, 1))
    return freeze_report(actor=actor, draft=draft_report(actor, asked), name="May", is_shared=True)


def _a_file(story: Story) -> str:
    """An uploaded table, under the name of its workspace."""
    name = f"{story.workspace.code}.csv"
    (folder() / name).write_text("name\nA\n")
    return name


def _hand_out(world: World) -> None:
    """A token for each role and one for the stranger, used before, so that using it again writes nothing."""
    for name, actor in [*world.people.items(), ("stranger", world.other.krit)]:
        token = create_token(actor=actor, name=f"Program of {name}", scopes=[right.value for right in Right])
        TokenUse.objects.create(token=token, last_used_at=micros(2100, 1, 1))
        world.secrets[name] = token.secret  # type: ignore[attr-defined]


def _chief(story: Story) -> Actor:
    return next(actor for actor in story.cast.values() if actor.member.role == Role.OWNER)
