"""`saphan kpi KEY`: one measure over one period, exact, with the rows it was counted from."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from saphan.cli.acting import actor_of
from saphan.cli.answering import print_json, table, wants_json
from saphan.cli.commands import Commands, command, in_workspace, name_and_value
from saphan.cli.opening import open_house
from saphan.core.errors import NotFound, RuleBroken

if TYPE_CHECKING:
    from saphan.core.period import Period
    from saphan.measures.drivers import Drivers
    from saphan.measures.likely import Likely
    from saphan.measures.result import Result
    from saphan.workspace.actor import Actor

EVERY_ROW = 10_000_000
SPLITS = "owner, team, territory, offering, pipeline, type, currency, month or quarter"


def add(commands: Commands) -> None:
    added = command(commands, "kpi", run, "Ask for one measure over one period.")
    added.add_argument("key", metavar="KEY", help="such as win_rate; “list” names them all")
    in_workspace(added)
    added.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DAY", help="first day")
    added.add_argument(
        "--to", dest="end", type=date.fromisoformat, metavar="DAY", help="first day that no longer counts"
    )
    added.add_argument(
        "--period", default="", metavar="NAME", help="instead of both: 2026, 2026-Q2, this_month"
    )
    added.add_argument("--base", default="", metavar="NAME", help="period to compare with, for base=custom")
    added.add_argument(
        "--as-of", default="", metavar="INSTANT", help="state of the business then; a day is its end"
    )
    added.add_argument("--known-at", default="", metavar="INSTANT", help="with what was known then")
    added.add_argument("--by", metavar="PART", help=f"split by {SPLITS}")
    added.add_argument("--param", action="append", default=[], type=name_and_value, metavar="NAME=VALUE")
    added.add_argument(
        "--filter", action="append", default=[], type=name_and_value, metavar="PART=CODE",
        help="only this owner, team, territory, offering or pipeline, by code or name",
    )  # fmt: skip
    added.add_argument(
        "--currency", metavar="CODE", help="currency of money, by default the reporting currency"
    )
    added.add_argument(
        "--likely", action="store_true", help="say where the figure of a running period will likely stand"
    )
    added.add_argument(
        "--drivers", action="store_true", help="say what moved it since the period it is compared with"
    )
    added.add_argument("--rows", action="store_true", help="bring every row that was counted or left out")


def run(options: Namespace) -> None:
    open_house()
    if options.key == "list":
        _list()
        return
    from saphan.measures.compute import compute

    actor = actor_of(options)
    result = compute(
        actor, options.key, _period(options, actor), as_of=instant_of(options, "as_of", actor),
        known_at=instant_of(options, "known_at", actor), by=options.by, filters=filters_of(options, actor),
        currency=options.currency, params={name: _choice(value) for name, value in options.param},
        base_period=named_period(options.base, actor) if options.base else None,
        rows=EVERY_ROW if options.rows else 0,
    )  # fmt: skip
    told = _likely(result) if options.likely else None
    moved = _drivers(result) if options.drivers else None
    if wants_json():
        beside = {name: one.as_json() for name, one in (("likely", told), ("drivers", moved)) if one}
        print_json(result.as_json() | beside)
        return
    _show(result)
    if told:
        print(_range(told))
    if moved:
        _show_parts(moved)


def _likely(result: Result) -> Likely:
    from saphan.measures.likely import likely_of

    return likely_of(result)


def _drivers(result: Result) -> Drivers:
    from saphan.measures.drivers import drivers

    return drivers(result.question)


def _show_parts(moved: Drivers) -> None:
    from saphan.measures.words import NO_PARTS

    if moved.reason is not None:
        print(NO_PARTS[moved.reason])
    rows = [
        [by.value, part.label, *("" if one is None else f"{float(one):+.4f}" for one in part.share)]
        for by, found in moved.parts.items()
        for part in found
    ]
    if rows:
        table(["by", "name", "moved", "rate", "mix"], rows)


def _range(told: Likely) -> str:
    from django.utils.translation import gettext as _

    from saphan.measures.display import display
    from saphan.measures.words import NO_RANGE

    if told.low is None or told.high is None:
        return str(NO_RANGE[told.reason or "undefined"])
    words = {
        "low": display(told.low),
        "high": display(told.high),
        "share": f"{float(told.share):.0%}",
        "day": told.by,
    }
    if told.by is None:
        return _("Likely %(low)s to %(high)s (%(share)s)") % words
    return _("Likely %(low)s to %(high)s by %(day)s (%(share)s)") % words


def _period(options: Namespace, actor: Actor) -> Period:
    from saphan.core.period import Period

    if options.period:
        return named_period(options.period, actor)
    if options.start is None or options.end is None:
        raise RuleBroken("kpi.no_period", field="from")
    return Period(options.start, options.end)


def named_period(name: str, actor: Actor) -> Period:
    """The period of that name, in the workspace's calendar."""
    from saphan.core.period import parse_period
    from saphan.journal import now
    from saphan.workspace.days import today_in

    workspace = actor.workspace
    return parse_period(name, today=today_in(workspace, now()), fiscal_start=workspace.fiscal_start_month)


