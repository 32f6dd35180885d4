"""What changing the organisation form would do: which stages stay, come and go, and where open deals move."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from saphan.journal.models import Entry
from saphan.pipeline.models import Opportunity, Pipeline, Stage
from saphan.pipeline.presets import FORMS, Preset, Words
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.models import Member, Team, Workspace

CHANGE = "workspace.change_form"
KEEP = "keep"  # the answer to "where do these deals go?" that leaves the stage in use


@dataclass(frozen=True)
class Place:
    """A stage of the new form, existing or not. `key` names it in an answer: the English names."""

    pipeline: Words
    stage: dict[str, Any]
    position: int
    is_negotiating: bool

    @property
    def key(self) -> str:
        return f"{self.pipeline[0]}/{self.stage['name']}"

    @property
    def is_qualified(self) -> bool:
        return bool(self.stage.get("is_qualified", True))


@dataclass(frozen=True)
class Going:
    """A stage that the new form does not have, with its open deals and where they would go.

    `back` of them came from a stage of the new form by an earlier change and would go back there.
    """

    stage: Stage
    open_deals: int
    to: str
    back: int = 0


@dataclass(frozen=True)
class FormPlan:
    """Everything that would change; nothing has."""

    form: str
    preset: Preset
    places: tuple[Place, ...]
    staying: tuple[Stage, ...]
    coming: tuple[Place, ...]
    going: tuple[Going, ...]
    new_departments: tuple[Words, ...]
    empty_departments: tuple[Team, ...]
    closed_deals: int
    former: Preset
    homes: Mapping[int, str]  # deal → key of the place that an earlier change of form took it from
    returning: int  # of these, deals in stages that stay


def plan_form(workspace: Workspace, form: str) -> FormPlan:
    """Compare the workspace as it is with what `form` starts with. Nine queries, whatever the number of deals."""
    preset, former = FORMS[form], FORMS[workspace.form]
    places = tuple(places_of(preset))
    in_use = list(
        Stage.objects.filter(workspace=workspace, removed_at=None)
        .select_related("pipeline")
        .order_by("pipeline__position", "pipeline_id", "position", "id")
    )
    known = {key_of(stage): stage for stage in in_use}
    deals = _open_deals(workspace)
    wanted = {place.key for place in places}
    leaving = [stage for stage in in_use if key_of(stage) not in wanted]
    homes = homes_of(workspace, wanted)
    back = Counter(stage for stage, _key in homes.values())
    return FormPlan(
        form=form,
        preset=preset,
        places=places,
        staying=tuple(stage for key, stage in known.items() if key in wanted),
        coming=tuple(place for place in places if place.key not in known),
        going=tuple(
            Going(stage, deals.get(stage.pk, 0), proposal(stage, in_use, places).key, back[stage.pk])
            for stage in leaving
        ),
        new_departments=_new_departments(workspace, preset),
        empty_departments=_empty_departments(workspace, former, preset),
        closed_deals=Opportunity.objects.filter(workspace=workspace, removed_at=None)
        .exclude(status=OpportunityStatus.OPEN)
        .count(),
        former=former,
        homes={deal: key for deal, (_stage, key) in homes.items()},
        returning=sum(back.values()) - sum(back[stage.pk] for stage in leaving),
    )


def homes_of(workspace: Workspace, wanted: Collection[str]) -> dict[int, tuple[int, str]]:
    """Open deals that only changes of form brought where they are: their stage, and the place they came from.

    Whoever moved a deal by hand since has said where it stands; such a deal has no home. Four queries.
    """
    deals = Opportunity.objects.filter(workspace=workspace, status=OpportunityStatus.OPEN, removed_at=None)
    entries = Entry.objects.filter(workspace=workspace, kind="opportunity", attribute="stage_id")
    moved = entries.filter(change__action=CHANGE).values("entity_id")
    here = dict(deals.filter(pk__in=moved).values_list("pk", "stage_id"))
    stages = Stage.objects.filter(workspace=workspace).select_related("pipeline")
    keys = {stage.pk: key_of(stage) for stage in stages}
    told = entries.filter(entity_id__in=list(here)).select_related("change").order_by("-seq")
    found, settled = dict[int, tuple[int, str]](), set[int]()
    for entry in told:
        deal, key = entry.entity_id, keys.get(entry.before, "")
        is_settled = entry.change.action != CHANGE or key in wanted
        if deal not in settled and is_settled and entry.change.action == CHANGE and key != keys[here[deal]]:
            found[deal] = (here[deal], key)
        settled |= {deal} if is_settled else set()
    return found


def places_of(preset: Preset) -> Iterable[Place]:
    """The stages of a preset in their order."""
    for words, stages in preset.pipelines:
        negotiating = False
        for position, stage in enumerate(stages, start=1):
            negotiating = negotiating or bool(stage.get("is_negotiation"))
            yield Place(words, stage, position, negotiating)


def proposal(stage: Stage, in_use: Iterable[Stage], places: Iterable[Place]) -> Place:
    """The place that means the same as a stage: the same marks first, so that no figure moves; then the chance."""
    line = english(stage.pipeline)
    same_line = [place for place in places if place.pipeline[0] == line]
    candidates = same_line or list(places)
    negotiating = is_negotiating(stage, in_use)
    return min(
        candidates,
        key=lambda place: (
            place.is_qualified != stage.is_qualified,
            place.is_negotiating != negotiating,
            abs(place.stage.get("win_chance", 5_000) - stage.win_chance),
        ),
    )


def is_negotiating(stage: Stage, in_use: Iterable[Stage]) -> bool:
    """Whether a deal here has come to negotiation: the stage or one before it in its pipeline bears the mark."""
    return any(
        other.is_negotiation and other.position <= stage.position
        for other in in_use
        if other.pipeline_id == stage.pipeline_id
    )


def english(row: Pipeline | Stage | Team) -> str:
    """The name by which a row is recognised as one of a preset's."""
    return str(row.names.get("en") or row.name)


def key_of(stage: Stage) -> str:
    return f"{english(stage.pipeline)}/{english(stage)}"


def _open_deals(workspace: Workspace) -> dict[int, int]:
    rows = (
        Opportunity.objects.filter(workspace=workspace, status=OpportunityStatus.OPEN, removed_at=None)
        .values_list("stage_id")
        .annotate(count=Count("id"))
        .order_by("stage_id")
    )
    return dict(rows)


def _new_departments(workspace: Workspace, preset: Preset) -> tuple[Words, ...]:
    there = {english(team) for team in Team.objects.filter(workspace=workspace, removed_at=None)}
    return tuple(words for words in preset.departments if words[0] not in there)


def _empty_departments(workspace: Workspace, former: Preset, preset: Preset) -> tuple[Team, ...]:
    """Departments that only the former form has and that nobody was ever put into. Those with people stay."""
    leaving = {words[0] for words in former.departments} - {words[0] for words in preset.departments}
    teams = Team.objects.filter(workspace=workspace, removed_at=None, parent=None)
    mine = [team for team in teams.order_by("pk") if english(team) in leaving]
    taken: dict[int | None, int] = defaultdict(int)
    for team_id in Member.objects.filter(team__in=mine).values_list("team_id", flat=True):
        taken[team_id] += 1
    with_children = set(
        Team.objects.filter(Q(parent__in=mine), removed_at=None).values_list("parent_id", flat=True)
    )
    return tuple(team for team in mine if not taken[team.pk] and team.pk not in with_children)
