"""Scheduled reports over a real SMTP conversation: once, to whoever may see them, and no more after leaving."""

from __future__ import annotations

import io
import socketserver
import threading
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.conf import LazySettings
from openpyxl import load_workbook

from saphan.administration.tasks import deliver_due
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import from_micros
from saphan.journal import now
from saphan.journal.models import OutboxMessage
from saphan.measures.facts import forget_all
from saphan.measures.models import Report, ReportSchedule
from saphan.measures.reports.figures import Asked, draft_report
from saphan.measures.reports.schedules import (
    create_schedule,
    leave_schedule,
    remove_schedule,
    schedules_for,
    send_due,
    send_schedule,
)
from saphan.measures.reports.terms import Subject
from saphan.workspace.actor import Actor
from saphan.workspace.terms import Door
from tests.measures.deals import opened, won
from tests.story import Story, on

pytestmark = pytest.mark.django_db


class Letterbox(socketserver.ThreadingTCPServer):
    """An SMTP server on loopback that keeps what it is given."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        super().__init__(("127.0.0.1", 0), _Conversation)


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 letterbox")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self._say("354 go on")
                self._keep()
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)  # type: ignore[attr-defined]
        self._say("250 kept")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def letterbox(settings: LazySettings) -> Iterator[Letterbox]:
    forget_all()
    with Letterbox() as box:
        threading.Thread(target=box.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = box.server_address
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = False
        yield box
        box.shutdown()
    forget_all()


def monthly(story: Story, *to: Actor, by: Actor | None = None) -> ReportSchedule:
    """The last month, on the first of each month at 8 in Bangkok."""
    with on("2026-05-20"):
        return create_schedule(
            actor=by or story.ploy, name="Month", recipients=[actor.member.pk for actor in to], day=1, hour=8
        )


def work(day: str) -> int:
    """What the worker does in that day's noon."""
    with on(day):
        sent = send_due(now())
        deliver_due(now())
    return sent


def test_it_is_frozen_and_sent_once_to_everybody(story: Story, letterbox: Letterbox) -> None:
    won(story, opened(story, "2026-05-01", 100, name="Night market"), "2026-05-10")
    schedule = monthly(story, story.ploy, story.lin)
    assert work("2026-05-31") == 0
    assert work("2026-06-01") == 1
    assert work("2026-06-01") == 0
    assert sorted(letter["To"] for letter in letterbox.letters) == sorted(
        [story.lin.member.email, story.ploy.member.email]
    )
    letter = next(one for one in letterbox.letters if one["To"] == story.ploy.member.email)
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Total revenue: THB100.00" in text
    assert "1 May 2026 – 31 May 2026" in text
    assert f"/performance/schedules/{schedule.code}/leave/" in text
    (file,) = letter.iter_attachments()
    assert load_workbook(io.BytesIO(file.get_content())).sheetnames == ["About", "Figures", "Rows"]
    report = Report.objects.get()
    assert (report.owner, report.is_shared) == (story.ploy.member, True)
    schedule.refresh_from_db()
    assert from_micros(schedule.next_at).isoformat() == "2026-07-01T01:00:00+00:00"


def test_missed_times_are_made_good_once(story: Story, letterbox: Letterbox) -> None:
    monthly(story, story.ploy)
    assert work("2026-09-15") == 1
    assert work("2026-09-15") == 0
    assert len(letterbox.letters) == 1


def test_who_may_not_see_as_much_gets_nothing(story: Story, letterbox: Letterbox) -> None:
    monthly(story, story.ploy, story.wei, story.olan)
    work("2026-06-01")
    assert {letter["To"] for letter in letterbox.letters} == {
        story.ploy.member.email,
        story.olan.member.email,
    }
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_leaving_and_stopping(story: Story, letterbox: Letterbox) -> None:
    schedule = monthly(story, story.ploy, story.lin)
    with on("2026-05-21"):
        with pytest.raises(NotAllowed):
            leave_schedule(schedule, actor=story.wei)
        leave_schedule(schedule, actor=story.lin)
    work("2026-06-01")
    assert [letter["To"] for letter in letterbox.letters] == [story.ploy.member.email]
    with on("2026-06-02"):
        with pytest.raises(NotAllowed):
            remove_schedule(schedule, actor=story.lin)
        remove_schedule(schedule, actor=story.ploy)
    assert work("2026-07-01") == 0
    assert list(schedules_for(story.ploy)) == []


def test_the_second_of_two_workers_does_nothing(story: Story) -> None:
    schedule = monthly(story, story.ploy)
    due, owner = schedule.next_at, Actor(story.ploy.member, Door.SYSTEM)
    with on("2026-06-01"):
        draft = draft_report(owner, Asked(Subject.WALL, date(2026, 5, 1), date(2026, 6, 1)))
        send_schedule(schedule, actor=owner, draft=draft, due=due)
        with pytest.raises(RuleBroken, match="schedule.sent"):
            send_schedule(schedule, actor=owner, draft=draft, due=due)
    assert (Report.objects.count(), OutboxMessage.objects.filter(topic="mail.report").count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"period": "for ever"}, "schedule.period"), ({"every": "week", "day": 8}, "schedule.time"),
        ({"hour": 24}, "schedule.time"), ({"recipients": []}, "schedule.recipients"), ({"name": " "}, "report.name_missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_scheduled(story: Story, wrong: dict[str, object], code: str) -> None:
    asked = {"name": "Month", "recipients": [story.ploy.member.pk]} | wrong
    with pytest.raises(RuleBroken, match=code):
        create_schedule(actor=story.ploy, **asked)  # type: ignore[arg-type]
    assert not ReportSchedule.objects.exists()
