"""What each organisation form starts with, as one table: departments, roles, pipelines, words, measures, windows.

A preset is only a start: every row can be renamed, re-marked, added to and retired afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from saphan.core.nouns import Noun
from saphan.workspace.terms import OrganisationForm, Role

Words = tuple[str, str, str]  # English, Chinese, Thai


def named(words: Words, **marks: Any) -> dict[str, Any]:
    """A configured row with its three names."""
    en, zh, th = words
    return {"name": en, "names": {"en": en, "zh-hans": zh, "th": th}, **marks}


def asked(key: str, words: Words) -> dict[str, Any]:
    """An exit question in three languages."""
    en, zh, th = words
    return {"key": key, "question": en, "questions": {"en": en, "zh-hans": zh, "th": th}}


NEED_KNOWN = asked(
    "need", ("The need behind the request is known", "已了解需求背后的真实意图", "ทราบความต้องการที่แท้จริงแล้ว")
)
DECIDER_KNOWN = asked("decider", ("We know who decides", "已知道谁做决定", "ทราบว่าใครเป็นผู้ตัดสินใจ"))
BUDGET_KNOWN = asked("budget", ("The budget is confirmed", "预算已确认", "ยืนยันงบประมาณแล้ว"))
PROPOSAL_SEEN = asked(
    "presented", ("The decision maker has seen the proposal", "决策人已看过方案", "ผู้มีอำนาจตัดสินใจเห็นข้อเสนอแล้ว")
)
PRICE_WRITTEN = asked(
    "price", ("The price is agreed in writing", "价格已书面确认", "ตกลงราคาเป็นลายลักษณ์อักษรแล้ว")
)
TERMS_WRITTEN = asked("terms", ("The terms are agreed", "条款已谈妥", "ตกลงเงื่อนไขแล้ว"))

QUALIFY = named(
    ("Qualify", "资格确认", "คัดกรอง"),
    is_qualified=False, win_chance=1000, target_days=12, exit_questions=[NEED_KNOWN, DECIDER_KNOWN],
)  # fmt: skip
DIAGNOSE = named(
    ("Diagnose", "诊断", "วินิจฉัย"), win_chance=3000, target_days=15, exit_questions=[BUDGET_KNOWN]
)
PROPOSE = named(
    ("Propose", "提案", "เสนอแนวทาง"),
    win_chance=5000, target_days=14, required=["amount_minor"], exit_questions=[PROPOSAL_SEEN],
)  # fmt: skip
NEGOTIATE = named(
    ("Negotiate", "谈判", "เจรจา"),
    win_chance=7500, target_days=11, is_negotiation=True, required=["amount_minor", "expected_close_on"],
    exit_questions=[PRICE_WRITTEN, TERMS_WRITTEN],
)  # fmt: skip
CLOSING = named(("Closing", "签约", "ปิดดีล"), win_chance=9000, target_days=6, is_negotiation=True)
DEMO = named(("Demo", "演示", "สาธิต"), win_chance=3000, target_days=14, exit_questions=[DECIDER_KNOWN])
RENEW_REVIEW = named(("Review the year", "年度回顾", "ทบทวนผลทั้งปี"), win_chance=6000, target_days=21)
REQUEST = named(("Request", "内部需求", "คำขอ"), is_qualified=False, win_chance=3000, target_days=5)
CREDENTIALS = named(("Credentials", "公司介绍", "แนะนำบริษัท"), win_chance=2000, target_days=10)
PITCH = named(("Pitch", "比稿", "นำเสนองานแข่งขัน"), win_chance=4000, target_days=20)

NEW_BUSINESS: Words = ("New business", "新业务", "ธุรกิจใหม่")
RENEWAL: Words = ("Renewal", "续约", "การต่อสัญญา")
PITCHES: Words = ("Pitch", "比稿", "การนำเสนองานแข่งขัน")
REQUESTS: Words = ("Work requests", "工作需求", "คำของาน")

AGENCY_WAY = (QUALIFY, DIAGNOSE, PROPOSE, NEGOTIATE, CLOSING)

STRATEGY: Words = ("Strategy", "策略", "กลยุทธ์")
CREATIVE: Words = ("Creative", "创意", "ครีเอทีฟ")
DESIGN: Words = ("Design", "设计", "ออกแบบ")
MEDIA: Words = ("Media", "媒介", "สื่อ")
PRODUCTION: Words = ("Production", "制作", "โปรดักชัน")
BRAND: Words = ("Brand", "品牌", "แบรนด์")
CONTENT: Words = ("Content", "内容", "คอนเทนต์")
PROCUREMENT: Words = ("Procurement", "采购", "จัดซื้อ")
TECHNOLOGY: Words = ("Technology", "技术", "เทคโนโลยี")
DATA: Words = ("Data", "数据", "ข้อมูล")
MARKETING: Words = ("Marketing", "市场", "การตลาด")
CUSTOMER_SUCCESS: Words = ("Customer success", "客户成功", "ดูแลความสำเร็จของลูกค้า")

Pipelines = tuple[tuple[Words, tuple[dict[str, Any], ...]], ...]
# A measure's parameters by its key: how long a cohort may take before it counts as decided.
Windows = Mapping[str, Mapping[str, int]]


def windows(days: int) -> Windows:
    """The two windows of cohorts, in days: leads that became opportunities, negotiations that were won."""
    return {"ql_conversion": {"window_days": days}, "closure_rate": {"window_days": days}}


@dataclass(frozen=True)
class Preset:
    """One organisation form. `activity_days` and `grace_days` say how long a client without a new order stays one."""

    pipelines: Pipelines
    departments: tuple[Words, ...]
    roles: tuple[Role, ...]
    first_measures: tuple[str, ...]
    nouns: Mapping[str, Noun] = field(default_factory=dict)
    windows: Windows = field(default_factory=lambda: windows(90))
    activity_days: int = 365
    grace_days: int = 30

    def measure_choices(self) -> dict[str, dict[str, int]]:
        """The windows as choices by measure; a measure takes those of its parameters that it knows."""
        kept = {"active_days": self.activity_days, "grace_days": self.grace_days}
        cohorts = {key: dict(value) for key, value in self.windows.items()}
        return {**cohorts, **{f"retention_{part}": dict(kept) for part in ("logo", "grr", "nrr")}}


EVERYBODY = tuple(Role)

FORMS: dict[str, Preset] = {
    OrganisationForm.FULL_SERVICE: Preset(
        pipelines=(
            (NEW_BUSINESS, AGENCY_WAY),
            (PITCHES, (QUALIFY, CREDENTIALS, PITCH, NEGOTIATE)),
            (RENEWAL, (RENEW_REVIEW, PROPOSE, NEGOTIATE)),
        ),
        departments=(STRATEGY, CREATIVE, DESIGN, MEDIA, PRODUCTION),
        roles=EVERYBODY,
        first_measures=("revenue_total", "win_rate", "deal_size_avg", "closure_rate"),
    ),
    OrganisationForm.IN_HOUSE: Preset(
        pipelines=((REQUESTS, (REQUEST, DIAGNOSE, PROPOSE)),),
        departments=(BRAND, CONTENT, MEDIA, PROCUREMENT),
        roles=(Role.OWNER, Role.DIRECTOR, Role.AE, Role.TEAM_MEMBER, Role.READER),
        first_measures=("cycle_days", "closure_rate", "opportunity_growth", "ql_count"),
        nouns={
            "client": Noun("internal client", "internal clients", "内部客户", "ลูกค้าภายใน"),
            "deal": Noun("request", "requests", "需求单", "คำของาน"),
        },
        windows=windows(30),
    ),
    OrganisationForm.DIGITAL: Preset(
        pipelines=((NEW_BUSINESS, AGENCY_WAY), (RENEWAL, (RENEW_REVIEW, PROPOSE, NEGOTIATE))),
        departments=(STRATEGY, DESIGN, TECHNOLOGY, MEDIA, DATA),
        roles=EVERYBODY,
        first_measures=("revenue_growth", "win_rate", "ql_conversion", "cycle_days"),
        grace_days=60,
    ),
    OrganisationForm.STUDIO: Preset(
        pipelines=((NEW_BUSINESS, (QUALIFY, PROPOSE, NEGOTIATE)),),
        departments=(),
        roles=(Role.OWNER, Role.TEAM_MEMBER, Role.READER),
        first_measures=("revenue_total", "deal_size_avg", "win_rate", "cycle_days"),
        nouns={"deal": Noun("job", "jobs", "单子", "งานรับจ้าง")},
        windows=windows(60),
    ),
    OrganisationForm.SALES_TEAM: Preset(
        pipelines=((NEW_BUSINESS, (QUALIFY, DEMO, PROPOSE, NEGOTIATE)), (RENEWAL, (RENEW_REVIEW, NEGOTIATE))),
        departments=(MARKETING, CUSTOMER_SUCCESS),
        roles=EVERYBODY,
        first_measures=("revenue_total", "revenue_growth", "win_rate", "cycle_days"),
        nouns={
            "client": Noun("account", "accounts", "", ""),
            "deal": Noun("opportunity", "opportunities", "", "โอกาสการขาย"),
        },
    ),
}

LOST_REASONS: list[Words] = [
    ("Price", "价格", "ราคา"),
    ("Went to a competitor", "选择了竞争对手", "เลือกคู่แข่ง"),
    ("Budget was withdrawn", "预算取消", "ลูกค้ายกเลิกงบประมาณ"),
    ("Did not fit the need", "不符合需求", "ไม่ตรงกับความต้องการ"),
    ("Timing", "时机不对", "ยังไม่ถึงเวลา"),
    ("Decision maker changed", "决策人变动", "ผู้มีอำนาจตัดสินใจเปลี่ยน"),
    ("Done in house", "客户自行完成", "ลูกค้าทำเอง"),
]

# Budget, authority, need, timing.
CRITERIA: list[Words] = [
    ("There is a budget", "有预算", "มีงบประมาณ"),
    ("We talk with somebody who can decide", "对接人有决定权", "ได้คุยกับผู้ที่ตัดสินใจได้"),
    ("The need is real and ours to meet", "需求真实且我们能满足", "มีความต้องการจริงและเราตอบได้"),
    ("There is a date by which it matters", "有明确的时间要求", "มีกำหนดเวลาชัดเจน"),
]
