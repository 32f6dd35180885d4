"""The API as a whole: its routers, its way in, and what it says when something fails."""

from __future__ import annotations

from ninja import Router

from saphan.api.admission import AccessToken
from saphan.api.openapi import DescribedAPI
from saphan.api.operations import (
    bulk,
    calls,
    catalogue,
    clients,
    contact,
    contracts,
    costs,
    exports,
    finding,
    forecast,
    imports,
    invoices,
    journal,
    leads,
    metrics,
    movement,
    opportunities,
    orders,
    past,
    people,
    prices,
    quotes,
    reports,
    satisfaction,
    setup,
    targets,
    tokens,
    views,
    whitespace,
    workspace,
)
from saphan.api.parsing import StrictParser
from saphan.api.problems import install

api = DescribedAPI(
    title="Saphan",
    version="1",
    description=(
        "Read and change everything that the member behind the token may read and change. "
        "Records are named by their public codes. docs/api.md tells the rest."
    ),
    urls_namespace="api-v1",
    docs_url=None,
    auth=AccessToken(),
    parser=StrictParser(),
)
install(api)

MOUNTS: dict[str, Router] = {
    "/accounts": clients.accounts,
    "/units": clients.units,
    "/people": people.people,
    "/affiliations": people.affiliations,
    "/stakeholders": people.stakeholders,
    "/interactions": contact.interactions,
    "/next-steps": contact.next_steps,
    "/attachments": contact.attachments,
    "/leads": leads.leads,
    "/lead-criteria": leads.criteria,
    "/opportunities": opportunities.opportunities,
    "/quotes": quotes.quotes,
    "/quote-setup": quotes.setup,
    "/contracts": contracts.contracts,
    "/duties": contracts.duties,
    "/price-lists": prices.price_lists,
    "/listed-prices": prices.listed_prices,
    "/orders": orders.orders,
    "/invoices": invoices.invoices,
    "/receipts": invoices.receipts,
    "/bulk": bulk.bulk,
    "/pipelines": setup.pipelines,
    "/stages": setup.stages,
    "/lost-reasons": setup.lost_reasons,
    "/members": workspace.members,
    "/teams": workspace.teams,
    "/territories": workspace.territories,
    "/offerings": catalogue.offerings,
    "/prices": catalogue.prices,
    "/rates": catalogue.rates,
    "/whitespace-cells": whitespace.cells,
    "/targets": targets.targets,
    "/submissions": calls.submissions,
    "/roll-up": calls.rolling,
    "/track-records": calls.records,
    "/surveys": satisfaction.surveys,
    "/survey-invitations": satisfaction.invitations,
    "/survey-answers": satisfaction.answers,
    "/campaigns": costs.campaigns,
    "/costs": costs.costs,
    "/acquisition-shares": costs.shares,
    "/changes": journal.changes,
    "/search": finding.finding,
    "/imports": imports.imports,
    "/exports": exports.exports,
    "/metrics": metrics.metrics,
    "/pipeline": past.past,
    "/reports": reports.reports,
    "/report-schedules": reports.schedules,
    "/pipeline-changes": movement.movement,
    "/forecast": forecast.forecasts,
    "/tokens": tokens.tokens,
    "/views": views.views,
    "": workspace.workspace,
}
for resource, router in journal.WITH_HISTORY:
    journal.offer_history(router, resource)
for prefix, router in MOUNTS.items():
    api.add_router(prefix, router)
