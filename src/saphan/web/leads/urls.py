from __future__ import annotations

from django.urls import path

from saphan.web.leads import judging, listing, page

app_name = "leads"
urlpatterns = [
    path("leads/", listing.leads, name="list"),
    path("leads/new/", page.new, name="new"),
    path("leads/<slug:code>/", page.lead, name="detail"),
    path("leads/<slug:code>/peek/", page.peek, name="peek"),
    path("leads/<slug:code>/edit/", page.edit, name="edit"),
    path("leads/<slug:code>/answers/", judging.answers, name="answer"),
    path("leads/<slug:code>/take-up/", judging.take_up, name="take_up"),
    path("leads/<slug:code>/qualify/", judging.qualify, name="qualify"),
    path("leads/<slug:code>/disqualify/", judging.disqualify, name="disqualify"),
    path("leads/<slug:code>/convert/", judging.convert, name="convert"),
    path("leads/<slug:code>/assign/", page.assign, name="assign"),
]
