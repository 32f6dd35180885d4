"""What a contract says on paper, read back from the PDF, in the three languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from saphan.commerce.actions import amend_contract, create_contract, set_quote_setup, sign_contract
from saphan.commerce.contract_clauses import Worded
from saphan.commerce.contract_print import pdf_of
from saphan.commerce.models import Contract, ContractVersion
from tests.commerce.sales import client
from tests.commerce.test_quote_paper import NAMES, SELLER, read
from tests.story import Story, on

CLAUSES = {
    "en": Worded(
        "Report", 'By the #read("x") 5th.', "4.1", "kpi", None, "us", "Report", "month", date(2026, 2, 28)
    ),
    "zh-hans": Worded("验收", "十日内未提出异议视为合格。", "7", "acceptance", 10),
    "th": Worded("ค่าบริการ", "ชำระรายไตรมาส", "2", "payment", None, "client", "", "before_end", None, 60),
}


def agreed(story: Story, language: str) -> Contract:
    with on("2026-02-02"):
        set_quote_setup(actor=story.olan, changes={"seller": SELLER})
        made: Contract = create_contract(
            actor=story.ploy, account=client(story, **NAMES), language=language, name="Retainer", kind="retainer",
            amount_minor=1_200_000_00, starts_on=date(2026, 2, 1), last_day=date(2027, 1, 31), renewal="automatic",
            renewal_months=12, notice=30, clauses=[CLAUSES[language]], number="BR-7",
        )  # fmt: skip
        return made


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Contract", "BR-7", "Siam Tea Ltd", "Bridge Company", "1 Feb 2026 – 31 Jan 2027", "30 days", "4.1 Report",
                'By the #read("x") 5th.', "Bridge Company · Report · Every month, first on 28 Feb 2026", "Page 1 of 1"]),
        ("zh-hans", ["合同", "暹罗茶业有限公司", "桥梁传播有限公司", "2026年2月1日 – 2027年1月31", "7 验收", "十日内未提出异议视为合格。", "10 天"]),
        ("th", ["สัญญา", "สยามชา", "สะพานสื่อสาร", "1 ก.พ. 2569 – 31 ม.ค. 2570", "2 ค่าบริการ", "สยามชา · ค่าบริการ · 60 วันก่อน", "หน้า 1 จาก 1"]),
    ],
)  # fmt: skip
def test_a_contract_is_printed_in_its_own_language(story: Story, language: str, told: list[str]) -> None:
    text = read(pdf_of(agreed(story, language), None))
    assert [each for each in [*told, "฿1,200,000.00"] if each not in text] == []


def test_a_version_stays_on_paper_as_it_was_signed(story: Story) -> None:
    contract = agreed(story, "en")
    assert "Draft" in read(pdf_of(contract, None))
    with on("2026-02-02"):
        sign_contract(contract, actor=story.ploy)
        changes: dict[str, Any] = {"amount_minor": 1_500_000_00}
        amend_contract(contract, actor=story.ploy, summary="More money", changes=changes)
    first, second = (read(pdf_of(contract, each)) for each in ContractVersion.objects.order_by("number"))
    assert "Draft" not in first + second
    assert ("฿1,200,000.00" in first, "฿1,500,000.00" in first) == (True, False)
    assert ("฿1,500,000.00" in second, "More money" in second, "2 Feb 2026" in second) == (True, True, True)
