from __future__ import annotations

from django.urls import path

from saphan.web.contracts import flow, page, paper, writing

app_name = "contracts"
urlpatterns = [
    path("contracts/", page.contracts, name="list"),
    path("contracts/new/", writing.new, name="new"),
    path("contracts/<slug:code>/", page.contract, name="detail"),
    path("contracts/<slug:code>/pdf/", paper.pdf, name="pdf"),
    path("contracts/<slug:code>/versions/<int:number>/", paper.version_pdf, name="version"),
    path("contracts/<slug:code>/edit/", flow.change, name="edit"),
    path("contracts/<slug:code>/clauses/", writing.clauses, name="clauses"),
    path("contracts/<slug:code>/talk/", flow.talk, name="talk"),
    path("contracts/<slug:code>/withdraw/", flow.withdraw, name="withdraw"),
    path("contracts/<slug:code>/sign/", flow.sign, name="sign"),
    path("contracts/<slug:code>/amend/", writing.amend, name="amend"),
    path("contracts/<slug:code>/notice/", flow.notice, name="notice"),
    path("contracts/<slug:code>/end/", flow.end, name="end"),
    path("contracts/<slug:code>/orders/", flow.orders, name="orders"),
    path("contracts/<slug:code>/attach/", flow.attach, name="attach"),
    path("contracts/<slug:code>/renew/", flow.renew, name="renew"),
    path("contracts/<slug:code>/remove/", flow.remove, name="remove"),
    path("duties/", page.duties, name="duties"),
    path("duties/<slug:code>/", page.duty, name="duty"),
    path("duties/<slug:code>/meet/", flow.meet, name="meet"),
    path("duties/<slug:code>/breach/", flow.breach, name="breach"),
    path("duties/<slug:code>/waive/", flow.waive, name="waive"),
]
