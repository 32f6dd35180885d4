"""Invitations and answers come in, and go out as they came."""

from __future__ import annotations

from saphan.clients.actions import create_account
from saphan.exchange.engine import apply
from saphan.exchange.export import export_rows
from saphan.extend.actions import create_survey
from saphan.extend.models import SurveyAnswer, SurveyInvitation
from tests.exchange.test_import import bring
from tests.story import Story

ASKED = "Survey,Client,Sent,External ID\nPulse,Siam Tea,2026-02-01,I1\nPulse,Nobody Ltd,2026-02-01,I2\n"
SAID = """Survey,Client,Score,Date,Comment,Invitation,External ID
Pulse,Siam Tea,4,2026-02-03,"Good work, late draft",I1,A1
Pulse,Siam Tea,9,2026-02-03,,,A2
Pulse,Siam Tea,5,2026-02-04,,I9,A3
"""


def ready(story: Story) -> None:
    create_survey(actor=story.dao, name="Pulse")
    create_account(actor=story.dao, name="Siam Tea")


def test_answers_find_their_invitation_and_bad_rows_say_why(story: Story) -> None:
    ready(story)
    invited = apply(bring(story, ASKED, "survey_invitations"), story.dao)
    assert (invited.created, invited.bad_rows.get().problem) == (1, "relation.unknown")
    done = apply(bring(story, SAID, "survey_answers"), story.dao)
    assert [row.problem for row in done.bad_rows.order_by("number")] == [
        "survey.score_off_scale",
        "relation.unknown",
    ]
    answer = SurveyAnswer.objects.get()
    assert (answer.score, answer.words, answer.invitation) == (
        4, "Good work, late draft", SurveyInvitation.objects.get(),
    )  # fmt: skip


def test_what_went_out_comes_back_without_a_change(story: Story) -> None:
    ready(story)
    apply(bring(story, ASKED, "survey_invitations"), story.dao)
    apply(bring(story, SAID, "survey_answers"), story.dao)
    for kind in ("survey_invitations", "survey_answers"):
        table = b"".join(export_rows(story.dao, kind, {}, [], "csv"))
        again = apply(bring(story, table, kind), story.dao)
        assert (again.created, again.updated, again.unchanged, again.bad) == (0, 0, 1, 0)
