"""What was said, what comes next, and the papers that belong to it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage

from saphan.clients.actions import (
    Step,
    Upload,
    add_next_step,
    attach_file,
    complete_next_step,
    drop_next_step,
    edit_interaction,
    log_interaction,
    remove_interaction,
    reschedule_next_step,
    update_next_step,
)
from saphan.clients.filetypes import content_type
from saphan.clients.models import Account, Attachment, Interaction, NextStep, Person
from saphan.clients.queries import attachments_for, interactions_for, next_steps_for, open_steps_for
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.journal.undo import undo
from tests.clients.cast import journal_length, last_change, person_at, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(story: Story) -> Account:
    with on("2026-01-05"):
        return siam_tea(story.ploy)


@pytest.fixture
def somchai(story: Story, tea: Account) -> Person:
    return person_at(tea, story.ploy)


def touched(record: Account | Person) -> int | None:
    record.refresh_from_db()
    return record.last_touch_at


def test_a_call_touches_the_client_and_the_person(story: Story, tea: Account, somchai: Person) -> None:
    log_interaction(tea, actor=story.tum, channel="call", people=[somchai.pk], happened_at=micros(2026, 6, 1))
    log_interaction(tea, actor=story.ploy, channel="mail", happened_at=micros(2026, 5, 1))
    assert (touched(tea), touched(somchai)) == (micros(2026, 6, 1), micros(2026, 6, 1))


def test_an_earlier_day_takes_the_touch_back_and_so_does_removal(
    story: Story, tea: Account, somchai: Person
) -> None:
    call = log_interaction(tea, actor=story.ploy, people=[somchai.pk], happened_at=micros(2026, 6, 1))
    edit_interaction(call, actor=story.ploy, changes={"happened_at": micros(2026, 5, 20)})
    assert touched(tea) == micros(2026, 5, 20)
    edit_interaction(call, actor=story.ploy, changes={}, people=[])
    assert (touched(tea), touched(somchai)) == (micros(2026, 5, 20), None)
    remove_interaction(call, actor=story.ploy)
    assert touched(tea) is None


def test_private_words_are_for_participants_and_leave_no_trace(story: Story, tea: Account) -> None:
    private = log_interaction(
        tea, actor=story.ploy, words="between us", is_private=True, members=[story.lin.member.pk]
    )
    readers = {name for name, actor in story.cast.items() if private in interactions_for(actor)}
    assert (readers, touched(tea)) == ({"ploy", "lin"}, None)


def test_a_private_interaction_is_edited_by_its_participants_only(story: Story, tea: Account) -> None:
    private = log_interaction(tea, actor=story.ploy, words="between us", is_private=True)
    before = journal_length()
    with pytest.raises(NotAllowed):
        edit_interaction(private, actor=story.olan, changes={"is_private": False})
    assert journal_length() == before


def test_the_same_message_is_logged_once(story: Story, tea: Account) -> None:
    first = log_interaction(tea, actor=story.ploy, words="hello", source_id="line:1")
    again = log_interaction(tea, actor=story.ploy, words="hello", source_id="line:1")
    assert (again, Interaction.objects.count()) == (first, 1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"happened_at": micros(2026, 6, 17)}, "interaction.in_future"),
        ({"channel": "pigeon"}, "interaction.bad_value"),
        ({"words": "x" * 50_001}, "interaction.too_long"),
        ({"people": [999_999]}, "interaction.unknown_reference"),
        ({"members": [999_999]}, "interaction.unknown_reference"),
        ({"account_id": 1}, "interaction.unknown_field"),
    ],
)
def test_what_cannot_have_been_is_not_logged(story: Story, tea: Account, values: dict, code: str) -> None:
    with on("2026-06-16"), pytest.raises(RuleBroken) as refusal:
        log_interaction(tea, actor=story.ploy, **values)
    assert (refusal.value.code, Interaction.objects.count()) == (code, 0)


def test_a_stranger_logs_nothing(story: Story, other_story: Story, tea: Account) -> None:
    before = journal_length()
    with pytest.raises(NotFound):
        log_interaction(tea, actor=other_story.krit, words="hello")
    with pytest.raises(NotAllowed):
        log_interaction(tea, actor=story.wei, words="hello")
    assert (journal_length(), Interaction.objects.count()) == (before, 0)


def test_completing_a_step_plans_the_next_one_in_the_same_change(story: Story, tea: Account) -> None:
    with on("2026-06-16"):
        step = add_next_step(
            tea, actor=story.ploy, what="Call Somchai", kind="call", due_on=date(2026, 6, 16)
        )
        done = complete_next_step(
            step,
            actor=story.ploy,
            outcome="He wants samples",
            following=Step("Send samples", date(2026, 6, 19)),
        )
    following = open_steps_for(story.ploy).get()
    assert (done.state, done.outcome, done.done_at) == ("done", "He wants samples", micros(2026, 6, 16, 5))
    assert (following.what, following.due_on, following.owner, following.account) == (
        "Send samples", date(2026, 6, 19), story.ploy.member, tea,
    )  # fmt: skip
    undo(last_change(), actor=story.ploy)
    assert open_steps_for(story.ploy).get() == step


def test_a_step_is_done_or_dropped_once(story: Story, tea: Account) -> None:
    step = add_next_step(tea, actor=story.ploy, what="Call Somchai")
    drop_next_step(step, actor=story.ploy, reason="He called")
    for act in (complete_next_step, drop_next_step):
        with pytest.raises(RuleBroken, match=r"next_step\.not_open"):
            act(step, actor=story.ploy)
    with pytest.raises(RuleBroken, match=r"next_step\.not_open"):
        reschedule_next_step(step, actor=story.ploy, due_on=date(2026, 7, 1))
    assert NextStep.objects.get().outcome == "He called"


def test_an_agreed_hour_decides_the_day_in_the_zone_of_the_workspace(story: Story, tea: Account) -> None:
    step = add_next_step(tea, actor=story.ploy, what="Meet", due_at=micros(2026, 6, 16, 18))
    assert step.due_on == date(2026, 6, 17)  # 01:00 in Bangkok
    moved = update_next_step(step, actor=story.ploy, changes={"due_on": date(2026, 6, 20)})
    assert (moved.due_on, moved.due_at) == (date(2026, 6, 20), None)


def test_whoever_has_a_step_may_complete_it_and_others_of_another_team_may_not(
    story: Story, tea: Account
) -> None:
    step = add_next_step(tea, actor=story.dao, what="Check the contract", owner=story.wei.member)
    assert step in next_steps_for(story.wei)
    other = add_next_step(tea, actor=story.dao, what="Call")
    with pytest.raises(NotAllowed):
        complete_next_step(other, actor=story.wei)
    assert complete_next_step(step, actor=story.wei).state == "done"


def test_a_file_is_kept_under_a_name_of_our_own(story: Story, tea: Account) -> None:
    kept = attach_file(tea, actor=story.ploy, upload=Upload("../../etc/บรีฟ\u202e.pdf", b"%PDF-1.7 words"))
    assert (kept.file_name, kept.content_type, kept.size) == ("บรีฟ.pdf", "application/pdf", 14)
    assert "บรีฟ" not in kept.stored_as
    assert default_storage.open(kept.stored_as).read() == b"%PDF-1.7 words"
    assert (list(attachments_for(story.lin)), list(attachments_for(story.wei))) == ([kept], [])


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\x00 a program",
        b"<svg onload=alert(1)>",
        b"  <!doctype html><script>",
        b"\x7fELF",
        b"PK\x03\x04 not a zip",
        zipped("malware.exe"),
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    ],
)
def test_what_could_run_is_refused_whatever_its_name(story: Story, tea: Account, data: bytes) -> None:
    with pytest.raises(RuleBroken, match=r"attachment\.type_not_allowed"):
        attach_file(tea, actor=story.ploy, upload=Upload("harmless.pdf", data))
    assert Attachment.objects.count() == 0


def test_documents_pictures_and_plain_text_are_known_by_content() -> None:
    assert content_type(zipped("[Content_Types].xml", "xl/workbook.xml")).endswith("spreadsheetml.sheet")
    assert content_type(b"\x89PNG\r\n\x1a\n....") == "image/png"
    assert content_type("ใบเสนอราคา 报价".encode()) == "text/plain"


def test_empty_and_huge_files_are_refused(story: Story, tea: Account) -> None:
    with pytest.raises(RuleBroken, match=r"attachment\.empty"):
        attach_file(tea, actor=story.ploy, upload=Upload("a.txt", b""))
    with pytest.raises(RuleBroken, match=r"attachment\.too_large"):
        attach_file(tea, actor=story.ploy, upload=Upload("a.txt", b"x" * (20 * 1024 * 1024 + 1)))


def test_repeating_an_upload_with_its_key_keeps_one_file(story: Story, tea: Account) -> None:
    first, again = (
        attach_file(tea, actor=story.ploy, upload=Upload("a.txt", b"words"), idempotency_key="k1")
        for _ in range(2)
    )
    assert (first.pk, Attachment.objects.count()) == (again.pk, 1)
