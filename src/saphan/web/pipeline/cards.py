"""What a card of the board shows, written out once per deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.core.text import initials
from saphan.pipeline.models import Opportunity, Stage
from saphan.web.reader import Reader

DAY = 86_400_000_000  # microseconds
TINTS = 8
# What a card can show besides the name of its deal.
FIELDS = {
    "client": gettext_lazy("Client"),
    "owner": gettext_lazy("Owner"),
    "amount": gettext_lazy("Amount"),
    "days": gettext_lazy("Days in this stage"),
    "close": gettext_lazy("Closes"),
    "step": gettext_lazy("Next step"),
}


@dataclass(frozen=True)
class Card:
    """One deal on the board; every value is text or a class name, ready to be put on the page."""

    code: str
    version: int
    name: str
    url: str
    client: str
    client_mark: str
    client_tint: int
    owner: str
    owner_mark: str
    owner_tint: int
    amount: str
    days: int
    target: int | None
    slow: bool
    close: str
    close_late: bool
    step: str
    step_kind: str
    may_write: bool = False


def card_of(deal: Opportunity, stage: Stage, reader: Reader, address: str, now: int) -> Card:
    """The card of a deal in its stage. `address` is the pattern of deal pages with CODE in it."""
    days = max(0, now - deal.stage_since) // DAY
    client = deal.account.name if deal.account else ""
    owner = deal.owner.name if deal.owner else ""
    step, kind = _next_step(deal, reader)
    return Card(
        code=deal.code, version=deal.version, name=deal.name, url=address.replace("CODE", deal.code),
        client=client or _("No client yet"), client_mark=initials(client or "?"), client_tint=_tint(deal.account_id),
        owner=owner, owner_mark=initials(owner or "?"), owner_tint=_tint(deal.owner_id),
        amount=reader.money(deal.amount_minor, deal.currency) or _("No amount yet"),
        days=days, target=stage.target_days, slow=stage.target_days is not None and days > stage.target_days,
        close=reader.day(deal.expected_close_on),
        close_late=deal.expected_close_on is not None and deal.expected_close_on < reader.today,
        step=step, step_kind=kind,
    )  # fmt: skip


def _next_step(deal: Opportunity, reader: Reader) -> tuple[str, str]:
    """The next step in words and how urgent it is: "none", "late", "today" or "planned"."""
    step, due = deal.next_step, deal.next_due_on
    if step is None:
        return _("No next step"), "none"
    if due is None:
        return step.what, "planned"
    # A day is never broken from its month.
    words: dict[str, Any] = {"step": step.what, "day": reader.day(due).replace(" ", "\xa0")}
    if due == reader.today:
        return _("%(step)s · today") % words, "today"
    return _("%(step)s · %(day)s") % words, "late" if due < reader.today else "planned"


def _tint(number: int | None) -> int:
    return (number or 0) % TINTS + 1
