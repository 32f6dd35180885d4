"""`saphan pipeline`: what was open in which stage at any instant, as it stood or as we now know."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from saphan.cli.acting import actor_of
from saphan.cli.answering import print_json, table, wants_json
from saphan.cli.commands import Commands, command, in_workspace, name_and_value
from saphan.cli.opening import open_house

if TYPE_CHECKING:
    from saphan.measures.past.pipeline import Pipeline


def add(commands: Commands) -> None:
    added = command(commands, "pipeline", run, "Tell what stood in which stage at any instant.")
    in_workspace(added)
    added.add_argument(
        "--as-of", default="", metavar="INSTANT", help="state of the business then; a day is its end"
    )
    knowledge = added.add_mutually_exclusive_group()
    knowledge.add_argument("--known-at", default="", metavar="INSTANT", help="with what was known then")
    knowledge.add_argument("--stood", action="store_true", help="as it stood: with what was known at --as-of")
    added.add_argument(
        "--status", default="open", metavar="STATUS", help="open, won, lost or all, as of then"
    )
    added.add_argument(
        "--filter", action="append", default=[], type=name_and_value, metavar="PART=CODE",
        help="only this owner, team, territory or pipeline, by code or name",
    )  # fmt: skip
    added.add_argument("--currency", metavar="CODE", help="by default the reporting currency")
    added.add_argument(
        "--deals", type=int, default=20, metavar="N", help="how many deals to list, largest first"
    )


def run(options: Namespace) -> None:
    open_house()
    from django.utils.translation import get_language

    from saphan.cli.kpi import filters_of, instant_of
    from saphan.measures.past.pipeline import pipeline

    actor = actor_of(options)
    as_of = instant_of(options, "as_of", actor)
    told = pipeline(
        actor, as_of=as_of, known_at=as_of if options.stood else instant_of(options, "known_at", actor),
        status=options.status, filters=filters_of(options, actor), currency=options.currency,
        deals=max(0, options.deals), language=get_language() or "en",
    )  # fmt: skip
    if wants_json():
        print_json(told.as_json())
    else:
        _show(told)


def _show(told: Pipeline) -> None:
    from django.utils.translation import gettext as _

    from saphan.core.format import full_money

    currency = told.reading.currency
    table(
        ["id", "stage", "deals", "minor", "weighted"],
        [[stage.code, stage.name, stage.deals, stage.minor, stage.weighted] for stage in told.stages]
        + [["", "", told.count, told.minor, told.weighted]],
    )
    table(
        ["id", "name", "client", "owner", "minor", "expected_close"],
        [[d.code, d.name, d.client, d.owner, d.worth, d.expected_close_on] for d in told.deals],
    )
    restated = told.restated
    if restated is None or not restated.is_any:
        return
    print(
        _("As it stood: %(stood)s; as we now know: %(known)s")
        % {
            "stood": full_money(restated.stood_minor, currency),
            "known": full_money(restated.known_minor, currency),
        }
    )
    rows = [line.as_json() for line in restated.lines]
    heads = ["deal", "name", "attribute", "before", "after", "by_name", "recorded_at"]
    table(heads, [[row[head] for head in heads] for row in rows])
