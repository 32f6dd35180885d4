"""The cards of the board as HTML, written once per deal: a page has hundreds of them, too many for a template each."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.core.text import initials
from saphan.pipeline.board import CardRow
from saphan.pipeline.models import Stage
from saphan.web.reader import Reader
from saphan.web.templatetags.saphan import icon
from saphan.workspace.actor import Actor
from saphan.workspace.rights import Right

DAY = 86_400_000_000  # microseconds
TINTS = 8
# What a card can show besides the name of its deal.
FIELDS = {
    "client": gettext_lazy("Client"),
    "owner": gettext_lazy("Owner"),
    "amount": gettext_lazy("Amount"),
    "days": gettext_lazy("Days in this stage"),
    "close": gettext_lazy("Closes"),
    "chance": gettext_lazy("Chance"),
    "step": gettext_lazy("Next step"),
}
# Where a card's chance of winning will stand: it is worked out after the cards and comes along with the strip.
_TRACK = '<svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-track" y="4" width="100" height="4"></rect></svg>'
DEEDS = (
    ("log", "phone", Right.LOG, gettext_lazy("Log a talk")),
    ("step", "calendar-plus", Right.LOG, gettext_lazy("Plan the next step")),
    ("edit", "pencil", Right.WRITE, gettext_lazy("Edit")),
    ("more", "ellipsis", Right.READ, gettext_lazy("More")),
)
MAY = [
    frozenset({Right.READ, *more}) for more in ((), (Right.WRITE,), (Right.LOG,), (Right.WRITE, Right.LOG))
]


class Press:
    """Writes the cards of one page. Words, icons and addresses that all cards share are made once.

    `address` is the pattern of deal pages with CODE in it, `now` the instant (UTC microseconds) that days are counted to.
    A card offers and takes only what `actor` may do with its deal; without one, everything.
    """

    def __init__(
        self, reader: Reader, fields: Collection[str], address: str, now: int, actor: Actor | None = None
    ) -> None:
        self._owners = {
            right: actor.owners_within(right) if actor else None for right in (Right.WRITE, Right.LOG)
        }
        self._reader, self._now = reader, now
        self._known: dict[int | None, frozenset[Right]] = {}  # by owner, what may be done with their deals
        self._before_code, _code, self._after_code = escape(address).partition("CODE")
        self._client, self._owner, self._amount = "client" in fields, "owner" in fields, "amount" in fields
        self._days, self._close, self._step = "days" in fields, "close" in fields, "step" in fields
        self._chance = "chance" in fields
        self._icons = {
            kind: icon(name, "small")
            for kind, name in (
                ("none", "circle-alert"), ("late", "clock"), ("today", "arrow-right"), ("planned", "arrow-right")
            )
        }  # fmt: skip
        self._days_title = escape(_("Days in this stage / target"))
        self._days_word, self._close_word = escape(_("%(days)s d")), escape(_("Closes %(day)s"))
        self._today_word, self._day_word = _("%(step)s · today"), _("%(step)s · %(day)s")
        self._no_client, self._no_amount = _("No client yet"), _("No amount yet")
        self._no_step = _("No next step")
        buttons = [
            (
                right,
                f'<button type="button" data-deed="{deed}" aria-label="{label}" title="{label}">{icon(name, "small")}</button>',
            )
            for deed, name, right, label in ((*each, escape(str(word))) for *each, word in DEEDS)
        ]
        self._deeds = {
            may: f'<p class="card-deeds">{"".join(button for right, button in buttons if right in may)}</p></article>'
            for may in MAY
        }

    def cards(self, deals: Collection[CardRow], stage: Stage) -> SafeString:
        """The cards of these deals, all in one stage."""
        return mark_safe("".join([self._card(deal, stage) for deal in deals]))  # noqa: S308  every value is escaped

    def _may(self, owner: int | None) -> frozenset[Right]:
        if owner not in self._known:
            reached = (right for right, owners in self._owners.items() if owners is None or owner in owners)
            self._known[owner] = frozenset({Right.READ, *reached})
        return self._known[owner]

    def _card(self, deal: CardRow, stage: Stage) -> str:
        may = self._may(deal.owner_id)
        fixed = "" if Right.WRITE in may else " data-fixed"
        return (
            f'<article class="card" tabindex="-1"{fixed} data-code="{escape(deal.code)}" data-version="{deal.version}">'
            f"{self._who(deal)}"
            f'<h3><a href="{self._before_code}{escape(deal.code)}{self._after_code}" lang="und">{escape(deal.name)}</a></h3>'
            f"{self._figures(deal, stage)}{self._waiting(deal)}{self._closing(deal)}{self._next_step(deal)}{self._deeds[may]}"
        )

    def _who(self, deal: CardRow) -> str:
        if not self._client and not self._owner:
            return ""
        client = owner = ""
        if self._client:
            name = deal.account__name or ""
            client = (
                f'<span class="avatar company tiny t{_tint(deal.account_id)}" aria-hidden="true">{escape(initials(name or "?"))}</span>'
                f'<span lang="und">{escape(name or self._no_client)}</span>'
            )
        if self._owner and deal.owner__name:
            name = deal.owner__name
            owner = f'<span class="avatar tiny t{_tint(deal.owner_id)}" title="{escape(name)}">{escape(initials(name))}</span>'
        return f'<p class="card-client">{client}{owner}</p>'

    def _figures(self, deal: CardRow, stage: Stage) -> str:
        if not self._amount and not self._days:
            return ""
        amount = days_shown = ""
        if self._amount:
            amount = escape(self._reader.money(deal.amount_minor, deal.currency) or self._no_amount)
        if self._days:
            days, target = max(0, self._now - deal.stage_since) // DAY, stage.target_days
            tone = "warn" if target is not None and days > target else "ink3"
            of = f" / {target}" if target else ""
            days_shown = f'<span class="{tone}" title="{self._days_title}">{self._days_word % {"days": days}}{of}</span>'
        return f'<p class="card-figures"><span>{amount}</span>{days_shown}</p>'

    def _waiting(self, deal: CardRow) -> str:
        return f'<p class="card-chance" id="chance-{escape(deal.code)}">{_TRACK}</p>' if self._chance else ""

    def _closing(self, deal: CardRow) -> str:
        day = deal.expected_close_on
        if not self._close or day is None:
            return ""
        tone = " warn" if day < self._reader.today else ""
        return f'<p class="card-close note{tone}">{self._close_word % {"day": escape(self._reader.day(day))}}</p>'

    def _next_step(self, deal: CardRow) -> str:
        """The next step in words, marked by how urgent it is: none, late, today or planned."""
        if not self._step:
            return ""
        step, due, today = deal.next_step__what, deal.next_due_on, self._reader.today
        if step is None:
            kind, words = "none", self._no_step
        elif due is None:
            kind, words = "planned", step
        elif due == today:
            kind, words = "today", self._today_word % {"step": step}
        else:
            kind = "late" if due < today else "planned"
            # A day is never broken from its month.
            words = self._day_word % {"step": step, "day": self._reader.day(due).replace(" ", "\xa0")}
        return f'<p class="card-step {kind}">{self._icons[kind]}<span lang="und">{escape(words)}</span></p>'


def _tint(number: int | None) -> int:
    return (number or 0) % TINTS + 1
