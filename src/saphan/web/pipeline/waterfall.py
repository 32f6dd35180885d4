"""The waterfall of what changed: where its bars lie, and the deals in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saphan.core.changes import Label
from saphan.core.format import full_money, whole
from saphan.measures.changes import Changes, DealMove
from saphan.measures.stretch import Unit
from saphan.measures.words import CHANGES
from saphan.web.reader import Reader

WIDTH, NARROWEST = 828, 86  # of the chart, and of a bar's column at least
HEIGHT, FOOT, HEAD = 236, 44, 26  # of the bars, below and above them


def drawn(told: Changes, shown: Changes, label: str, reader: Reader) -> dict[str, Any]:
    bars = list(_bars(told, label, reader))
    return {
        "told": told,
        "bars": bars,
        "width": _column(told) * len(bars),
        "column": _column(told),
        "wide": _column(told) - 28,
        "height": HEAD + HEIGHT + FOOT,
        "ground": HEAD + HEIGHT,
        "headline": _headline(told, reader),
        "label": CHANGES.get(label, ""),
        "label_key": label,
        "label_deals": _deals(told.bars[Label(label)].deals) if label in told.bars else "",
        "label_total": _signed(told.bars[Label(label)].minor, told, reader) if label in told.bars else "",
        "moves": [_move(move, told, reader) for move in shown.moves],
        "elsewhere": _elsewhere(told, reader),
        "fx": _signed(told.fx, told, reader) if told.fx else "",
        "left_out": sum(told.left_out.values()),
    }


def _bars(told: Changes, label: str, reader: Reader) -> Iterator[dict[str, Any]]:
    """Each bar with its place: both ends from zero, a move from where the last one stopped."""
    level, tops = told.opening.minor, [told.opening.minor, told.closing.minor]
    for total in told.bars.values():
        level += total.minor
        tops.append(level)
    scale, column = HEIGHT / (max(tops) or 1), _column(told)
    level = 0
    parts = [
        ("opening", told.opening, True),
        *((key.value, total, False) for key, total in told.bars.items()),
    ]
    for place, (key, total, is_end) in enumerate([*parts, ("closing", told.closing, True)]):
        before, after = (0, total.minor) if is_end else (level, level + total.minor)
        level = after
        top = HEAD + HEIGHT - max(before, after) * scale
        yield {
            "key": key, "words": _words(key, told, reader), "is_end": is_end, "is_chosen": key == label,
            "total": _amount(total.minor, told, reader) if is_end else _signed(total.minor, told, reader),
            "deals": _deals(total.deals),
            "x": place * column + 14, "middle": place * column + column // 2, "column": place * column,
            "y": round(top, 1), "tall": round(max(abs(after - before) * scale, 1.5), 1), "above": round(top - 8, 1),
            "level": round(HEAD + HEIGHT - after * scale, 1), "next": (place + 1) * column + 14,
            "is_last": key == "closing",
        }  # fmt: skip


def _column(told: Changes) -> int:
    """Bars share the width, but none is narrower than its words."""
    return max(NARROWEST, WIDTH // (len(told.bars) + 2))


def _words(key: str, told: Changes, reader: Reader) -> str:
    """What a bar is; both ends by their day."""
    if key not in {"opening", "closing"}:
        return str(CHANGES[key])
    day = told.stretch.start if key == "opening" else told.stretch.last
    return _("Open %(day)s") % {"day": reader.day(day)}


def _headline(told: Changes, reader: Reader) -> str:
    days = (told.stretch.last - told.stretch.start).days + 1
    amount = _amount(abs(told.difference), told, reader)
    if told.difference == 0:
        return ngettext(
            "Open pipeline stayed the same in %(days)d day",
            "Open pipeline stayed the same in %(days)d days",
            days,
        ) % {"days": days}
    if told.difference > 0:
        return ngettext(
            "Open pipeline rose %(amount)s in %(days)d day",
            "Open pipeline rose %(amount)s in %(days)d days",
            days,
        ) % {"amount": amount, "days": days}
    return ngettext(
        "Open pipeline fell %(amount)s in %(days)d day",
        "Open pipeline fell %(amount)s in %(days)d days",
        days,
    ) % {"amount": amount, "days": days}


def _deals(count: int) -> str:
    return ngettext("%(count)d deal", "%(count)d deals", count) % {"count": count}


def _elsewhere(told: Changes, reader: Reader) -> str:
    total = told.won_elsewhere
    if not total.deals:
        return ""
    return ngettext(
        "%(count)d deal of %(amount)s was won without standing here before",
        "%(count)d deals of %(amount)s were won without standing here before",
        total.deals,
    ) % {"count": total.deals, "amount": _amount(total.minor, told, reader)}


def _move(move: DealMove, told: Changes, reader: Reader) -> dict[str, Any]:
    """A deal in a bar: what its amount or date was and is, and how many days it moved."""
    dates = move.day_before != move.day_after and move.day_before is not None
    days = (move.day_after - move.day_before).days if dates and move.day_after and move.day_before else 0
    return {
        "code": move.code, "name": move.name, "client": move.client, "client_id": move.client_id,
        "owner": move.owner_name, "owner_id": move.owner_id, "delta": _signed(move.delta, told, reader),
        "on": reader.day(reader.at(move.happened_at).date()), "corrected": move.corrected,
        "dates": (reader.day(move.day_before), reader.day(move.day_after)) if dates else None, "days": days,
        "amount": full_money(move.amount_after, move.currency) if move.amount_after is not None else "",
    }  # fmt: skip


def _amount(minor: int, told: Changes, reader: Reader) -> str:
    if told.stretch.unit is Unit.COUNT:
        return whole(minor)
    return reader.compact(minor)


def _signed(minor: int, told: Changes, reader: Reader) -> str:
    return f"{'+' if minor > 0 else ''}{_amount(minor, told, reader)}"


def largest(told: Changes) -> str:
    """The move that explains most."""
    found = max(told.bars.items(), key=lambda one: abs(one[1].minor), default=None)
    return found[0].value if found else ""
