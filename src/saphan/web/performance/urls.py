from __future__ import annotations

from django.urls import path

from saphan.web.performance import costs, explained, wall

app_name = "performance"
urlpatterns = [
    path("performance/", wall.performance, name="wall"),
    path("performance/costs/", costs.costs, name="costs"),
    path("performance/costs/new/", costs.new_cost, name="new_cost"),
    path("performance/costs/<slug:code>/", costs.cost, name="cost"),
    path("performance/costs/<slug:code>/remove/", costs.remove_one, name="remove_cost"),
    path("performance/campaigns/", costs.campaigns, name="campaigns"),
    path("performance/campaigns/new/", costs.new_campaign, name="new_campaign"),
    path("performance/campaigns/<slug:code>/", costs.campaign, name="campaign"),
    path("performance/campaigns/<slug:code>/remove/", costs.remove_one_campaign, name="remove_campaign"),
    path("performance/shares/", costs.shares, name="shares"),
    path("performance/<slug:key>/", explained.explained, name="explain"),
    path("performance/<slug:key>/rows.csv", explained.rows_file, name="rows"),
]
