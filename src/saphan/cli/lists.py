"""`saphan list KIND`: rows of a list, narrowed and sorted like on the page."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from typing import Any

from saphan.cli.acting import actor_of
from saphan.cli.answering import language, print_json, table, wants_json
from saphan.cli.commands import Commands, command, in_workspace, name_and_value
from saphan.cli.opening import open_house

KINDS = (
    "accounts, people, interactions, next_steps, opportunities, leads, quotes, price_lists, contracts, duties, orders, invoices, receipts, costs, campaigns, whitespace_cells, targets, surveys, survey_invitations, survey_answers, members, teams, territories, "
    "offerings, pipelines, stages or lost_reasons"
)


def add(commands: Commands) -> None:
    added = command(commands, "list", run, "Show the rows of a list.")
    added.add_argument("kind", metavar="KIND", help=KINDS)
    in_workspace(added)
    added.add_argument(
        "--filter", action="append", default=[], type=name_and_value, metavar="NAME=VALUE",
        help="as in the address of the page: status=open, amount__gte=100000; several of one name mean any",
    )  # fmt: skip
    added.add_argument("--sort", default="", metavar="NAME", help="with a leading - the other way round")
    added.add_argument(
        "--limit", type=int, default=50, metavar="N", help="rows at most, by default 50, 200 at once"
    )
    added.add_argument("--after", default="", metavar="CURSOR", help="the “next” of the page before")


def run(options: Namespace) -> None:
    open_house()
    from saphan.cli.shelves import shelf, value_at
    from saphan.workspace.listing import Ask

    actor, wanted = actor_of(options), shelf(options.kind)
    filters: dict[str, list[str]] = defaultdict(list)
    for name, value in options.filter:
        filters[name].append(value)
    ask = Ask(filters, options.sort, options.after, options.limit, language())
    source = wanted.rows(actor).select_related(*wanted.related())
    page = wanted.listing.page(source, actor, ask)
    rows = [{path: value_at(row, path) for path in wanted.columns} for row in page.rows]
    if wants_json():
        count = wanted.listing.count(wanted.rows(actor), actor, ask)
        print_json(
            {"rows": rows, "next": page.next, "count": {"number": count.number, "is_more": count.is_more}}
        )
    else:
        _show(wanted.columns, rows)


def _show(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    table(columns, ([row[path] for path in columns] for row in rows))
