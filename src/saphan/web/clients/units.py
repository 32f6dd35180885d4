"""The parts of a client that buy on their own."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.clients.actions import create_unit, remove_unit, update_unit
from saphan.clients.rules import may_write, may_write_child
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import account_of, client_page, unit_of
from saphan.web.clients.forms import SavedUnitForm, UnitForm
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched


def new_unit(request: MemberRequest, code: str) -> HttpResponse:
    account = account_of(request, code)
    require(may_write(request.actor, account))
    page = client_page(request, account)
    return edit(
        request,
        Edit(
            title=_("Add a business unit"),
            form=UnitForm,
            act=lambda form: create_unit(account, actor=request.actor, **form.cleaned_data),
            to=page,
            back=page,
            said=_("Added."),
            button=_("Add"),
        ),
    )


def edit_unit(request: MemberRequest, code: str) -> HttpResponse:
    unit = unit_of(request, code)
    require(may_write_child(request.actor, unit))
    page = client_page(request, unit.account)
    initial = {
        "name": unit.name,
        "budget_holder": unit.budget_holder,
        "status": unit.status,
        "version": unit.version,
    }
    return edit(
        request,
        Edit(
            title=unit.name,
            form=partial(SavedUnitForm, initial=initial),
            act=lambda form: save_touched(update_unit, unit, form, actor=request.actor),
            to=page,
            back=page,
            said=_("%(name)s is saved.") % {"name": unit.name},
            button=_("Save"),
        ),
    )


@require_POST
def drop_unit(request: MemberRequest, code: str) -> HttpResponse:
    unit = unit_of(request, code)
    act = partial(remove_unit, unit, actor=request.actor)
    return do(
        request, act, to=client_page(request, unit.account), said=_("%(name)s is gone.") % {"name": unit.name}
    )
