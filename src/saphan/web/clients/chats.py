"""A pasted chat as one talk to confirm: who spoke, when, and on which channel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from saphan.clients.models import Account, Person
from saphan.clients.queries import people_of
from saphan.clients.terms import Channel
from saphan.core import format as written
from saphan.core.chats import Chat, Message
from saphan.core.period import to_micros
from saphan.core.text import fold
from saphan.journal import now
from saphan.web.clients.contact_forms import NewTalkForm
from saphan.web.clients.editing import EDIT, Edit
from saphan.web.clients.finding import client_page
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.workspace.queries import active_members_for

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """One message as the proposal shows it; `side` is client, team or empty where the speaker is not known."""

    speaker: str
    words: str
    when: str
    side: str


def propose(request: MemberRequest, account: Account, chat: Chat) -> HttpResponse:
    """The talk that the chat would make, in a form; nothing is written before somebody confirms it."""
    reader = reader_of(request)
    people = list(people_of(request.actor, account).order_by("name"))
    theirs = {speaker: person for speaker in chat.speakers if (person := _spoken_by(speaker, people))}
    members = {fold(member.name): member.pk for member in active_members_for(request.actor)}
    ours = {speaker: members[fold(speaker)] for speaker in chat.speakers if fold(speaker) in members}
    words = "\n".join(_told(message, reader) for message in chat.messages)
    initial: dict[str, Any] = {
        "channel": Channel(chat.source.value),
        "direction": "both" if ours else "from_client",
        "happened_at": _instant(chat, reader),
        "words": words,
        "people": [str(person.pk) for person in theirs.values()],
        "members": [str(pk) for pk in ours.values() if pk != request.member.pk],
        "source_id": source_of(account, chat),
    }
    form = NewTalkForm(request=request, reader=reader, people=people, initial=initial)
    page = client_page(request, account)
    title = _("One talk with %(name)s?") % {"name": account.name}
    what = Edit(title=title, form=NewTalkForm, act=bool, to=page, back=page, said="", button=_("Log as one talk"),
                above="clients/chat.html")  # fmt: skip
    lines = [_line(message, theirs, ours, reader) for message in chat.messages]
    context = {
        "edit": what,
        "form": form,
        "lines": lines[:SHOWN],
        "more": max(len(lines) - SHOWN, 0),
        "count": len(lines),
        "unknown": [speaker for speaker in chat.speakers if speaker not in theirs and speaker not in ours],
        "sent_to": reverse("clients:log", args=[request.workspace.code, account.code]),
    }
    if not request.htmx:
        return render(request, EDIT, context)
    return reswap(retarget(render(request, f"{EDIT}#dialog", context), "#dialog"), "innerHTML")


def source_of(account: Account, chat: Chat) -> str:
    """The same chat pasted twice at a client has the same name, so it is written down once."""
    spoken = [(message.speaker, message.words, str(message.at)) for message in chat.messages]
    return f"chat:{hashlib.sha256(repr((account.pk, spoken)).encode()).hexdigest()[:40]}"


def _spoken_by(speaker: str, people: Iterable[Person]) -> Person | None:
    """The person who goes by that name in any script, if it is one alone."""
    wanted = fold(speaker)
    found = [person for person in people if wanted in {fold(name) for name in person.all_names()}]
    return found[0] if len(found) == 1 else None


def _line(message: Message, theirs: dict[str, Person], ours: dict[str, int], reader: Reader) -> Line:
    side = "client" if message.speaker in theirs else "team" if message.speaker in ours else ""
    return Line(message.speaker, message.words, _when(message, reader), side)


def _told(message: Message, reader: Reader) -> str:
    when = _when(message, reader)
    return f"{when} {message.speaker}: {message.words}" if when else f"{message.speaker}: {message.words}"


def _when(message: Message, reader: Reader) -> str:
    if message.at is None:
        return ""
    return f"{reader.day(message.at.date())} {written.time_of_day(message.at, reader.language)}"


def _instant(chat: Chat, reader: Reader) -> int | None:
    """The last message on the reader's clock; now where the phone's clock ran ahead."""
    last = chat.last_at
    return None if last is None else min(to_micros(last.replace(tzinfo=reader.zone)), now())
