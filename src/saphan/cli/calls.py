"""`saphan roll-up` and `saphan submit`: what people say will be won, added up, and saying it."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from saphan.cli.acting import actor_of
from saphan.cli.answering import answer, print_json, table, wants_json
from saphan.cli.commands import Commands, command, in_workspace
from saphan.cli.opening import open_house
from saphan.core.errors import NotFound

if TYPE_CHECKING:
    from saphan.measures.calls.rollup import Line
    from saphan.workspace.actor import Actor

HEADS = ["closed", "commit", "best_case", "pipeline", "omitted"]


def add(commands: Commands) -> None:
    seen = command(commands, "roll-up", run, "Roll forecast categories up to people, teams and territories.")
    in_workspace(seen)
    seen.add_argument("--period", default="this_quarter", metavar="NAME", help="such as 2026-Q2")
    seen.add_argument(
        "--single", action="store_true", help="each category by itself, not with the more certain"
    )
    made = command(
        commands, "submit", make, "Say what will be won in a period. It is kept and never changed."
    )
    made.add_argument("amount", type=int, metavar="MINOR", help="in minor units of the reporting currency")
    in_workspace(made)
    made.add_argument("--period", default="this_quarter", metavar="NAME", help="such as 2026-Q2")
    made.add_argument("--member", default="", metavar="CODE", help="whose deals; by default your own")
    made.add_argument("--team", default="", metavar="CODE", help="a team's deals instead")
    made.add_argument("--everybody", action="store_true", help="the whole workspace's deals instead")
    made.add_argument("--low", type=int, metavar="MINOR", help="lower end of your range")
    made.add_argument("--high", type=int, metavar="MINOR", help="upper end of your range")
    made.add_argument("--comment", default="", metavar="WORDS")


def run(options: Namespace) -> None:
    open_house()
    from saphan.cli.kpi import named_period
    from saphan.measures.calls.rollup import roll_up
    from saphan.measures.calls.track import tracks

    actor = actor_of(options)
    found, past = roll_up(actor, named_period(options.period, actor)), tracks(actor)
    if wants_json():
        print_json({**found.as_json(), "tracks": [track.as_json() for track in past]})
        return
    lines = [found.whole, *found.people, *found.territories]
    table(["", *HEADS, "deals"], [_row(line, single=options.single) for line in lines])
    table(
        ["", "submitted", "bias", "ranges", "held"],
        [
            [
                one.member.name,
                one.record.calls,
                _share(one.record.bias),
                one.record.ranges,
                _share(one.record.coverage),
            ]
            for one in past
        ],
    )


def make(options: Namespace) -> None:
    open_house()
    from django.utils.translation import gettext as _

    from saphan.cli.kpi import named_period
    from saphan.measures.actions import make_submission

    actor = actor_of(options)
    period = named_period(options.period, actor)
    made = make_submission(
        actor=actor, starts_on=period.start, ends_on=period.end - timedelta(days=1), call_minor=options.amount,
        low_minor=options.low, high_minor=options.high, comment=options.comment, **_subject(options, actor),
    )  # fmt: skip
    answer(
        {"code": made.code, "call_minor": made.call_minor},
        [_("Forecast %(code)s is submitted.") % {"code": made.code}],
    )


def _subject(options: Namespace, actor: Actor) -> dict[str, Any]:
    from saphan.workspace.queries import active_members_for, teams_for

    if options.everybody:
        return {}
    name, wanted, rows = (
        ("team", options.team, teams_for(actor))
        if options.team
        else ("member", options.member, active_members_for(actor))
    )
    if not wanted:
        return {"member": actor.member}
    found = rows.filter(code=wanted).first()
    if found is None:
        raise NotFound("filter.unknown", field=name, part=name, wanted=wanted)
    return {name: found}


def _row(line: Line, *, single: bool) -> list[Any]:
    totals = line.totals if single else line.totals.cumulative
    name = str(line.subject) if line.subject else "–"
    return ["  " * line.depth + name, *(getattr(totals, head) for head in HEADS), line.deals]


def _share(value: Any) -> str:
    return "" if value is None else f"{float(value):+.1%}" if value < 0 else f"{float(value):.1%}"
