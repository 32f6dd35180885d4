"""The organisation forms as pages show them: a card each, and what one gets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from saphan.core.nouns import HOUSE, Noun
from saphan.measures.words import NAMES
from saphan.pipeline.presets import FORMS, Preset, Words
from saphan.web.performance.wall import GROUPS
from saphan.workspace.terms import OrganisationForm

ABOUT = {
    OrganisationForm.FULL_SERVICE: _(
        "Strategy, creative, design and media under one roof. Briefs, margins and change orders matter most."
    ),
    OrganisationForm.IN_HOUSE: _("Your clients are business units. Your vendors are the other bank."),
    OrganisationForm.DIGITAL: _("Retainers, sprints and measured outcomes."),
    OrganisationForm.STUDIO: _("You are the account lead, the planner and the producer."),
    OrganisationForm.SALES_TEAM: _("Territories, quotas, renewals. Delivery is handed over."),
}
# How many lines come in from clients and go out to the team in the little drawing.
LINES = {
    OrganisationForm.FULL_SERVICE: (3, 4),
    OrganisationForm.IN_HOUSE: (4, 3),
    OrganisationForm.DIGITAL: (3, 3),
    OrganisationForm.STUDIO: (2, 1),
    OrganisationForm.SALES_TEAM: (5, 2),
}
LOOP = (
    pgettext_lazy("stage of an engagement", "Discover"),
    pgettext_lazy("stage of an engagement", "Plan"),
    pgettext_lazy("stage of an engagement", "Deliver"),
    pgettext_lazy("stage of an engagement", "Extend"),
)
MIDDLE, GAP = 36, 14  # of the drawing, in pixels


class FormChoice(forms.Form):
    organisation = forms.ChoiceField(choices=OrganisationForm.choices)


def shown_forms(*, chosen: str, present: str = "") -> list[dict[str, Any]]:
    """Every form: its key to press, its words, and the preview beside it."""
    return [
        {
            "value": form.value,
            "label": form.label,
            "about": ABOUT[form],
            "digit": digit,
            "is_chosen": form == chosen,
            "is_present": form == present,
            "fan": {"left": _fan(LINES[form][0], 10, 78), "right": _fan(LINES[form][1], 150, 102)},
            **preview(FORMS[form]),
        }
        for digit, form in enumerate(OrganisationForm, start=1)
    ]


def _group(key: str) -> Any:
    """The part of the wall in which a measure stands."""
    return next((label for _name, label, keys in GROUPS if key in keys), "")


def preview(preset: Preset) -> dict[str, Any]:
    """What one gets: stages with their marks, words, first measures, windows, departments, roles."""
    return {
        "loop": LOOP,
        "pipelines": [
            {"name": in_language(words), "stages": [stage_words(stage) for stage in stages]}
            for words, stages in preset.pipelines
        ],
        "nouns": [noun_words(key, noun) for key, noun in (HOUSE | dict(preset.nouns)).items()],
        "measures": [(NAMES[key], _group(key)) for key in preset.first_measures],
        "cohort_days": preset.windows["closure_rate"]["window_days"],
        "activity_days": preset.activity_days,
        "grace_days": preset.grace_days,
        "departments": [in_language(words) for words in preset.departments],
        "roles": [role.label for role in preset.roles],
    }


def stage_words(stage: dict[str, Any]) -> dict[str, Any]:
    """A stage of a preset in the reader's language, with its marks."""
    return {
        "name": stage["names"].get(get_language() or "en", stage["name"]),
        "chance": stage["win_chance"] // 100,
        "is_qualified": stage.get("is_qualified", True),
        "is_negotiation": stage.get("is_negotiation", False),
    }


def noun_words(key: str, noun: Noun) -> str:
    """A noun as a heading, the house's where the form has none of its own."""
    language = get_language() or "en"
    word = noun.in_language(language) or HOUSE[key].in_language(language)
    return word[:1].upper() + word[1:]


def in_language(words: Words) -> str:
    return dict(zip(("en", "zh-hans", "th"), words, strict=True)).get(get_language() or "en", words[0])


def _fan(count: int, outside: int, inside: int) -> list[dict[str, Any]]:
    """Where each line begins, and its curve to the middle."""
    first = MIDDLE - GAP * (count - 1) / 2
    bend = (outside + inside) / 2
    return [
        {"x": outside, "y": y, "path": f"M{outside} {y}C{bend} {y} {bend} {MIDDLE} {inside} {MIDDLE}"}
        for y in (first + GAP * number for number in range(count))
    ]
