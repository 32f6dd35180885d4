"""A timeline as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from saphan.clients.models import Interaction, NextStep
from saphan.clients.terms import Direction
from saphan.clients.timeline import CHANGE, INTERACTION, Moment, Timeline
from saphan.journal.models import BORN, Entry
from saphan.journal.queries import effects_of
from saphan.web.history.values import ChangedValue, Names, ValueWriter
from saphan.web.reader import Reader
from saphan.workspace.models import Record
from saphan.workspace.terms import Role

CHANNEL_ICONS = {"call": "phone", "meeting": "users", "mail": "mail", "visit": "map-pin", "note": "pencil"}


@dataclass(frozen=True)
class Shown:
    """One line of a timeline. `bank` colours its dot: client, team or both; `day` heads the first of a day.

    `noted` is the day on which it was entered, where that is not the day on which it took effect.
    """

    kind: str
    bank: str
    icon: str
    title: str
    when: str
    words: str = ""
    who: str = ""
    reason: str = ""
    code: str = ""
    lang: str = ""
    change_id: int | None = None
    values: list[ChangedValue] = field(default_factory=list)
    day: str = ""
    noted: str = ""


def shown(timeline: Timeline, reader: Reader, names: Names | None = None) -> list[Shown]:
    """Every moment of a timeline, written for the reader. `names` are those that the page knows already."""
    entries = (entry for moment in timeline.moments for entry in moment.entries)
    writer = ValueWriter(entries, reader, names or {})
    return _by_day(timeline.moments, [_one(moment, writer, reader) for moment in timeline.moments], reader)


def _by_day(moments: Iterable[Moment], lines: Iterable[Shown], reader: Reader) -> list[Shown]:
    """The lines in their order, the first of each day with that day above it."""
    headed, latest = [], ""
    for moment, line in zip(moments, lines, strict=True):
        day = reader.day_in_words(moment.at)
        headed.append(line if day == latest else replace(line, day=day))
        latest = day
    return headed


def _one(moment: Moment, writer: ValueWriter, reader: Reader) -> Shown:
    if moment.kind == INTERACTION:
        return _interaction(moment.what, reader)
    if moment.kind == CHANGE:
        return _change(moment, writer, reader)
    return _step(moment.what, reader)


def _interaction(said: Interaction, reader: Reader) -> Shown:
    people = [str(part.person or part.member) for part in said.participants.all()]
    bank = {Direction.FROM_CLIENT: "client", Direction.TO_CLIENT: "team", Direction.INTERNAL: "team"}
    return Shown(
        kind=INTERACTION,
        bank=bank.get(Direction(said.direction), "both"),
        icon=CHANNEL_ICONS.get(said.channel, "message-square"),
        title=said.subject or str(said.get_channel_display()),
        when=reader.clock(said.happened_at),
        words=said.words,
        who=", ".join(people),
        code=said.code,
        lang=said.language,
    )


def _step(step: NextStep, reader: Reader) -> Shown:
    words = {
        "done": _("Done: %(step)s"),
        "dropped": _("Dropped: %(step)s"),
        "open": _("Planned: %(step)s"),
    }[step.state] % {"step": step.what}
    due = _("due %(day)s") % {"day": reader.day(step.due_on)} if step.due_on and step.state == "open" else ""
    when = reader.clock(step.done_at or step.created_at)
    return Shown(
        "next_step", "team", "check", words, when, words=due, who=str(step.owner or ""), code=step.code
    )


def _change(moment: Moment, writer: ValueWriter, reader: Reader) -> Shown:
    change: Any = moment.what
    values = writer.changed(moment.entries)
    born = any(entry.attribute == BORN for entry in moment.entries)
    who = [str(change.actor), str(change.get_door_display())]
    if change.acting:
        who.append(_("as %(role)s") % {"role": Role(change.acting).label})
    title = _("Entered") if born else ", ".join(value.label for value in values) or _("Changed")
    return Shown(
        kind=CHANGE,
        bank="team",
        icon="history",
        title=title,
        when=reader.clock(moment.at),
        who=" · ".join(who),
        reason=change.reason,
        change_id=change.pk,
        values=values,
        noted=_noted(moment, change.recorded_at, reader),
    )


def _noted(moment: Moment, recorded_at: int, reader: Reader) -> str:
    day = reader.at(recorded_at).date()
    return "" if day == reader.at(moment.at).date() else _("entered on %(day)s") % {"day": reader.day(day)}


def changes_shown(record: Record, reader: Reader, limit: int = 200) -> list[Shown]:
    """The changes of one record on the days on which they took effect, each action as one line, the latest first."""
    by_change: dict[tuple[int, int], list[Entry]] = {}
    for entry in effects_of(record)[:limit]:
        by_change.setdefault((entry.effective_at, entry.change_id), []).append(entry)
    writer = ValueWriter((entry for own in by_change.values() for entry in own), reader)
    moments = [Moment((at, 0, pk), CHANGE, own[0].change, own) for (at, pk), own in by_change.items()]
    return _by_day(moments, [_change(moment, writer, reader) for moment in moments], reader)
