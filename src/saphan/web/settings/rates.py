"""Exchange rates: the published table, and the workspace's own rates that go before it."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from saphan.administration.actions import remove_own_rate, set_own_rate
from saphan.administration.queries import latest_published, own_rates_for
from saphan.core.rates import RATE_SCALE
from saphan.web.answers import answer
from saphan.web.reader import Reader, reader_of
from saphan.web.request import MemberRequest
from saphan.web.settings.choices import clock, currencies
from saphan.web.settings.forms import TouchedForm, offer
from saphan.web.settings.pages import Edit, address, edit, frame, needs, page
from saphan.workspace.models import ExchangeRate
from saphan.workspace.rates import rate_table
from saphan.workspace.rights import Right

PAGE = "settings/rates.html"


class RateForm(TouchedForm):
    currency = forms.ChoiceField(label=gettext_lazy("One unit of"))
    rate = forms.DecimalField(
        label=gettext_lazy("is worth"), min_value=Decimal("0.00000001"), max_digits=18, decimal_places=8
    )
    in_currency = forms.ChoiceField(label=gettext_lazy("in"))
    on = forms.DateField(
        label=gettext_lazy("on the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, currency=currencies(), in_currency=currencies())


@require_safe
@needs(Right.RATES)
def rates(request: MemberRequest) -> HttpResponse:
    return page(request, "rates", PAGE, **_rates(request))


@needs(Right.RATES)
def new_rate(request: MemberRequest) -> HttpResponse:
    """Set an own rate for a pair of currencies and a day."""
    today = clock(request.workspace.time_zone).date()
    return edit(
        request,
        Edit(
            section="rates",
            title=_("Add a rate of your own"),
            form=partial(RateForm, initial={"in_currency": request.workspace.currency, "on": today}),
            act=partial(_set, request),
            back=address(request, "rates"),
            said=_("The rate is saved and counts from now on."),
            button=_("Save"),
            effect=partial(_effect, request),
        ),
    )


@require_POST
@needs(Right.RATES)
def remove_rate(request: MemberRequest, rate_id: int) -> HttpResponse:
    return answer(
        request,
        None,
        partial(remove_own_rate, actor=request.actor, rate_id=rate_id),
        page=PAGE,
        fragment="rates",
        context=lambda: frame(request, "rates", **_rates(request)),
        said=_("Removed. The published rate counts again."),
    )


def _set(request: MemberRequest, form: TouchedForm) -> ExchangeRate:
    chosen = form.cleaned_data
    rate: ExchangeRate = set_own_rate(
        actor=request.actor,
        currency=chosen["currency"],
        in_currency=chosen["in_currency"],
        on=chosen["on"],
        rate_e8=int(chosen["rate"] * RATE_SCALE),
    )
    return rate


def _effect(request: MemberRequest, form: TouchedForm) -> list[str]:
    """The rate that counts without this one."""
    pair = {"currency": form.value("currency"), "in_currency": form.value("in_currency")}
    if not all(pair.values()) or pair["currency"] == pair["in_currency"]:
        return []
    known = rate_table(request.workspace).rate(pair["currency"], pair["in_currency"], form.value("on"))
    if known is None:
        return [_("So far no rate from %(currency)s to %(in_currency)s is known for that day.") % pair]
    return [
        _("So far 1 %(currency)s is %(rate)s %(in_currency)s on that day.")
        % {**pair, "rate": f"{float(known):,.4f}"}
    ]


def _rates(request: MemberRequest) -> dict[str, Any]:
    reader = reader_of(request)
    return {
        "own": [_shown(rate, reader) for rate in own_rates_for(request.actor)[:200]],
        "published": [_shown(rate, reader) for rate in latest_published()],
    }


def _shown(rate: ExchangeRate, reader: Reader) -> dict[str, Any]:
    return {
        "id": rate.pk,
        "currency": rate.currency,
        "in_currency": rate.in_currency,
        "day": reader.full_day(rate.on),
        "rate": f"{Decimal(rate.rate_e8) / RATE_SCALE:,f}".rstrip("0").rstrip("."),
    }
