"""Gives a new workspace its departments, pipelines, reasons, criteria, words and windows, as its organisation form suggests."""

from __future__ import annotations

from saphan.administration.actions import create_team
from saphan.administration.opening import on_workspace_opened
from saphan.pipeline.actions import create_criterion, create_lost_reason, create_pipeline
from saphan.pipeline.actions.form import adopt
from saphan.pipeline.presets import CRITERIA, FORMS, LOST_REASONS, named
from saphan.workspace.actor import Actor
from saphan.workspace.models import Workspace


def furnish_new_workspaces() -> None:
    on_workspace_opened(furnish)


def furnish(workspace: Workspace, actor: Actor) -> None:
    """Create the preset of the workspace's form. Part of the change that opens the workspace."""
    preset = FORMS[workspace.form]
    adopt(workspace, workspace.form, preset)
    for words in preset.departments:
        create_team(actor=actor, **named(words))
    for words, stages in preset.pipelines:
        create_pipeline(actor=actor, stages=stages, **named(words))
    for words in LOST_REASONS:
        create_lost_reason(actor=actor, **named(words))
    for words in CRITERIA:
        row = named(words)
        create_criterion(actor=actor, question=row["name"], questions=row["names"])
