"""The list of contracts: its columns and filters."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.commerce.actions import update_contract
from saphan.commerce.contract_lists import CONTRACTS as LISTING
from saphan.commerce.contract_queries import contracts_for
from saphan.commerce.contract_rules import may_write_contract
from saphan.commerce.contract_terms import UNSIGNED, ContractKind, ContractStatus, RenewalKind
from saphan.commerce.models import Contract
from saphan.web.commerce.sections import sections
from saphan.web.contracts.duty_grid import SECTIONS
from saphan.web.grid import cells, choices, editors
from saphan.web.grid.columns import About, Cell, Column, Facet, Grid, Preset
from saphan.web.request import MemberRequest
from saphan.workspace.terms import Language

TONES = {ContractStatus.SIGNED: "good", ContractStatus.IN_TALKS: "warn", ContractStatus.ENDED: ""}
SOON = 30  # days


def tone_of(status: str) -> str:
    return TONES.get(ContractStatus(status), "")


def horizons(request: MemberRequest) -> Sequence[tuple[str, str]]:  # noqa: ARG001
    """In how many days a term may end to be worth a look."""
    return [
        (str(n), ngettext("in the next %(n)s day", "in the next %(n)s days", n) % {"n": n})
        for n in (30, 60, 90, 180, 365)
    ]


def name(contract: Contract, about: About) -> Cell:
    note = format_html(
        '{} <span class="only-phone" lang="und">{}</span>',
        contract.number or contract.code,
        contract.account.name,
    )
    title = cells.in_language(contract.name, "und")
    return cells.titled(about.page_of(contract.code), "", title, note, contract.name)


def client(contract: Contract, about: About) -> Cell:
    url = reverse("clients:detail", args=[about.actor.workspace.code, contract.account.code])
    return cells.company(contract.account.name, contract.account_id, url)


def _status(contract: Contract, about: About) -> Cell:  # noqa: ARG001
    return cells.chip(contract.get_status_display(), tone=tone_of(contract.status))


def _amount(contract: Contract, about: About) -> Cell:
    return cells.plain(about.reader.money(contract.amount_minor, contract.currency))


def _until(contract: Contract, about: About) -> Cell:
    if contract.status == ContractStatus.ENDED:
        return cells.plain(about.reader.day(contract.ended_on), tone="nowrap")
    if contract.runs_until is None:
        return cells.plain(say("open-ended") if contract.starts_on else "")
    return cells.plain(about.reader.day(contract.runs_until), tone="nowrap")


def _notice_by(contract: Contract, about: About) -> Cell:
    if contract.notice_by is None or contract.status != ContractStatus.SIGNED:
        return Cell("")
    is_near = (contract.notice_by - about.reader.today).days <= SOON
    return cells.plain(about.reader.day(contract.notice_by), tone="warn" if is_near else "nowrap")


def _owner(contract: Contract, about: About) -> Cell:  # noqa: ARG001
    owner = contract.account.owner
    return cells.person(owner.name if owner else "", contract.account.owner_id)


CONTRACTS = Grid(
    key="contracts",
    label=_("Contracts"),
    listing=LISTING,
    rows=contracts_for,
    along=("account", "account__owner"),
    template="contracts/list.html",
    empty="contracts/none.html",
    page="contracts:list",
    record="contracts:detail",
    count=lambda n: ngettext("%(n)s contract", "%(n)s contracts", n) % {"n": f"{n:,}"},
    above=lambda n: ngettext("more than %(n)s contract", "more than %(n)s contracts", n) % {"n": f"{n:,}"},
    columns=(
        Column("name", _("Contract"), name, "name", "title", "name", editors.words(update_contract, "name", in_bulk=False), 230),
        Column("account", _("Client"), client, sort="account", width=190, group=lambda contract, _reader: contract.account.name),
        Column("kind", _("Kind"), lambda contract, _about: cells.plain(contract.get_kind_display()), width=140),
        Column(
            "status", _("Status"), _status, "", "end", "status", width=110,
            group=lambda contract, _reader: contract.get_status_display(),
        ),
        Column("amount", _("Amount"), _amount, "number", "sub", "amount", width=130, falls=True),
        Column("until", _("Runs until"), _until, "", "", "until", width=120),
        Column("notice_by", _("Notice by"), _notice_by, "", "", "notice_by", width=120),
        Column("owner", _("Owner"), _owner, width=140),
        Column("renewal", _("Renewal"), lambda contract, _about: cells.plain(contract.get_renewal_display()), width=190, is_first_shown=False),
        Column("signed", _("Signed on"), lambda contract, about: cells.plain(about.reader.day(contract.signed_on), tone="nowrap"), sort="signed", width=110, falls=True, is_first_shown=False),
        Column("edition", _("Version"), lambda contract, _about: cells.plain(str(contract.edition or "")), "number", width=80, is_first_shown=False),
        Column("language", _("Language"), lambda contract, _about: cells.plain(contract.get_language_display()), width=110, is_first_shown=False),
        Column("created", _("Created"), lambda contract, about: cells.plain(about.reader.ago(contract.created_at)), "nowrap", "", "created", width=0, falls=True, is_first_shown=False),
    ),
    facets=(
        Facet("status", _("Status"), "choice", choices.words_of(ContractStatus)),
        Facet("to_renew", _("To renew"), "choice", horizons),
        Facet("kind", _("Kind"), "choice", choices.words_of(ContractKind)),
        Facet("renewal", _("Renewal"), "choice", choices.words_of(RenewalKind)),
        Facet("owner", _("Owner"), "choice", choices.owners),
        Facet("territory", _("Territory"), "choice", choices.territories),
        Facet("until", _("Runs until"), "day"),
        Facet("notice_by", _("Notice by"), "day"),
        Facet("signed", _("Signed on"), "day"),
        Facet("amount", _("Amount"), "money"),
        Facet("language", _("Language"), "choice", choices.words_of(Language)),
        Facet("number", _("Number")),
    ),
    presets=(
        Preset(_("All")), Preset(_("Mine"), "owner=me"), Preset(_("To renew in 90 days"), "to_renew=90&sort=until"),
        Preset(ContractStatus.IN_TALKS.label, "status=in_talks"), Preset(ContractStatus.SIGNED.label, "status=signed"),
        Preset(ContractStatus.ENDED.label, "status=ended"),
    ),
    default_sort="-created",
    may_edit=lambda actor, contract, _gathered: contract.status in UNSIGNED and may_write_contract(actor, contract),
    export="contracts",
    around=lambda request: {"sections": sections(request, "list", "contracts", SECTIONS)},
    past=frozenset({
        "name", "account", "kind", "status", "amount", "renewal", "signed", "edition", "language", "created", "number",
    }),
    searched_then=("name", "number"),
)  # fmt: skip
