from __future__ import annotations

from django.urls import path

from saphan.web.quotes import flow, form, page, paper

app_name = "quotes"
urlpatterns = [
    path("quotes/", page.quotes, name="list"),
    path("quotes/new/", form.new, name="new"),
    path("quotes/<slug:code>/", page.quote, name="detail"),
    path("quotes/<slug:code>/peek/", page.peek, name="peek"),
    path("quotes/<slug:code>/edit/", page.edit, name="edit"),
    path("quotes/<slug:code>/lines/", form.lines, name="lines"),
    path("quotes/<slug:code>/assign/", page.assign, name="assign"),
    path("quotes/<slug:code>/remove/", page.remove, name="remove"),
    path("quotes/<slug:code>/submit/", flow.submit, name="submit"),
    path("quotes/<slug:code>/withdraw/", flow.withdraw, name="withdraw"),
    path("quotes/<slug:code>/approve/", flow.approve, name="approve"),
    path("quotes/<slug:code>/reject/", flow.reject, name="reject"),
    path("quotes/<slug:code>/send/", flow.send, name="send"),
    path("quotes/<slug:code>/revise/", flow.revise, name="revise"),
    path("quotes/<slug:code>/accept/", flow.accept, name="accept"),
    path("quotes/<slug:code>/decline/", flow.decline, name="decline"),
    path("quotes/<slug:code>/pdf/", paper.pdf, name="pdf"),
    path("quotes/<slug:code>/versions/<int:number>/", paper.version_pdf, name="version"),
    path("quotes/<slug:code>/compare/", paper.compare, name="compare"),
]
