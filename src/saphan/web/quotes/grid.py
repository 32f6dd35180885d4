"""The list of quotes: its columns and filters."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.commerce.actions import update_quote
from saphan.commerce.models import Quote
from saphan.commerce.quote_lists import QUOTES as LISTING
from saphan.commerce.quote_queries import quotes_for
from saphan.commerce.quote_rules import may_write_quote
from saphan.commerce.quote_terms import QuoteStatus
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset
from saphan.workspace.terms import Language

TONES = {
    QuoteStatus.ACCEPTED: "good",
    QuoteStatus.DECLINED: "crit",
    QuoteStatus.EXPIRED: "crit",
    QuoteStatus.WAITING: "warn",
}


def tone_of(status: str) -> str:
    return TONES.get(QuoteStatus(status), "")


def name(quote: Quote, about: About) -> Cell:
    note = format_html(
        '{} <span class="only-phone" lang="und">{}</span>',
        f"{quote.code} · v{quote.edition}",
        quote.account.name,
    )
    title = cells.in_language(quote.name, "und")
    return cells.titled(about.page_of(quote.code), "", title, note, quote.name)


def _status(quote: Quote, about: About) -> Cell:  # noqa: ARG001
    return cells.chip(quote.get_status_display(), tone=tone_of(quote.status))


def _valid(quote: Quote, about: About) -> Cell:
    is_late = bool(
        quote.status == QuoteStatus.SENT and quote.valid_until and quote.valid_until < about.reader.today
    )
    return cells.plain(about.reader.day(quote.valid_until), tone="warn" if is_late else "")


QUOTES = Grid(
    key="quotes",
    label=_("Quotes"),
    listing=LISTING,
    rows=quotes_for,
    along=("account", "owner"),
    template="quotes/list.html",
    empty="quotes/none.html",
    page="quotes:list",
    record="quotes:detail",
    peek="quotes:peek",
    count=lambda n: ngettext("%(n)s quote", "%(n)s quotes", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s quote", "more than %(n)s quotes", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Quote"), name, "name", "title", "name", editors.words(update_quote, "name", in_bulk=False), 260),
        Column("account", _("Client"), lambda quote, _about: cells.company(quote.account.name, quote.account_id), width=190),
        Column(
            "status", _("Status"), _status, "", "end", "status", width=150,
            group=lambda quote, _reader: quote.get_status_display(),
        ),
        Column(
            "amount", _("Amount"), lambda quote, about: cells.plain(about.reader.money(quote.amount_minor, quote.currency)),
            "number", "sub", "amount", width=130, falls=True,
        ),
        Column("sent", _("Sent on"), lambda quote, about: cells.plain(about.reader.day(quote.sent_on)), "nowrap", "", "sent", width=110, falls=True),
        Column("valid", _("Valid until"), _valid, "nowrap", "", "valid", width=110),
        Column("owner", _("Owner"), lambda quote, _about: cells.member(quote), width=150),
        Column("language", _("Language"), lambda quote, _about: cells.plain(quote.get_language_display()), width=110, is_first_shown=False),
        Column("created", _("Created"), lambda quote, about: cells.plain(about.reader.ago(quote.created_at)), "nowrap", "", "created", width=0, falls=True, is_first_shown=False),
    ),
    facets=(
        Facet("status", _("Status"), "choice", choices.words_of(QuoteStatus)),
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("language", _("Language"), "choice", choices.words_of(Language)),
        Facet("amount", _("Amount"), "money"),
        Facet("sent", _("Sent on"), "day"),
        Facet("valid", _("Valid until"), "day"),
    ),
    presets=(
        Preset(_("All")), Preset(_("Mine"), "owner=me"), Preset(QuoteStatus.DRAFT.label, "status=draft"),
        Preset(QuoteStatus.WAITING.label, "status=waiting"), Preset(QuoteStatus.SENT.label, "status=sent"),
        Preset(QuoteStatus.ACCEPTED.label, "status=accepted"),
    ),
    default_sort="-created",
    may_edit=lambda actor, quote, _gathered: quote.status == QuoteStatus.DRAFT and may_write_quote(actor, quote),
    export="quotes",
    past=frozenset({"name", "account", "status", "amount", "sent", "valid", "owner", "language", "created"}),
)  # fmt: skip
