"""Whether tables, journal and ledger tell the same story."""

from __future__ import annotations

from django.db.models import Count, F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from saphan.commerce.models import LedgerLine
from saphan.journal.models import BORN, Entry
from saphan.pipeline.models import Opportunity
from saphan.pipeline.terms import OpportunityStatus
from saphan.workspace.models import kinds


def strangers() -> list[str]:
    """Kinds with records that lack their beginning in the journal, or whose version is not the journal's."""
    found = []
    for kind, model in sorted(kinds().items()):
        entries = Entry.objects.filter(
            kind=kind, entity_id=OuterRef("pk"), workspace_id=OuterRef("workspace_id")
        )
        counted = entries.order_by().values("entity_id")
        told = model._base_manager.annotate(
            births=Subquery(counted.annotate(n=Count("seq", filter=Q(attribute=BORN))).values("n")),
            newest=Subquery(counted.annotate(n=Max("version")).values("n")),
        )
        strange = told.exclude(births=1, newest=F("version"))
        codes = list(strange.values_list("code", flat=True)[:3])
        if codes:
            found.append(f"{kind} {', '.join(codes)}" + (" …" if len(codes) == 3 else ""))
    return found


def unbalanced() -> list[str]:
    """Opportunities whose ledger lines do not add up to their amount if won, and to nothing otherwise."""
    lines = LedgerLine.objects.filter(opportunity_id=OuterRef("pk")).order_by().values("opportunity_id")
    posted = Opportunity.objects.annotate(
        net=Coalesce(Subquery(lines.annotate(total=Sum("amount_minor")).values("total")), 0)
    )
    standing = Q(status=OpportunityStatus.WON, removed_at=None)
    wrong = posted.filter(standing & ~Q(net=Coalesce(F("amount_minor"), 0)) | ~standing & ~Q(net=0))
    return list(wrong.values_list("code", flat=True)[:5])
