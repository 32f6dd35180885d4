"""Frozen reports: kept as they were, beside what we now know, for readers whose reach covers them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from saphan.core.errors import NotAllowed, RuleBroken
from saphan.core.period import Period
from saphan.exchange.reports import report_file
from saphan.journal.models import Entry
from saphan.measures.facts import forget_all
from saphan.measures.models import Report
from saphan.measures.reports.actions import freeze_report, remove_report, share_report
from saphan.measures.reports.comparison import Line, compared, why
from saphan.measures.reports.figures import Asked, Draft, draft_report
from saphan.measures.reports.queries import reports_for
from saphan.measures.reports.terms import Subject
from saphan.pipeline.actions import remove_opportunity, win_opportunity
from saphan.pipeline.models import Opportunity
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member
from tests.measures.deals import opened, won
from tests.story import Story, on

pytestmark = pytest.mark.django_db
SPRING = Period(date(2026, 4, 1), date(2026, 6, 1))


@pytest.fixture
def tea(story: Story) -> Story:
    """One deal of 100 won on 10 May; one of 40 that was won on 28 May, entered on 10 June."""
    won(story, opened(story, "2026-04-01", 100, name="In time"), "2026-05-10")
    opened(story, "2026-04-02", 40, name="=Late")
    return story


def frozen(story: Story, subject: Subject = Subject.WALL, *, by: Actor | None = None, **more: bool) -> Report:
    """April and May, frozen on 1 June at noon."""
    actor = by or story.olan
    with on("2026-06-01"):
        draft = draft_report(actor, Asked(subject, SPRING.start, SPRING.end))
        return freeze_report(actor=actor, draft=draft, name="Spring", **more)


def learn_more(story: Story) -> None:
    with on("2026-06-10"):
        win_opportunity(Opportunity.objects.get(name="=Late"), actor=story.olan, won_on=date(2026, 5, 28))


def lines(report: Report, viewer: Actor) -> dict[str, Line]:
    with on("2026-06-20"):
        return {line.key: line for line in compared(report, viewer)}


def test_the_frozen_figure_stays_and_the_present_one_stands_beside_it(tea: Story) -> None:
    report = frozen(tea)
    before = lines(report, tea.olan)["revenue_total"]
    assert (before.frozen.value, before.present and before.present.value, before.differs) == (
        100_00,
        100_00,
        False,
    )
    learn_more(tea)
    after = lines(Report.objects.get(pk=report.pk), tea.olan)["revenue_total"]
    assert (after.frozen.value, after.present and after.present.value, after.differs) == (
        100_00,
        140_00,
        True,
    )
    assert after.kept["rows"] == [["D-1", after.kept["rows"][0][1], 100_00, 1, "In time"]]


def test_why_it_differs_is_told_by_row_with_who_and_when(tea: Story) -> None:
    report = frozen(tea)
    learn_more(tea)
    with on("2026-06-20"):
        (row,) = why(report, tea.olan, "revenue_total")
    assert (row.code, row.name, row.before, row.after) == ("D-2", "=Late", None, 40_00)
    assert {(entry.attribute, entry.change.actor.name) for entry in row.entries} >= {("status", "Olan")}


def test_a_waterfall_is_kept_with_its_bars_and_deals(tea: Story) -> None:
    report = frozen(tea, Subject.CHANGES)
    kept = {line["key"]: (line["value"]["num"], line["n"]) for line in report.figures}
    assert kept == {"opening": (0, 0), "created": (140_00, 2), "won": (-100_00, 1), "closing": (40_00, 1)}
    learn_more(tea)
    assert {key for key, line in lines(report, tea.olan).items() if line.differs} == {"won", "closing"}
    with on("2026-06-20"):
        assert [(row.code, row.before, row.after) for row in why(report, tea.olan, "won")] == [
            ("D-2", None, -40_00)
        ]


def test_a_removed_row_is_a_difference_too(tea: Story) -> None:
    report = frozen(tea)
    with on("2026-06-10"):
        remove_opportunity(Opportunity.objects.get(code="D-1"), actor=tea.olan, reason="Entered twice")
    with on("2026-06-20"):
        assert [(row.code, row.before, row.after) for row in why(report, tea.olan, "revenue_total")] == [
            ("D-1", None, -100_00)  # the line that takes the win back
        ]


def test_only_who_may_see_as_much_sees_it(tea: Story) -> None:
    whole = frozen(tea, is_shared=True)
    ours = frozen(tea, by=tea.ploy, is_shared=True)
    private = frozen(tea, by=tea.ploy)

    def seen(actor: Actor) -> list[Report]:
        return list(reports_for(actor).order_by("pk"))

    assert seen(tea.dao) == [whole, ours]
    assert seen(tea.ploy) == [ours, private]
    assert seen(tea.lin) == [ours]
    assert seen(tea.wei) == []
    Member.objects.filter(pk=tea.ploy.member.pk).update(team=tea.teams["Shanghai"])
    moved = Actor(
        Member.objects.select_related("team", "workspace").get(pk=tea.ploy.member.pk), tea.ploy.door
    )
    assert seen(moved) == []  # what Bangkok saw is no longer hers to see


def test_sharing_and_putting_away_are_the_owners_and_change_no_figure(tea: Story) -> None:
    report = frozen(tea, by=tea.ploy)
    for act in (share_report, remove_report):
        with pytest.raises(NotAllowed):
            act(report, actor=tea.lin)
    figures = report.figures
    share_report(report, actor=tea.ploy)
    assert list(reports_for(tea.lin)) == [report]
    remove_report(report, actor=tea.ploy)
    assert list(reports_for(tea.ploy)) == []
    assert Report.objects.get(pk=report.pk).figures == figures
    assert not Entry.objects.filter(kind="report", attribute="figures").exists()


def test_a_report_has_a_name(tea: Story) -> None:
    with on("2026-06-01"):
        draft = draft_report(tea.ploy, Asked(Subject.CHANGES, SPRING.start, SPRING.end))
    for name, code in (("  ", "report.name_missing"), ("x" * 121, "report.name_too_long")):
        with pytest.raises(RuleBroken, match=code):
            freeze_report(actor=tea.ploy, draft=draft, name=name)
    assert not Report.objects.exists()


def test_the_file_holds_figures_and_rows_and_runs_nothing(tea: Story) -> None:
    learn_more(tea)
    report = frozen(tea, Subject.CHANGES)
    with on("2026-06-20"):
        draft = draft_report(tea.olan, Asked(Subject.CHANGES, SPRING.start, SPRING.end))
    book = load_workbook(io.BytesIO(report_file(tea.olan, draft, "xlsx")))
    figures = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert [row[0] for row in figures] == ["key", "opening", "created", "won", "closing"]
    assert figures[3][4:6] == [-140_00, 1]
    names = [row[2].value for row in book.worksheets[2].iter_rows()]
    assert "'=Late" in names
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    text = report_file(tea.olan, draft, "csv").decode("utf-8-sig")
    assert "won,D-2,'=Late,-4000,0" in text
    with pytest.raises(NotAllowed):
        report_file(tea.tum, Draft(draft.asked, report.as_of, report.known_at, report.figures), "csv")


def test_weighted_moves_are_worth_the_chance_of_their_stage(story: Story) -> None:
    opened(story, "2026-05-02", 100)
    chance = story.stage("Diagnose").win_chance
    with on("2026-06-20"):
        draft = draft_report(
            story.olan, Asked(Subject.CHANGES, SPRING.start, SPRING.end, choices={"unit": "weighted"})
        )
    worth = {line["key"]: line["value"]["num"] for line in draft.figures}
    assert worth == {"opening": 0, "created": chance, "closing": chance}  # 100.00 × chance in basis points


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


def test_the_pages_freeze_show_and_explain(tea: Story) -> None:
    client = Client()
    client.force_login(tea.olan.member.user)
    with on("2026-06-01"):
        made = client.post(
            "/w/bridge/performance/reports/freeze/?period=2026-Q2", {"name": "Spring", "is_shared": "on"}
        )
    assert made.headers["Location"] == "/w/bridge/performance/reports/FR-1/"
    learn_more(tea)
    with on("2026-06-20"):
        client.force_login(tea.olan.member.user)  # the first sign-in is too long ago
        page = client.get("/w/bridge/performance/reports/FR-1/?why=revenue_total").content.decode()
        listed = client.get("/w/bridge/performance/reports/").content.decode()
        file = client.get("/w/bridge/performance/reports/FR-1/file.csv")
    assert "Spring</a>" in listed
    assert "Frozen with what was known on 1 Jun 2026" in page
    assert "Why Total revenue reads otherwise" in page
    assert "Entered by Olan on 10 Jun 2026" in page
    assert file.status_code == 200
    stranger = Client()
    stranger.force_login(tea.wei.member.user)
    with on("2026-06-20"):
        assert stranger.get("/w/bridge/performance/reports/FR-1/").status_code == 404


def test_the_list_says_when_and_offers_what_each_may_do(tea: Story) -> None:
    report = frozen(tea, by=tea.ploy, is_shared=True)
    away = f"/w/bridge/performance/reports/{report.code}/remove/"
    for actor, may_keep in ((tea.ploy, True), (tea.lin, False), (tea.olan, True)):
        client = Client()
        client.force_login(actor.member.user)
        page = client.get("/w/bridge/performance/reports/")
        (row,) = page.context["rows"]
        assert (row["code"], row["may_keep"]) == (report.code, may_keep)
        assert row["frozen"]
        assert (f'action="{away}"' in page.content.decode()) is may_keep
