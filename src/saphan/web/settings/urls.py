from __future__ import annotations

from django.urls import path

from saphan.web.settings import (
    desk,
    me,
    offerings,
    organisation,
    people,
    pipelines,
    rates,
    trees,
    workspace,
)

app_name = "settings"
TEAMS, TERRITORIES = {"tree": trees.TEAMS}, {"tree": trees.TERRITORIES}

urlpatterns = [
    path("", me.preferences, name="home"),
    path("keyboard/", desk.keys, name="keys"),
    path("notifications/", desk.notices, name="notices"),
    path("security/", me.security, name="security"),
    path("workspace/", workspace.workspace, name="workspace"),
    path("form/", organisation.form, name="form"),
    path("form/<slug:form>/", organisation.change, name="change_form"),
    path("words/", organisation.words, name="words"),
    path("welcome/", organisation.welcome, name="welcome"),
    path("people/", people.members, name="members"),
    path("people/new/", people.invite, name="invite"),
    path("people/<str:code>/", people.member, name="member"),
    path("people/<str:code>/suspend/", people.suspend, name="suspend"),
    path("people/<str:code>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<str:code>/invite/", people.remind, name="remind"),
    path("teams/", trees.nodes, TEAMS, name="teams"),
    path("teams/new/", trees.new_node, TEAMS, name="new_team"),
    path("teams/<str:code>/", trees.node, TEAMS, name="team"),
    path("territories/", trees.nodes, TERRITORIES, name="territories"),
    path("territories/new/", trees.new_node, TERRITORIES, name="new_territory"),
    path("territories/<str:code>/", trees.node, TERRITORIES, name="territory"),
    path("pipelines/", pipelines.pipelines, name="pipelines"),
    path("pipelines/new/", pipelines.new_pipeline, name="new_pipeline"),
    path("pipelines/<str:code>/stages/new/", pipelines.new_stage, name="new_stage"),
    path("stages/<str:code>/", pipelines.stage, name="stage"),
    path("stages/<str:code>/retire/", pipelines.retire, name="retire_stage"),
    path("lost-reasons/new/", pipelines.new_lost_reason, name="new_lost_reason"),
    path("offerings/", offerings.offerings, name="offerings"),
    path("offerings/new/", offerings.new_offering, name="new_offering"),
    path("offerings/<str:code>/", offerings.offering, name="offering"),
    path("offerings/<str:code>/edit/", offerings.edit_offering, name="edit_offering"),
    path("offerings/<str:code>/retire/", offerings.retire, name="retire"),
    path("offerings/<str:code>/bring-back/", offerings.bring_back, name="bring_back"),
    path("offerings/<str:code>/prices/new/", offerings.new_price, name="new_price"),
    path("prices/<str:code>/withdraw/", offerings.withdraw_price, name="withdraw_price"),
    path("rates/", rates.rates, name="rates"),
    path("rates/new/", rates.new_rate, name="new_rate"),
    path("rates/<int:rate_id>/remove/", rates.remove_rate, name="remove_rate"),
]
