"""One order: what was agreed, how it stands, what became of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.commerce.actions import assign_order, cancel_order, remove_order, update_order
from saphan.commerce.models import Order
from saphan.commerce.queries import invoices_for, order_lines_for, orders_for
from saphan.commerce.rules import may_write
from saphan.commerce.terms import OrderStatus
from saphan.web.answers import answer
from saphan.web.commerce.grid import ORDERS
from saphan.web.commerce.lines import shown
from saphan.web.history.moments import changes_shown
from saphan.web.past.record import stood
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import TouchedForm, save_touched, version_field
from saphan.workspace.queries import active_members_for
from saphan.workspace.rights import Right

PAGE, FEW = "commerce/order.html", 6


class EditForm(TouchedForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    reference = forms.CharField(
        label=gettext_lazy("The client’s order number"), max_length=80, required=False
    )
    version = version_field()


class CancelForm(forms.Form):
    reason = forms.CharField(max_length=500)
    cancelled_on = forms.DateField(required=False)


class RemoveForm(forms.Form):
    reason = forms.CharField(max_length=500)


@require_safe
def order(request: MemberRequest, code: str) -> HttpResponse:
    """An order the member may read, now or as it was."""
    here = found(request, code)
    return stood(request, here, ORDERS) or render(request, PAGE, context_of(request, here))


@require_safe
def peek(request: MemberRequest, code: str) -> HttpResponse:
    """The order in a panel beside the list."""
    context = context_of(request, found(request, code))
    return render(request, "commerce/peek.html", context | {"moments": context["moments"][:FEW]})


@require_POST
def edit(request: MemberRequest, code: str) -> HttpResponse:
    """Save what was touched."""
    here = found(request, code)
    form = EditForm(request.POST, initial=_initial(here))

    def act(**_cleaned: Any) -> Any:
        return save_touched(update_order, here, form, actor=request.actor)

    return _answered(request, here, form, act, _("Saved."))


@require_POST
def assign(request: MemberRequest, code: str) -> HttpResponse:
    """Give the order to another member."""
    here = found(request, code)
    owner = get_object_or_404(active_members_for(request.actor), code=request.POST.get("owner", ""))
    act = partial(assign_order, here, actor=request.actor, owner=owner)
    return _answered(request, here, None, act, _("%(owner)s owns it now.") % {"owner": owner.name})


@require_POST
def cancel(request: MemberRequest, code: str) -> HttpResponse:
    """Cancel the order in full, with the reason."""
    here = found(request, code)
    act = partial(cancel_order, here, actor=request.actor)
    return _answered(
        request, here, CancelForm, act, _("Cancelled. Its value is out of the figures from that day on.")
    )


@require_POST
def remove(request: MemberRequest, code: str) -> HttpResponse:
    """Take out an order that was entered by mistake; the list follows."""
    here = found(request, code)
    act = partial(remove_order, here, actor=request.actor)
    to = reverse("commerce:orders", args=[request.workspace.code])
    context = partial(context_of, request, here)
    return answer(
        request, RemoveForm, act, page=PAGE, fragment="order", context=context, to=to, said=_("Removed.")
    )


def found(request: MemberRequest, code: str) -> Order:
    return get_object_or_404(
        orders_for(request.actor).select_related("account", "owner", "opportunity"), code=code
    )


def context_of(request: MemberRequest, here: Order) -> dict[str, Any]:
    """Everything the page of an order shows, read anew."""
    order, reader = _again(request, here), reader_of(request)
    return {
        "order": order,
        "may_write": may_write(request.actor, order),
        "is_open": order.status != OrderStatus.CANCELLED,
        "lines": shown(order_lines_for(request.actor, order), order.currency, reader),
        "amount": reader.money(order.amount_minor, order.currency),
        "tax": reader.money(order.tax_minor, order.currency) if order.tax_minor else "",
        "with_tax": reader.money(order.amount_minor + order.tax_minor, order.currency),
        "reporting": reader.compact(order.reporting_minor) if order.currency != reader.currency else "",
        "confirmed_day": reader.full_day(order.confirmed_on),
        "cancelled_day": reader.full_day(order.cancelled_on) if order.cancelled_on else "",
        "invoices": [
            (each, reader.money(each.total_minor, each.currency))
            for each in invoices_for(request.actor).filter(order=order).order_by("pk")
        ],
        "may_bill": request.actor.reaches(Right.BILL, order.account.owner_id)
        and order.status != OrderStatus.CANCELLED,
        "members": active_members_for(request.actor).order_by("name").values_list("code", "name"),
        "moments": changes_shown(order, reader),
        "edit_form": EditForm(initial=_initial(order)),
    }


def _again(request: MemberRequest, here: Order) -> Order:
    """As it is now; after it was handed out of one's reach, as it was."""
    rows = orders_for(request.actor).select_related("account", "owner", "opportunity")
    return rows.filter(pk=here.pk).first() or here


def _answered(request: MemberRequest, here: Order, form: Any, act: Any, said: str) -> HttpResponse:
    context = partial(context_of, request, here)
    return answer(request, form, act, page=PAGE, fragment="order", context=context, said=said)


def _initial(order: Order) -> dict[str, Any]:
    return {name: getattr(order, name) for name in ("name", "reference", "version")}
