"""What a quote says on paper, read back from the PDF, in the three languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pypdfium2
import pytest

from saphan.clients.actions import create_person
from saphan.commerce.actions import create_quote, set_quote_setup
from saphan.commerce.models import Quote
from saphan.commerce.quote_document import document_of
from saphan.commerce.quote_lines import Offered
from saphan.commerce.quote_print import quote_pdf
from saphan.core.errors import RuleBroken
from saphan.paper import press
from tests.commerce.sales import client
from tests.story import Story, on

NAMES = {"name_en": "Siam Tea Ltd", "name_zh": "暹罗茶业有限公司", "name_th": "สยามชา"}
SELLER = {
    "name": {"en": "Bridge Company", "zh-hans": "桥梁传播有限公司", "th": "สะพานสื่อสาร"},
    "address": {"th": "ถนนสาทร\nกรุงเทพฯ"},
    "tax_number": "0105556",
}


@pytest.fixture
def story(story: Story) -> Story:
    with on("2026-02-02"):
        set_quote_setup(actor=story.olan, changes={"seller": SELLER})
    return story


def quoted(story: Story, language: str, *lines: Offered, **known: Any) -> Quote:
    account = client(story, **NAMES)
    with on("2026-02-02"):
        made: Quote = create_quote(
            actor=story.ploy, account=account, language=language, contact=create_person(actor=story.ploy, name="Mali"),
            lines=lines or [Offered(description="Film", unit_price_minor=1_234_567_89, discount_bp=1_000, tax_bp=700)],
            **known,
        )  # fmt: skip
        return made


def read(pdf: bytes) -> str:
    """Everything on all pages, with runs of blanks made one."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(document[place].get_textpage().get_text_range() for place in range(len(document)))
    document.close()
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Quote", "QU-1", "Siam Tea Ltd", "Bridge Company", "3 Feb 2026", "4 Mar 2026", "Page 1 of 1"]),
        ("zh-hans", ["报价单", "QU-1", "暹罗茶业有限公司", "桥梁传播有限公司", "2026年2月3日", "2026年3月4日", "第 1 页"]),
        ("th", ["ใบเสนอราคา", "QU-1", "สยามชา", "สะพานสื่อสาร", "3 ก.พ. 2569", "4 มี.ค. 2569", "หน้า 1 จาก 1"]),
    ],
)  # fmt: skip
def test_a_quote_is_printed_in_its_own_language(story: Story, language: str, told: list[str]) -> None:
    quote = quoted(story, language)
    text = read(quote_pdf(document_of(quote), date(2026, 2, 3)))
    assert [each for each in told if each not in text] == []
    # 1,234,567.89 less 10 % is 1,111,111.101; 7 % of that 77,777.777.
    for amount in ("1,234,567.89", "10%", "7%", "1,111,111.10", "฿77,777.78", "฿1,188,888.88"):
        assert amount in text


def test_years_in_thai_documents_follow_the_setting(story: Story) -> None:
    with on("2026-02-02"):
        set_quote_setup(actor=story.olan, changes={"has_buddhist_years": False})
    assert "4 มี.ค. 2026" in read(quote_pdf(document_of(quoted(story, "th")), date(2026, 2, 3)))


def test_the_same_document_gives_the_same_bytes_and_an_unsent_one_says_draft(story: Story) -> None:
    document = document_of(quoted(story, "en"))
    assert quote_pdf(document, date(2026, 2, 3)) == quote_pdf(document, date(2026, 2, 3))
    assert "Draft" in read(quote_pdf(document, None))
    assert "Draft" not in read(quote_pdf(document, date(2026, 2, 3)))


def test_what_people_type_is_printed_and_never_run(story: Story) -> None:
    typed = '#read("/etc/passwd") #panic() $x$ *b* <script>'
    quote = quoted(story, "en", Offered(description=typed, unit_price_minor=100), terms=typed, name=typed)
    assert (
        read(quote_pdf(document_of(quote), None)).count('#read("/etc/passwd") #panic() $x$ *b* <script>') >= 2
    )


def test_many_lines_run_over_pages_that_count_themselves(story: Story) -> None:
    lines = [Offered(description=f"Film {number}", unit_price_minor=100_00) for number in range(1, 81)]
    text = read(quote_pdf(document_of(quoted(story, "en", *lines)), date(2026, 2, 3)))
    pages = int(re.findall(r"Page 1 of (\d+)", text)[0])
    assert pages > 1
    assert f"Page {pages} of {pages}" in text
    assert text.count("Unit price") == pages
    assert "฿8,000.00" in text


def test_without_letters_for_a_language_nothing_is_printed(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = document_of(quoted(story, "en"))
    monkeypatch.setattr(press, "_families", lambda: frozenset({"Noto Sans Thai", "DejaVu Sans"}))
    with pytest.raises(RuleBroken) as refusal:
        quote_pdf(document, None)
    assert (refusal.value.code, refusal.value.values["names"]) == ("paper.fonts_missing", "Noto Sans SC")
