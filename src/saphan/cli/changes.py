"""`saphan changes`: what happened to the open pipeline between two days, as bars that add up and the deals in them."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from saphan.cli.acting import actor_of
from saphan.cli.answering import print_json, table, wants_json
from saphan.cli.commands import Commands, command, in_workspace, name_and_value
from saphan.cli.opening import open_house

if TYPE_CHECKING:
    from saphan.measures.changes import Changes


def add(commands: Commands) -> None:
    added = command(commands, "changes", run, "Tell what changed in the pipeline between two days.")
    in_workspace(added)
    added.add_argument("--from", dest="start", type=date.fromisoformat, required=True, metavar="DAY")
    added.add_argument(
        "--to",
        dest="end",
        type=date.fromisoformat,
        required=True,
        metavar="DAY",
        help="first day that no longer counts",
    )
    added.add_argument(
        "--mode", default="path", metavar="MODE", help="path (every change) or endpoint (both ends)"
    )
    reading = added.add_mutually_exclusive_group()
    reading.add_argument("--stood", action="store_true", help="as people saw it on each day")
    reading.add_argument("--known", action="store_true", help="as we now know (the default)")
    added.add_argument("--known-at", default="", metavar="INSTANT", help="with what was known then")
    added.add_argument(
        "--window", default="", metavar="NAME", help="only deals expected in this period: 2026-Q2"
    )
    added.add_argument(
        "--unit", default="amount", metavar="UNIT", help="amount, weighted (by stage) or count"
    )
    added.add_argument(
        "--filter", action="append", default=[], type=name_and_value, metavar="PART=CODE",
        help="only this owner, team, territory or pipeline, by code or name",
    )  # fmt: skip
    added.add_argument("--currency", metavar="CODE", help="by default the reporting currency")
    added.add_argument("--label", default="", metavar="LABEL", help="list only the deals of this bar")
    added.add_argument(
        "--moves", type=int, default=20, metavar="N", help="how many deals to list, largest first"
    )


def run(options: Namespace) -> None:
    open_house()
    from saphan.cli.kpi import filters_of, instant_of, named_period
    from saphan.measures.changes import changes

    actor = actor_of(options)
    told = changes(
        actor, options.start, options.end, mode=options.mode, reading="stood" if options.stood else "known",
        known_at=instant_of(options, "known_at", actor), unit=options.unit, filters=filters_of(options, actor),
        window=named_period(options.window, actor) if options.window else None, currency=options.currency,
        label=options.label, moves=max(0, options.moves),
    )  # fmt: skip
    if wants_json():
        print_json(told.as_json())
    else:
        _show(told)


def _show(told: Changes) -> None:
    from saphan.measures.words import CHANGES

    rows = [["opening", CHANGES["opening"], told.opening.minor, told.opening.deals]]
    rows += [
        [label.value, CHANGES[label.value], total.minor, total.deals] for label, total in told.bars.items()
    ]
    rows.append(["closing", CHANGES["closing"], told.closing.minor, told.closing.deals])
    if told.fx:
        rows.append(["fx", CHANGES["fx"], told.fx, ""])
    if told.won_elsewhere.deals:
        rows.append(
            ["won_outside", CHANGES["won_outside"], told.won_elsewhere.minor, told.won_elsewhere.deals]
        )
    table(["key", "name", "minor", "deals"], rows)
    moves = [move.as_json() for move in told.moves]
    if moves:
        table(
            ["id", "name", "label", "delta", "at"],
            [[m["id"], m["name"], m["label"], m["delta"], m["at"][:10]] for m in moves],
        )