def instant_of(options: Namespace, name: str, actor: Actor) -> int | None:
    """A day is its last moment in the zone that the workspace had; an hour without zone is in that zone too."""
    from saphan.measures.facts.zones import zones_of

    text = getattr(options, name)
    return zones_of(actor.workspace).instant(text) if text else None


def filters_of(options: Namespace, actor: Actor) -> dict[str, int]:
    """Database ids behind codes or names. Unknown parts are left to the measure to refuse."""
    from django.db.models import Q

    from saphan.pipeline.queries import pipelines_for
    from saphan.workspace.queries import members_for, offerings_for, teams_for, territories_for

    sources: dict[str, Any] = {
        "owner": members_for, "team": teams_for, "territory": territories_for, "offering": offerings_for,
        "pipeline": pipelines_for,
    }  # fmt: skip
    found: dict[str, int] = {}
    for part, wanted in options.filter:
        if part not in sources:
            raise RuleBroken("kpi.unknown_filter", field=part, choices=sorted(sources))
        record = sources[part](actor).filter(Q(code=wanted) | Q(name=wanted)).first()
        if record is None:
            raise NotFound("filter.unknown", field=part, part=part, wanted=wanted)
        found[part] = record.pk
    return found


def _choice(value: str) -> str | int:
    return int(value) if value.isdecimal() else value


def _list() -> None:
    from saphan.measures.registry import METRICS

    if wants_json():
        print_json({"metrics": [_described(key) for key in METRICS]})
        return
    table(
        ["key", "version", "name", "formula"],
        [[key, one.version, one.name, one.formula] for key, one in METRICS.items()],
    )


def _described(key: str) -> dict[str, Any]:
    from saphan.measures.registry import METRICS

    one = METRICS[key]
    parameters = {
        name: {"default": wish.default, "choices": list(wish.choices)}
        for name, wish in one.definition.parameters.items()
    }
    return {
        "metric": key,
        "version": one.version,
        "name": str(one.name),
        "formula": str(one.formula),
        "params": parameters,
    }


def _show(result: Result) -> None:
    from saphan.cli.figures import lines_of

    answer = result.as_json()
    for line in lines_of(result):
        print(line)
    if answer["groups"]:
        rows = [[one["key"], one["label"], *_figure(one)] for one in answer["groups"]]
        table(["key", "name", "value", "n"], rows)
    if answer["rows"]:
        heads = ["id", "day", "name", "outcome", "num", "den", "reason"]
        table(heads, [[one[head] for head in heads] for one in answer["rows"]])


def _figure(part: dict[str, Any]) -> tuple[str, Any]:
    return (part["value"]["display"] if part["value"] else f"– {part['reason']}", part["n"])
