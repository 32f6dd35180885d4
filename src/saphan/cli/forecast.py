"""`saphan forecast` and `saphan backtest`: what will be won, and whether we would have been right."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from saphan.cli.acting import actor_of
from saphan.cli.answering import print_json, table, wants_json
from saphan.cli.commands import Commands, command, in_workspace, name_and_value
from saphan.cli.opening import open_house

if TYPE_CHECKING:
    from saphan.measures.forecast.result import BacktestResult, ForecastResult

DEALS_SHOWN = 10


def add(commands: Commands) -> None:
    ahead = command(
        commands, "forecast", run, "Say what will be won in a period, with its range and reasons."
    )
    _scope(ahead)
    ahead.add_argument("--target", type=int, metavar="MINOR", help="an amount in minor units to reach")
    back = command(commands, "backtest", run_backtest, "Score past forecasts against simple views.")
    _scope(back)
    back.add_argument("--mondays", action="store_true", help="stand on every Monday too")


def _scope(added: ArgumentParser) -> None:
    in_workspace(added)
    added.add_argument(
        "--period", default="this_quarter", metavar="NAME", help="such as 2026-Q2 or this_quarter"
    )
    added.add_argument(
        "--as-of", default="", metavar="INSTANT", help="state of the business then; a day is its end"
    )
    added.add_argument("--known-at", default="", metavar="INSTANT", help="with what was known then")
    added.add_argument(
        "--filter", action="append", default=[], type=name_and_value, metavar="PART=CODE",
        help="only this owner, team or pipeline, by code or name",
    )  # fmt: skip
    added.add_argument("--currency", metavar="CODE", help="by default the reporting currency")


def run(options: Namespace) -> None:
    open_house()
    from saphan.measures.forecast.compute import forecast

    found = forecast(**_question(options), target=options.target)
    if wants_json():
        print_json(found.as_json())
        return
    for line in _told(found):
        print(line)
    _tables(found)


def run_backtest(options: Namespace) -> None:
    open_house()
    from saphan.measures.forecast.compute import backtest

    found = backtest(**_question(options), mondays=options.mondays)
    if wants_json():
        print_json(found.as_json())
    else:
        _show(found)


def _question(options: Namespace) -> dict[str, Any]:
    from saphan.cli.kpi import filters_of, instant_of, named_period

    actor = actor_of(options)
    return {
        "actor": actor, "period": named_period(options.period, actor),
        "as_of": instant_of(options, "as_of", actor), "known_at": instant_of(options, "known_at", actor),
        "filters": filters_of(options, actor), "currency": options.currency,
    }  # fmt: skip


def _told(found: ForecastResult) -> Iterator[str]:
    from django.utils.translation import gettext as _

    from saphan.core.format import full_money
    from saphan.measures.forecast.words import VIEWS, notes_of

    def money(minor: int) -> str:
        return full_money(minor, found.question.currency)

    if found.headline is not None:
        yield f"{VIEWS[found.release.headline]}: {money(found.headline.p50)}"
        yield _("80%% range: %(low)s to %(high)s") % {
            "low": money(found.headline.p10), "high": money(found.headline.p90),
        }  # fmt: skip
    if found.target is not None and found.chance_of_target is not None:
        share = f"{found.chance_of_target:.0%}"
        yield _("%(amount)s is reached with %(share)s") % {"amount": money(found.target), "share": share}
    said = found.categories
    yield _("Closed: %(amount)s") % {"amount": money(said.closed)}
    yield _("Commit: %(amount)s") % {"amount": money(said.commit)}
    yield _("Best case: %(amount)s") % {"amount": money(said.best_case)}
    yield _("Weighted by stage: %(amount)s") % {"amount": money(said.weighted)}
    spread = found.model.spread if found.model else None
    yield from notes_of(list(found.notes), spread=spread, unnamed=found.unnamed)


def _tables(found: ForecastResult) -> None:
    from saphan.measures.forecast.words import sentence

    for reason, _deals in found.drivers:
        print(sentence(reason))
    heads = ["id", "name", "stage", "chance", "low", "high", "amount", "expected"]
    table(heads, [[one[head] for head in heads] for one in map(_row, found.deals[:DEALS_SHOWN])])


def _row(deal: Any) -> dict[str, Any]:
    row: dict[str, Any] = deal.as_json()
    return row | {name: f"{row[name]:.0%}" for name in ("chance", "low", "high")}


def _show(found: BacktestResult) -> None:
    from saphan.measures.forecast.words import VIEWS

    answer = found.as_json()
    heads = [
        "crps",
        "coverage_50",
        "coverage_80",
        "coverage_90",
        "width_80",
        "interval_score_80",
        "brier",
        "log_score",
    ]
    rows = [
        [part["days_to_go"], VIEWS[one["view"]], one["origins"], *(one[head] for head in heads)]
        for part in answer["by_days_to_go"]
        for one in part["scores"]
    ]
    table(["days to go", "view", "origins", *heads], rows)
    release = answer["release"]
    print(
        f"{VIEWS[release['headline']]}  {release['verdict']}  skill {release['skill']}  {release['skill_range']}"
    )
