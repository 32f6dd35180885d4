"""Contracts on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from saphan.commerce.contract_print import pdf_of
from saphan.commerce.contract_queries import contract_versions_for
from saphan.commerce.models import Contract, ContractVersion
from saphan.web.contracts.page import found
from saphan.web.request import MemberRequest


@require_safe
def pdf(request: MemberRequest, code: str) -> HttpResponse:
    """The newest version as a PDF; before it is signed, marked as a draft."""
    here = found(request, code)
    return _file(here, contract_versions_for(request.actor, here).first())


@require_safe
def version_pdf(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """A version as it was signed."""
    here = found(request, code)
    return _file(here, get_object_or_404(contract_versions_for(request.actor, here), number=number))


def _file(contract: Contract, version: ContractVersion | None) -> HttpResponse:
    response = HttpResponse(pdf_of(contract, version), content_type="application/pdf")
    number = version.number if version else 0
    response.headers["Content-Disposition"] = f'attachment; filename="{contract.code}-v{number}.pdf"'
    return response
