"""The lists of surveys, of invitations to answer, and of answers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.extend import lists
from saphan.extend.actions import update_answer, update_survey
from saphan.extend.models import SurveyAnswer
from saphan.extend.queries import answers_for, invitations_for, surveys_for
from saphan.extend.rules import may_correct, may_note_answers, may_survey
from saphan.web.grid import cells, choices, editors, makers
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset, Total
from saphan.web.performance.grids import above, count_of, named
from saphan.web.performance.shelves import LIST, NOTHING, shelf
from saphan.web.reader import Reader
from saphan.web.request import MemberRequest
from saphan.web.templatetags.saphan import avatar_of
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

BESIDE = (
    ("answers", gettext_lazy("Answers")),
    ("invitations", gettext_lazy("Invitations")),
    ("surveys", gettext_lazy("Surveys")),
)


def _client(record: Any, about: About) -> Cell:
    account = record.account
    title = cells.in_language(account.name, "und")
    mark = avatar_of(account.name, account.pk, "company tiny")
    return cells.titled(about.page_of(record.code), mark, title, "", "")


def _person(record: Any, about: About) -> Cell:
    if record.person is None:
        return Cell("")
    url = reverse("clients:person", args=[about.actor.workspace.code, record.person.code])
    return cells.linked(url, str(record.person))


def _score(answer: SurveyAnswer, _about: About) -> Cell:
    shown = _("%(score)s of %(scale)s") % {"score": answer.score, "scale": answer.survey.scale}
    tone = "good" if answer.score >= answer.survey.threshold else "warn"
    return Cell(shown, str(answer.score), tone)


def satisfied(actor: Actor, rows: QuerySet[SurveyAnswer], reader: Reader) -> list[Total]:  # noqa: ARG001
    """How many of these answers are satisfied ones; of none there is no share."""
    is_satisfied = Q(score__gte=F("survey__threshold"))
    found = rows.aggregate(all=Count("pk"), satisfied=Count("pk", filter=is_satisfied))
    if not found["all"]:
        return []
    share = Fraction(found["satisfied"], found["all"])
    return [Total(_("Satisfied"), reader.percent(share))]


def surveys(request: MemberRequest) -> list[tuple[str, str]]:
    return list(surveys_for(request.actor).order_by("name").values_list("code", "name"))


def _may_correct(actor: Actor, record: Any, _gathered: Any) -> bool:
    return may_correct(actor, record)


ANSWERS = Grid(
    key="answers",
    label=gettext_lazy("Satisfaction"),
    listing=lists.ANSWERS,
    rows=answers_for,
    along=("survey", "account", "person"),
    right=Right.LOG,
    template=LIST,
    empty=NOTHING,
    page="performance:answers",
    record="performance:answer",
    count=count_of,
    above=above,
    columns=(
        Column("client", gettext_lazy("Client"), _client, "name", "title", "account", width=220, group=lambda answer, _reader: answer.account.name),
        Column("score", gettext_lazy("Score"), _score, "number", "end", "score", editors.needed(editors.number(update_answer, "score")), 110, falls=True),
        makers.words("words", gettext_lazy("In their words"), update_answer, 320, phone="sub"),
        Column("person", gettext_lazy("Contact"), _person, width=160),
        makers.related("survey", gettext_lazy("Survey"), sort="survey"),
        makers.day("answered", "answered_on", gettext_lazy("Answered on"), editors.needed(editors.day(update_answer, "answered_on")), sort="answered", falls=True),
        makers.words("source", gettext_lazy("Source"), update_answer, 130, is_first_shown=False),
        makers.created(),
    ),
    facets=(
        Facet("survey", gettext_lazy("Survey"), "choice", surveys),
        Facet("score", gettext_lazy("Score"), "number"),
        Facet("answered", gettext_lazy("Answered on"), "day"),
        Facet("owner", gettext_lazy("Owner of the client"), "choice", choices.owners),
        Facet("territory", gettext_lazy("Territory"), "choice", choices.territories),
        Facet("source", gettext_lazy("Source")),
        Facet("created", gettext_lazy("Added"), "day"),
    ),
    presets=(Preset(gettext_lazy("All")), Preset(gettext_lazy("My clients"), "owner=me")),
    totals=satisfied,
    may_edit=_may_correct,
    export="survey_answers",
    past=frozenset({"client", "score", "words", "person", "survey", "answered", "source", "created"}),
    searched_then=("words",),
    around=shelf(
        "satisfaction", key="answer", new=gettext_lazy("New answer"), may=may_note_answers, beside=BESIDE[1:],
        empty=(gettext_lazy("No answers yet"), gettext_lazy("Note what a client answered, or bring a table of answers.")),
    ),
)  # fmt: skip

INVITATIONS = Grid(
    key="invitations",
    label=gettext_lazy("Invitations"),
    listing=lists.INVITATIONS,
    rows=invitations_for,
    along=("survey", "account", "person"),
    right=Right.LOG,
    template=LIST,
    empty=NOTHING,
    page="performance:invitations",
    record="performance:invitation",
    count=count_of,
    above=above,
    columns=(
        Column("client", gettext_lazy("Client"), _client, "name", "title", "account", width=260, group=lambda invitation, _reader: invitation.account.name),
        Column("person", gettext_lazy("Contact"), _person, "", "sub", width=200),
        makers.related("survey", gettext_lazy("Survey"), sort="survey"),
        makers.day("delivered", "delivered_on", gettext_lazy("Delivered on"), None, 0, phone="end", sort="delivered", falls=True),
        makers.created(),
    ),
    facets=(
        Facet("survey", gettext_lazy("Survey"), "choice", surveys),
        Facet("owner", gettext_lazy("Owner of the client"), "choice", choices.owners),
        Facet("delivered", gettext_lazy("Delivered on"), "day"),
    ),
    presets=(Preset(gettext_lazy("All")), Preset(gettext_lazy("My clients"), "owner=me")),
    export="survey_invitations",
    past=frozenset({"client", "person", "survey", "delivered", "created"}),
    searched_then=(),
    around=shelf(
        "satisfaction", key="invitation", new=gettext_lazy("New invitation"), may=may_note_answers, beside=(BESIDE[0], BESIDE[2]),
        empty=(gettext_lazy("No invitations yet"), gettext_lazy("Note who was asked. Without it nobody knows how many did not answer.")),
    ),
)  # fmt: skip

SURVEYS = Grid(
    key="surveys",
    label=gettext_lazy("Surveys"),
    listing=lists.SURVEYS,
    rows=surveys_for,
    right=Right.CONFIGURE,
    template=LIST,
    empty=NOTHING,
    page="performance:surveys",
    record="performance:survey",
    count=count_of,
    above=above,
    columns=(
        Column("name", gettext_lazy("Name"), named, "name", "title", "name", editors.words(update_survey, "name"), 260),
        makers.words("question", gettext_lazy("Question"), update_survey, 0, phone="sub"),
        Column("scale", gettext_lazy("Points"), lambda survey, _about: Cell(str(survey.scale)), "number", "end", width=100),
        Column("threshold", gettext_lazy("Satisfied from"), lambda survey, _about: Cell(str(survey.threshold)), "number", width=130),
        makers.created(),
    ),
    facets=(Facet("name", gettext_lazy("Name")), Facet("scale", gettext_lazy("Points"), "number")),
    presets=(Preset(gettext_lazy("All")),),
    may_edit=lambda actor, survey, _gathered: may_survey(actor, survey),
    past=frozenset({"name", "question", "scale", "threshold", "created"}),
    searched_then=("name", "question"),
    around=shelf(
        "satisfaction", key="survey", new=gettext_lazy("New survey"), may=may_survey, beside=BESIDE[:2],
        empty=(gettext_lazy("No surveys yet"), gettext_lazy("A survey is one question with its scale. Answers hang on it.")),
    ),
)  # fmt: skip
