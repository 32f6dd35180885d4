"""Who may freeze figures, share a report and put one away."""

from __future__ import annotations

from saphan.measures.models import Report
from saphan.measures.reports.queries import reports_for
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right


def may_freeze(actor: Actor, _subject: object = None) -> bool:
    """Whoever reads figures may keep them."""
    return actor.may(Right.READ)


def may_keep(actor: Actor, report: Report) -> bool:
    """Its owner; a shared one also whoever sets the workspace up."""
    return _sees(actor, report) and keeps(actor, report)


def keeps(actor: Actor, report: Report) -> bool:
    """The same of a report that the actor is known to see."""
    is_keeper = report.is_shared and actor.may(Right.CONFIGURE)
    return report.owner_id == actor.member.pk or is_keeper


def _sees(actor: Actor, report: Report) -> bool:
    return reports_for(actor).filter(pk=report.pk).exists()
