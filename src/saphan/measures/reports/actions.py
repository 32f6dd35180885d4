"""Freezing figures, sharing them, putting a report away. There is no action that changes one."""

from __future__ import annotations

from saphan.core.errors import RuleBroken
from saphan.journal import action, create, remove, save
from saphan.measures.models import Report
from saphan.measures.reports.figures import Draft
from saphan.measures.reports.rules import may_freeze, may_keep
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right, Scope


@action("report.freeze", allow=may_freeze)
def freeze_report(*, actor: Actor, draft: Draft, name: str, is_shared: bool = False) -> Report:
    """Keep the figures of a draft as they are, for oneself or for all who may see as much.

    Raises RuleBroken("report.name_missing" | "report.name_too_long").
    """
    return kept_report(actor, draft, name, is_shared=is_shared)


def kept_report(actor: Actor, draft: Draft, name: str, *, is_shared: bool) -> Report:
    """The report of a draft, for an action that makes one. Raises like `freeze_report`."""
    scope = actor.scope(Right.READ)
    return create(
        Report(
            subject=draft.asked.subject, name=report_name(name), question=draft.asked.as_json(), as_of=draft.as_of,
            known_at=draft.known_at, figures=draft.figures, owner=actor.member, scope=scope.value,
            team=actor.member.team if scope is Scope.TEAM else None, is_shared=is_shared,
        )
    )  # fmt: skip


@action("report.share", allow=may_keep)
def share_report(report: Report, *, actor: Actor, is_shared: bool = True) -> Report:  # noqa: ARG001
    """Show a report to everybody in the workspace whose reach covers it, or to its owner alone again."""
    report.is_shared = is_shared
    return save(report)


@action("report.remove", allow=may_keep)
def remove_report(report: Report, *, actor: Actor) -> Report:  # noqa: ARG001
    """Put a report away. It stays in the archive with its figures."""
    return remove(report)


def report_name(text: str) -> str:
    """A name that can be kept. Raises like `freeze_report`."""
    name = " ".join(text.split())
    if not name:
        raise RuleBroken("report.name_missing", field="name")
    longest = Report._meta.get_field("name").max_length or 0
    if len(name) > longest:
        raise RuleBroken("report.name_too_long", field="name", most=longest)
    return name
