"""What the clients of Two Rivers say: a pulse each quarter, answered by most."""

from __future__ import annotations

from datetime import date, timedelta

from saphan.core.period import start_of_day
from saphan.demo.world import World
from saphan.extend.models import Survey, SurveyAnswer, SurveyInvitation

QUESTION = "How satisfied are you with our work this quarter?"
SCORES, WEIGHTS = (5, 4, 3, 2, 1), (42, 37, 13, 6, 2)
ASKED, ANSWERED = 0.35, 0.7
VERBATIMS = {
    5: ("团队很懂我们的消费者", "เข้าใจแบรนด์เราจริง ๆ", "The launch went without a hitch", ""),
    4: ("整体满意,时间可以更从容", "งานดี แต่แก้รอบมากกว่าที่คิด", "Good work, the draft came late", ""),
    3: ("创意不错,汇报不够及时", "ผลงานใช้ได้ แต่ตอบช้า", "Fine, though we chased the report", ""),
    2: ("反复修改,节奏跟不上", "แก้หลายรอบเกินไป", "Too many people on the calls", ""),
    1: ("没有达到约定的目标", "ไม่ตรงบรีฟ", "Not what we agreed", ""),
}  # fmt: skip


def ask(world: World) -> None:
    """Invitations of each quarter, then the answers that came."""
    diary, chronicle = world.diary, world.chronicle
    survey = Survey(name="Quarterly pulse", question=QUESTION, scale=5, threshold=4)
    chronicle.born(survey, chronicle.moment(diary.at(diary.begin), world.members["helen"], "survey.create"))
    chronicle.settle([survey])
    invitations = [one for day in _days(world) for one in _invitations(world, survey, day)]
    chronicle.settle(invitations)
    answers = [_answer(world, one) for one in invitations if diary.happens(ANSWERED)]
    chronicle.settle([answer for answer in answers if answer is not None])


def _days(world: World) -> list[date]:
    """The tenth day after each quarter of the story that has come."""
    month, found = (world.diary.begin + timedelta(days=31)).replace(day=10), []
    while month < world.diary.today:
        if month.month % 3 == 1:
            found.append(month)
        month = (month + timedelta(days=32)).replace(day=10)
    return found


def _invitations(world: World, survey: Survey, day: date) -> list[SurveyInvitation]:
    diary, found = world.diary, []
    for client, account in world.accounts.items():
        if diary.day(account.created_at) >= day or not diary.happens(ASKED):
            continue
        people = world.people.get(client, [])
        invitation = SurveyInvitation(
            survey=survey, account=account, person=diary.one_of(people) if people else None, delivered_on=day
        )
        moment = world.chronicle.moment(diary.at(day), world.owner_of(client), "survey_invitation.note")
        world.chronicle.born(invitation, moment, start_of_day(day, diary.zone))
        found.append(invitation)
    return found


def _answer(world: World, invitation: SurveyInvitation) -> SurveyAnswer | None:
    diary = world.diary
    day = invitation.delivered_on + timedelta(days=1 + diary.chance.randrange(12))
    if day >= diary.today:
        return None
    score = diary.chance.choices(SCORES, WEIGHTS)[0]
    answer = SurveyAnswer(
        survey=invitation.survey, invitation=invitation, account=invitation.account, person=invitation.person,
        score=score, words=diary.one_of(VERBATIMS[score]), answered_on=day, source="link",
    )  # fmt: skip
    author = next(one for one in world.members.values() if one.pk == invitation.created_by_id)
    moment = world.chronicle.moment(diary.at(day), author, "survey_answer.note")
    world.chronicle.born(answer, moment, start_of_day(day, diary.zone))
    return answer
