from __future__ import annotations

from django.urls import path

from saphan.web.performance import costs, explained, files, reports, satisfaction, schedules, targets, wall

app_name = "performance"
urlpatterns = [
    path("performance/", wall.performance, name="wall"),
    path("performance/likely/", wall.ranges, name="likely"),
    path("performance/wall.<slug:fmt>", files.wall_file, name="wall_file"),
    path("performance/schedules/", schedules.schedules, name="schedules"),
    path("performance/schedules/new/", schedules.new, name="new_schedule"),
    path("performance/schedules/<slug:code>/remove/", schedules.remove, name="remove_schedule"),
    path("performance/schedules/<slug:code>/leave/", schedules.leave, name="leave_schedule"),
    path("performance/reports/", reports.reports, name="reports"),
    path("performance/reports/freeze/", reports.freeze, name="freeze"),
    path("performance/reports/<slug:code>/", reports.report, name="report"),
    path("performance/reports/<slug:code>/file.<slug:fmt>", files.report_file_of, name="report_file"),
    path("performance/reports/<slug:code>/share/", reports.share, name="share_report"),
    path("performance/reports/<slug:code>/remove/", reports.remove, name="remove_report"),
    path("performance/costs/", costs.costs, name="costs"),
    path("performance/costs/new/", costs.new_cost, name="new_cost"),
    path("performance/costs/<slug:code>/", costs.cost, name="cost"),
    path("performance/costs/<slug:code>/remove/", costs.remove_one, name="remove_cost"),
    path("performance/campaigns/", costs.campaigns, name="campaigns"),
    path("performance/campaigns/new/", costs.new_campaign, name="new_campaign"),
    path("performance/campaigns/<slug:code>/", costs.campaign, name="campaign"),
    path("performance/campaigns/<slug:code>/remove/", costs.remove_one_campaign, name="remove_campaign"),
    path("performance/shares/", costs.shares, name="shares"),
    path("performance/targets/", targets.targets, name="targets"),
    path("performance/targets/new/", targets.new_target, name="new_target"),
    path("performance/targets/<slug:code>/", targets.target, name="target"),
    path("performance/targets/<slug:code>/remove/", targets.remove_target, name="remove_target"),
    path("performance/satisfaction/", satisfaction.answers, name="answers"),
    path("performance/satisfaction/new/", satisfaction.new_answer, name="new_answer"),
    path("performance/satisfaction/<slug:code>/", satisfaction.answer, name="answer"),
    path("performance/satisfaction/<slug:code>/remove/", satisfaction.remove_answer, name="remove_answer"),
    path("performance/invitations/", satisfaction.invitations, name="invitations"),
    path("performance/invitations/new/", satisfaction.new_invitation, name="new_invitation"),
    path("performance/invitations/<slug:code>/", satisfaction.invitation, name="invitation"),
    path(
        "performance/invitations/<slug:code>/remove/",
        satisfaction.remove_invitation,
        name="remove_invitation",
    ),
    path("performance/surveys/", satisfaction.surveys, name="surveys"),
    path("performance/surveys/new/", satisfaction.new_survey, name="new_survey"),
    path("performance/surveys/<slug:code>/", satisfaction.survey, name="survey"),
    path("performance/<slug:key>/", explained.explained, name="explain"),
    path("performance/<slug:key>/moved/", explained.moved, name="moved"),
    path("performance/<slug:key>/rows.csv", explained.rows_file, name="rows"),
]
