"""How a page answers: the fragment that changed, a redirect, or the same fragment with the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from saphan.core.errors import SaphanError
from saphan.words.refusal import Refusal, refusal_of

Context = Callable[[], dict[str, Any]]
SEE_OTHER = 303
UNPROCESSABLE = 422


def answer(
    request: HttpRequest,
    form: type[BaseForm] | BaseForm | None,
    act: Callable[..., Any],
    *,
    page: str,
    fragment: str,
    context: Context,
    to: str | Callable[[Any], str] | None = None,
    said: Any = "",
) -> HttpResponse:
    """Run `act(**cleaned form)` and show what became of it.

    Done: htmx gets the `fragment` of `page` with a fresh `context()`, everybody else is sent back to where
    they were. With `to` (an address, or a function of the result) both are sent there instead. `said` is the
    sentence of the toast; the toast offers to undo when the result carries a journal change.

    Refused: the same fragment (without htmx the whole page) with status 422, 403, 404 or 409, the bound form
    as `form` and a `Refusal` as `refusal`. What the person typed stays in the form.
    """
    bound = form(request.POST, request.FILES) if isinstance(form, type) else form
    if bound is not None and not bound.is_valid():
        return _show(request, page, fragment, {**context(), "form": bound}, UNPROCESSABLE)
    try:
        result = act(**bound.cleaned_data) if bound is not None else act()
    except SaphanError as error:
        refusal = refusal_of(error)
        _mark_field(bound, refusal)
        shown = {**context(), "refusal": refusal} | ({"form": bound} if bound is not None else {})
        return _show(request, page, fragment, shown, refusal.status)
    return _done(request, result, page, fragment, context, to, said)


def toast(
    request: HttpRequest, response: HttpResponse, text: str, *, undo: int | None = None
) -> HttpResponse:
    """Say one sentence about what was done: at once under htmx, otherwise on the next page."""
    if _is_htmx(request):
        return trigger_client_event(response, "saphan:toast", {"text": text, "undo": undo})
    messages.success(request, text, extra_tags=f"undo-{undo}" if undo else "")
    return response


def back(request: HttpRequest, *, otherwise: str = "") -> str:
    """The page of ours that the person came from, else the address given, else this one."""
    referer = request.headers.get("Referer", "")
    known = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if known else otherwise or request.path


def _done(
    request: HttpRequest,
    result: Any,
    page: str,
    fragment: str,
    context: Context,
    to: str | Callable[[Any], str] | None,
    said: Any,
) -> HttpResponse:
    response: HttpResponse
    if to is not None:
        address = to if isinstance(to, str) else to(result)
        response = HttpResponseClientRedirect(address) if _is_htmx(request) else _see_other(address)
        if said:
            messages.success(request, str(said), extra_tags=_undo_tag(result))
        return response
    response = (
        _show(request, page, fragment, context(), 200) if _is_htmx(request) else _see_other(back(request))
    )
    change = getattr(result, "change", None)
    return toast(request, response, str(said), undo=change.pk if change else None) if said else response


def _show(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], status: int
) -> HttpResponse:
    return render(request, f"{page}#{fragment}" if _is_htmx(request) else page, context, status=status)


def _mark_field(form: BaseForm | None, refusal: Refusal) -> None:
    if form is not None:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _undo_tag(result: Any) -> str:
    change = getattr(result, "change", None)
    return f"undo-{change.pk}" if change else ""


def _see_other(address: str) -> HttpResponse:
    # 303, so that the browser asks with GET whatever the method was; 302 leaves that to habit.
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
