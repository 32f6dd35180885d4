"""Changing how the company is organised, the words it uses, and what is left to do in a new workspace."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from saphan.administration.actions import update_workspace
from saphan.clients.queries import accounts_for
from saphan.core.nouns import HOUSE, Noun, exchange
from saphan.journal.models import Change
from saphan.journal.queries import changes_of
from saphan.pipeline.actions import change_form
from saphan.pipeline.forms import KEEP, Going, Place, plan_form
from saphan.pipeline.presets import FORMS
from saphan.web.answers import answer
from saphan.web.entrance.first_run import steps
from saphan.web.organisation import FormChoice, in_language, noun_words, preview, shown_forms, stage_words
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm
from saphan.web.settings.pages import Edit, address, edit, frame, needs, page
from saphan.workspace.models.record import labelled
from saphan.workspace.queries import members_for
from saphan.workspace.rights import Right
from saphan.workspace.terms import OrganisationForm

CHANGE = "settings/form_change.html"


@needs(Right.ADMINISTER)
def form(request: MemberRequest) -> HttpResponse:
    """The five forms; choosing another leads on to what would change."""
    choice = FormChoice(request.GET)
    if choice.is_valid() and choice.cleaned_data["organisation"] != request.workspace.form:
        return redirect(address(request, "change_form", choice.cleaned_data["organisation"]))
    present = request.workspace.form
    context = {"forms": shown_forms(chosen=present, present=present), "last": _last_change(request)}
    return page(request, "form", "settings/form.html", **context)


@needs(Right.ADMINISTER)
def change(request: MemberRequest, form: str) -> HttpResponse:
    """What would change, with counts, and where open deals go; then the change itself."""
    if form not in FORMS or form == request.workspace.form:
        raise Http404
    context = partial(_planned, request, form)
    if request.method != "POST":
        return render(request, CHANGE, context())
    sent = {
        name.removeprefix("stage-"): value
        for name, value in request.POST.items()
        if name.startswith("stage-")
    }
    return answer(
        request,
        None,
        partial(change_form, actor=request.actor, form=form, moves=sent),
        page=CHANGE,
        fragment="change",
        context=context,
        to=address(request, "form"),
        said=_("Changed. Nothing was lost."),
    )


def _planned(request: MemberRequest, form: str) -> dict[str, Any]:
    plan = plan_form(request.workspace, form)
    options = [(place.key, _place(place)) for place in plan.places]
    former, later = preview(plan.former), preview(plan.preset)
    return frame(
        request,
        "form",
        form=form,
        label=OrganisationForm(form).label,
        former=OrganisationForm(request.workspace.form).label,
        staying=[_stage(request, stage) for stage in plan.staying],
        coming=[_place(place) for place in plan.coming],
        going=[_going(request, going, options) for going in plan.going],
        returning=plan.returning,
        open_deals=sum(going.open_deals for going in plan.going),
        closed_deals=plan.closed_deals,
        new_departments=[in_language(words) for words in plan.new_departments],
        empty_departments=[
            labelled(team.name, team.names, request.LANGUAGE_CODE) for team in plan.empty_departments
        ],
        words=_word_changes(request, form),
        windows=(former["cohort_days"], later["cohort_days"])
        if former["cohort_days"] != later["cohort_days"]
        else None,
        measures=later["measures"],
        back=address(request, "form"),
    )


def _going(request: MemberRequest, going: Going, options: list[tuple[str, str]]) -> dict[str, Any]:
    keep = (KEEP, _("Keep this stage in use"))
    return {
        "code": going.stage.code,
        "label": _stage(request, going.stage),
        "open_deals": going.open_deals,
        "back": going.back,
        "to": going.to,
        "options": [*options, keep],
    }


def _stage(request: MemberRequest, stage: Any) -> str:
    language = request.LANGUAGE_CODE
    return f"{stage.pipeline.label(language)} · {stage.label(language)}"


def _place(place: Place) -> str:
    return f"{in_language(place.pipeline)} · {stage_words(place.stage)['name']}"


def _word_changes(request: MemberRequest, form: str) -> list[tuple[str, str]]:
    """Pairs of the word now and the word then, where they differ."""
    now = {key: Noun(**request.workspace.nouns.get(key, {})) for key in HOUSE}
    then = {key: FORMS[form].nouns.get(key, Noun()) for key in HOUSE}
    pairs = [(noun_words(key, now[key]), noun_words(key, then[key])) for key in HOUSE]
    return [pair for pair in pairs if pair[0] != pair[1]]


def _last_change(request: MemberRequest) -> dict[str, Any] | None:
    """The last change of form, while it stands: who made it and when."""
    last: Change | None = (
        changes_of(request.workspace.pk)
        .filter(action="workspace.change_form", undone_by=None)
        .select_related("actor")
        .order_by("-pk")
        .first()
    )
    if last is None:
        return None
    return {"pk": last.pk, "who": last.actor.name, "when": reader_of(request).moment(last.recorded_at)}


PARTS = {
    "en": gettext_lazy("“%(word)s” in English"),
    "en_many": gettext_lazy("“%(word)s” in English"),
    "zh": gettext_lazy("“%(word)s” in Chinese"),
    "th": gettext_lazy("“%(word)s” in Thai"),
}


class WordsForm(TouchedForm):
    """The nouns of the house, each with the workspace's own beside it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for key, noun in HOUSE.items():
            for part, label in PARTS.items():
                word = vars(noun)[part]
                # The word stands in the label as a value, so that it is never exchanged itself.
                field = forms.CharField(label=str(label) % {"word": word}, max_length=40, required=False)
                field.widget.attrs["placeholder"] = word
                field.show_hidden_initial = True
                self.fields[f"{key}_{part}"] = field

    def nouns(self) -> dict[str, Noun]:
        """The nouns as filled in."""
        return {
            key: Noun(**{part: (self.value(f"{key}_{part}") or "").strip() for part in PARTS})
            for key in HOUSE
        }


