"""A report on paper: a PDF with its words in it, a picture, in every language, and only for who may export."""

from __future__ import annotations

import zlib
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from saphan.core.errors import NotAllowed
from saphan.exchange.report_print import bars, heights, report_paper
from saphan.measures.facts import forget_all
from saphan.measures.reports.figures import Asked, Draft, draft_report
from saphan.measures.reports.terms import Subject
from tests.measures.deals import opened, won
from tests.story import Story, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(story: Story) -> Draft:
    forget_all()
    won(story, opened(story, "2026-05-01", 100), "2026-05-10")
    with on("2026-06-01"):
        return draft_report(story.olan, Asked(Subject.WALL, date(2026, 5, 1), date(2026, 6, 1)))


@pytest.mark.parametrize("language", ["en", "zh-hans", "th"])
def test_a_pdf_and_a_picture_in_every_language(story: Story, draft: Draft, language: str) -> None:
    with translation.override(language):
        pdf = report_paper(story.olan, draft, '#read("/etc/passwd") 五月', "pdf")
        picture = report_paper(story.olan, draft, "五月", "png")
        again = report_paper(story.olan, draft, "五月", "png")
    assert (pdf[:5], picture[:8]) == (b"%PDF-", b"\x89PNG\r\n\x1a\n")
    assert b"root:" not in pdf + b"".join(_streams(pdf))
    assert picture == again


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for part in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompress(part.partition(b"\nendstream")[0]))
        except zlib.error:
            continue
    return found


def test_who_may_not_export_gets_no_paper(story: Story, draft: Draft) -> None:
    with pytest.raises(NotAllowed):
        report_paper(story.tum, draft, "May", "pdf")


def test_the_pages_offer_it(story: Story, draft: Draft) -> None:
    client = Client()
    client.force_login(story.olan.member.user)
    with on("2026-06-01"):
        pdf = client.get("/w/bridge/performance/wall.pdf?period=2026-05")
        none = client.get("/w/bridge/performance/wall.exe?period=2026-05")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert none.status_code == 404


def test_the_bars_of_a_waterfall_hang_together(story: Story) -> None:
    forget_all()
    won(story, opened(story, "2026-05-01", 100), "2026-05-10")
    opened(story, "2026-05-02", 60)
    with on("2026-06-01"):
        told = draft_report(story.olan, Asked(Subject.CHANGES, date(2026, 5, 1), date(2026, 6, 1)))
    shown = [(bar["name"], bar["from"], bar["to"]) for bar in bars(told)]
    assert shown == [("Open before", 0, 0), ("Created", 0, 1), ("Won", 1, 0.375), ("Open after", 0, 0.375)]
    assert report_paper(story.olan, told, "May", "svg")[:4] == b"<svg"


def test_a_trend_lies_between_its_least_and_its_most() -> None:
    def month(num: int | None) -> list[object]:
        return ["2026-05-01", None if num is None else {"num": num, "den": 2}]

    assert heights([month(10), month(None), month(30), month(20)]) == [0.0, None, 1.0, 0.5]
    assert heights([month(4), month(4)]) == [0.0, 0.0]
    assert heights([]) == []
