"""Bringing a client in, changing it, removing it, pinning it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.actions import create_account, pin_account, remove_account, unpin_account, update_account
from saphan.clients.duplicates import likely_duplicates
from saphan.clients.models import Account
from saphan.clients.rules import may_create, may_write
from saphan.core.errors import RuleBroken
from saphan.core.period import start_of_day
from saphan.journal import now
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import account_of, client_page
from saphan.web.clients.forms import NewAccountForm, SavedAccountForm, initial_of
from saphan.web.clients.writing import named
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched
from saphan.workspace.days import today_in


def new(request: MemberRequest) -> HttpResponse:
    """A new client; what is probably there already is shown before it comes in twice."""
    require(may_create(request.actor))
    initial = {"owner": request.member.pk, "name": request.GET.get("name", "")}
    matches: list[dict[str, Any]] = []
    return edit(
        request,
        Edit(
            title=_("New client"),
            form=partial(NewAccountForm, request=request, initial=initial),
            act=partial(_create, request, matches),
            to=partial(client_page, request),
            back=reverse("clients:list", args=[request.workspace.code]),
            said=_("The client is in the book."),
            button=_("Create"),
            above="clients/likely.html",
            more={"matches": matches},
        ),
    )


@require_safe
def likely(request: MemberRequest) -> HttpResponse:
    """Clients that may be the one whose name is being typed."""
    require(may_create(request.actor))
    return render(
        request, "clients/likely.html", {"matches": _matches(request, [request.GET.get("name", "")], "")}
    )


def change(request: MemberRequest, code: str) -> HttpResponse:
    """Change what is known; owner, territory and parent from a day on."""
    account = account_of(request, code)
    require(may_write(request.actor, account))
    page = client_page(request, account)
    return edit(
        request,
        Edit(
            title=_("Edit %(name)s") % {"name": account.name},
            form=partial(SavedAccountForm, request=request, initial=initial_of(account)),
            act=partial(_update, request, account),
            to=page,
            back=page,
            said=_("%(name)s is saved.") % {"name": account.name},
            button=_("Save"),
        ),
    )


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    account = account_of(request, code)
    act = partial(remove_account, account, actor=request.actor)
    to = reverse("clients:list", args=[request.workspace.code])
    return do(request, act, to=to, said=_("%(name)s is taken out of every list.") % {"name": account.name})


@require_POST
def pin(request: MemberRequest, code: str) -> HttpResponse:
    """Keep the client in the rail, or no longer."""
    account, is_wanted = account_of(request, code), request.POST.get("value") == "yes"
    act = partial(pin_account if is_wanted else unpin_account, account, actor=request.actor)
    said = _("Pinned to the left.") if is_wanted else _("No longer pinned.")
    return do(request, act, to=client_page(request, account), said=said)


def _create(request: MemberRequest, matches: list[dict[str, Any]], form: NewAccountForm) -> Account:
    try:
        created: Account = create_account(
            actor=request.actor,
            despite_duplicates="despite_duplicates" in request.POST,
            **{"name": form.cleaned_data["name"], **form.changes()},
        )
    except RuleBroken as error:
        if error.code == "account.likely_duplicate":
            names = [form.cleaned_data[name] for name in ("name", "name_en", "name_zh", "name_th")]
            matches += _matches(request, names, form.cleaned_data["registration_number"])
        raise
    return created


def _update(request: MemberRequest, account: Account, form: SavedAccountForm) -> Any:
    day = form.cleaned_data["effective_on"]
    zone = request.workspace.zone
    since = None if day is None or day == today_in(request.workspace, now()) else start_of_day(day, zone)
    options: dict[str, Any] = {"actor": request.actor, "effective_at": since}
    return save_touched(update_account, account, form, **options)


def _matches(request: MemberRequest, names: list[str], number: str) -> list[dict[str, Any]]:
    """Likely duplicates with their pages; nothing for a name too short to tell."""
    wanted = [name for name in names if len(name.strip()) > 1]
    if not wanted and not number:
        return []
    return [
        {
            "name": named(match.account, request.LANGUAGE_CODE),
            "code": match.account.code,
            "pk": match.account.pk,
            "city": match.account.city,
            "reason": _why(match.reason),
        }
        for match in likely_duplicates(request.actor, wanted, registration_number=number)[:5]
    ]


def _why(reason: str) -> str:
    return {
        "registration_number": _("same registration number"),
        "name": _("same name"),
        "similar_name": _("similar name"),
    }[reason]