@needs(Right.ADMINISTER)
def words(request: MemberRequest) -> HttpResponse:
    """What this workspace calls the things that every page names."""
    stored = request.workspace.nouns
    initial = {f"{key}_{part}": text for key, word in stored.items() for part, text in word.items()}

    def save(form: TouchedForm) -> Any:
        assert isinstance(form, WordsForm)  # noqa: S101 - the form of this page
        nouns = {key: vars(noun) for key, noun in form.nouns().items()}
        return update_workspace(actor=request.actor, changes={"nouns": nouns}, seen={"nouns": stored})

    return edit(
        request,
        Edit(
            section="words",
            title=_("Words"),
            form=partial(WordsForm, initial=initial),
            act=save,
            back=address(request, "words"),
            said=_("Every page uses these words now."),
            button=_("Save"),
            effect=_spoken,
        ),
    )


SAMPLES = {
    "en": ("Add a client", "3 deals of this client"),
    "zh-hans": ("新建客户", "这家客户的 3 个商机"),
    "th": ("เพิ่มลูกค้า", "ดีล 3 รายการของลูกค้ารายนี้"),
}


def _spoken(form: TouchedForm) -> list[str]:
    """Sentences as the pages would say them, in each language."""
    assert isinstance(form, WordsForm)  # noqa: S101 - the form of this page
    nouns = form.nouns()
    spoken = []
    for language, sentences in SAMPLES.items():
        put = exchange(nouns, language) or str
        spoken.append(" · ".join(put(sentence) for sentence in sentences))
    return spoken


@require_safe
@needs(Right.ADMINISTER)
def welcome(request: MemberRequest) -> HttpResponse:
    """After the workspace was opened: the three steps that are left, each with whether it is done."""
    has_data = accounts_for(request.actor).exists()
    has_people = members_for(request.actor).count() > 1
    context = {"steps": steps(5 if has_data and has_people else 4 if has_data else 3), "has_data": has_data,
               "has_people": has_people}  # fmt: skip
    return render(request, "start/welcome.html", context)
