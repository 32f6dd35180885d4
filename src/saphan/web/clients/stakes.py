"""What people mean for a client: role, stance, influence, and to whom they report."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.clients.actions import remove_stakeholder, set_stakeholder
from saphan.clients.queries import stakes_for
from saphan.clients.rules import may_write
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import account_of, client_page, person_of, stake_of
from saphan.web.clients.people_forms import StakeForm
from saphan.web.request import MemberRequest, require

SHOWN = ("role", "stance", "influence", "reports_to_id", "evidence")


def set_stake(request: MemberRequest, code: str, person: str) -> HttpResponse:
    """Say what a person means for the client; a second time changes it."""
    account, human = account_of(request, code), person_of(request, person)
    require(may_write(request.actor, account))
    page = client_page(request, account)
    known = stakes_for(request.actor).filter(account=account, person=human, opportunity=None).first()
    initial: dict[str, Any] = (
        {name: getattr(known, name) for name in SHOWN} if known else {"stance": 0, "influence": 3}
    )
    return edit(
        request,
        Edit(
            title=_("%(person)s at %(client)s") % {"person": human.name, "client": account.name},
            form=partial(StakeForm, request=request, account=account, initial=initial),
            act=lambda form: set_stakeholder(account, actor=request.actor, person=human, **form.cleaned_data),
            to=page,
            back=page,
            said=_("%(name)s is saved.") % {"name": human.name},
            button=_("Save"),
        ),
    )


@require_POST
def drop_stake(request: MemberRequest, code: str) -> HttpResponse:
    stake = stake_of(request, code)
    act = partial(remove_stakeholder, stake, actor=request.actor)
    said = _("%(name)s no longer counts here.") % {"name": stake.person.name}
    return do(request, act, to=client_page(request, stake.account), said=said)
