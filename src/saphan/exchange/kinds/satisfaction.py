"""Invitations to say how satisfied one is, and the answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import Importer, ImportField, Outcome, Problem, Values
from saphan.exchange.kinds.names import Names
from saphan.exchange.terms import Existing
from saphan.extend.actions import check_answer
from saphan.extend.models import Survey, SurveyAnswer, SurveyInvitation
from saphan.journal import create_many, now, save_many
from saphan.workspace.days import past_day
from saphan.workspace.queries import known_elsewhere

SURVEY = ImportField(
    "survey",
    ("Survey", "Questionnaire", "问卷", "แบบสำรวจ"),
    Cells.RELATION,
    relation="survey",
    required=True,
)
CLIENT = ImportField(
    "account", titles.CLIENT, Cells.RELATION, relation="account",
    required=True,
)  # fmt: skip
CONTACT = ImportField("person", ("Contact", "联系人", "ผู้ติดต่อ"), Cells.RELATION, relation="person")
ID = ImportField("external_id", ("Id", "Record ID", "Response ID", "External ID", "编号", "รหัส"), longest=80)


@dataclass
class Plan:
    """Rows to create, and records that are here with what the file says of them."""

    fresh: list[Any] = field(default_factory=list)
    again: list[Any] = field(default_factory=list)


class _Noted(Importer):
    """What both kinds share: rows found again by their key, born on the day the row names."""

    MODEL: ClassVar[Any]
    DAY: ClassVar[str]
    UPDATED: ClassVar[tuple[str, ...]]

    def load(self) -> None:
        mine = Survey.objects.filter(workspace_id=self.actor.workspace_id, removed_at=None).order_by("pk")
        self.surveys = {survey.pk: survey for survey in mine}
        names = ((name, survey.pk) for survey in mine for name in (survey.code, survey.name))
        self.relations = {
            "survey": Names(names),
            "account": lookups.accounts(self.actor),
            "person": lookups.people(self.actor),
        }

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        keys = {values["external_id"] for _, values in rows if values.get("external_id")}
        known: dict[str, Any] = {
            record.external_id: record
            for record in known_elsewhere(self.MODEL, self.actor.workspace_id, keys)
        }
        plan = Plan()
        for row, values in rows:
            key = values.get("external_id") or ""
            if not self.first_time(key):
                outcome.problems.append(Problem(row, "row.repeated", "external_id", {"text": key}))
                continue
            try:
                record = self.filled(known.get(key) or self.MODEL(external_id=key), values)
            except RuleBroken as error:
                outcome.problems.append(Problem(row, error.code, error.field or "", error.values))
                continue
            (plan.again if record.pk else plan.fresh).append(record)
        outcome.created += len(plan.fresh)
        outcome.known += len(plan.again)
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        zone = self.actor.workspace.zone
        create_many(
            plan.fresh, effective_at=[start_of_day(getattr(one, self.DAY), zone) for one in plan.fresh]
        )
        changed = [] if self.mapping.existing == Existing.SKIP else save_many(plan.again, self.UPDATED)
        outcome.updated += len(changed)
        outcome.unchanged += len(plan.again) - len(changed)

    def filled(self, record: Any, values: Values) -> Any:
        """The record with what the row says. Raises RuleBroken."""
        record.survey = self.surveys[values["survey"]]
        record.account_id = values["account"]
        setattr(record, self.DAY, values[self.DAY])
        if values.get("person"):
            record.person_id = values["person"]
        return record


class SurveyInvitations(_Noted):
    KEY = "survey_invitations"
    MODEL, DAY, UPDATED = SurveyInvitation, "delivered_on", ("delivered_on", "person_id")
    FIELDS = (
        SURVEY, CLIENT,
        ImportField("delivered_on", ("Date", "Sent", "Delivered", "日期", "发送日期", "วันที่", "วันที่ส่ง"), Cells.DATE, required=True),
        CONTACT, ID,
    )  # fmt: skip

    def filled(self, record: Any, values: Values) -> Any:
        invitation = super().filled(record, values)
        past_day(invitation.delivered_on, self.actor.workspace, now(), "delivered_on")
        return invitation


class SurveyAnswers(_Noted):
    KEY = "survey_answers"
    MODEL, DAY = SurveyAnswer, "answered_on"
    UPDATED = ("score", "words", "answered_on", "source", "person_id", "invitation_id")
    FIELDS = (
        SURVEY, CLIENT,
        ImportField("score", ("Score", "Rating", "CSAT", "Satisfaction", "Satisfaction score", "评分", "分数", "满意度", "คะแนน", "ความพึงพอใจ"), Cells.NUMBER, required=True),
        ImportField("answered_on", ("Date", "Answered", "Completed", "Response date", "Submitted", "Submitted at", "Timestamp", "日期", "回答日期", "提交时间", "วันที่", "วันที่ตอบ", "ประทับเวลา"), Cells.DATE, required=True),
        ImportField("words", ("Comment", "Comments", "Feedback", "Verbatim", "评论", "意见", "反馈", "ความเห็น")),
        ImportField("source", ("Channel", "Source", "来源", "ที่มา"), longest=80),
        ImportField("invitation", ("Invitation", "Invitation ID", "邀请", "คำเชิญ"), longest=80),
        CONTACT, ID,
    )  # fmt: skip

    def load(self) -> None:
        super().load()
        mine = SurveyInvitation.objects.filter(workspace_id=self.actor.workspace_id, removed_at=None)
        rows = mine.order_by("pk").values_list("pk", "code", "external_id")
        self.invitations = Names((name, pk) for pk, *names in rows for name in names)

    def filled(self, record: Any, values: Values) -> Any:
        answer = super().filled(record, values)
        answer.score = values["score"]
        for name in ("words", "source"):
            setattr(answer, name, values.get(name) or getattr(answer, name))
        if asked := values.get("invitation"):
            answer.invitation_id = self.invitations.get(asked)
            if answer.invitation_id is None:
                raise RuleBroken("relation.unknown", field="invitation", text=asked)
        check_answer(answer, self.actor)
        return answer
