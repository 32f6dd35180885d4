"""Addresses of clients and people."""

from __future__ import annotations

from django.urls import path

from saphan.web.clients import (
    accounts,
    bulk,
    detail,
    files,
    jobs,
    listing,
    merging,
    people,
    stakes,
    steps,
    talks,
    units,
)

app_name = "clients"
urlpatterns = [
    path("clients/", listing.clients, name="list"),
    path("clients/new/", accounts.new, name="new"),
    path("clients/likely/", accounts.likely, name="likely"),
    path("clients/merge/", merging.merge, name="merge"),
    path("clients/bulk/<slug:what>/", bulk.bulk, name="bulk"),
    path("clients/suggestions/", listing.suggestions, {"kind": "account"}, name="suggestions"),
    path("clients/<slug:code>/", detail.detail, name="detail"),
    path("clients/<slug:code>/peek/", detail.peek, name="peek"),
    path("clients/<slug:code>/timeline/", detail.events, name="timeline"),
    path("clients/<slug:code>/edit/", accounts.change, name="edit"),
    path("clients/<slug:code>/remove/", accounts.remove, name="remove"),
    path("clients/<slug:code>/pin/", accounts.pin, name="pin"),
    path("clients/<slug:code>/units/new/", units.new_unit, name="new_unit"),
    path("clients/<slug:code>/people/add/", jobs.add_colleague, name="add_colleague"),
    path("clients/<slug:code>/people/<slug:person>/standing/", stakes.set_stake, name="set_stake"),
    path("clients/<slug:code>/talks/new/", talks.log, name="log"),
    path("clients/<slug:code>/steps/new/", steps.add_step, name="add_step"),
    path("clients/<slug:code>/files/new/", files.upload, name="upload"),
    path("units/<slug:code>/edit/", units.edit_unit, name="edit_unit"),
    path("units/<slug:code>/remove/", units.drop_unit, name="remove_unit"),
    path("standings/<slug:code>/remove/", stakes.drop_stake, name="remove_stake"),
    path("talks/<slug:code>/edit/", talks.edit_talk, name="edit_talk"),
    path("talks/<slug:code>/remove/", talks.drop_talk, name="remove_talk"),
    path("steps/<slug:code>/edit/", steps.edit_step, name="edit_step"),
    path("steps/<slug:code>/done/", steps.done, name="done_step"),
    path("steps/<slug:code>/drop/", steps.drop_step, name="drop_step"),
    path("steps/<slug:code>/reschedule/", steps.reschedule, name="reschedule_step"),
    path("files/<slug:code>/", files.download, name="file"),
    path("files/<slug:code>/remove/", files.drop_file, name="remove_file"),
    path("people/", people.people, name="people"),
    path("people/suggestions/", listing.suggestions, {"kind": "person"}, name="people_suggestions"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<slug:code>/", people.person, name="person"),
    path("people/<slug:code>/edit/", people.edit_person, name="edit_person"),
    path("people/<slug:code>/remove/", people.drop_person, name="remove_person"),
    path("people/<slug:code>/jobs/new/", jobs.take_job, name="take_job"),
    path("jobs/<slug:code>/edit/", jobs.edit_job, name="edit_job"),
    path("jobs/<slug:code>/leave/", jobs.leave, name="leave_job"),
    path("jobs/<slug:code>/remove/", jobs.drop_job, name="remove_job"),
]
