"""The pipeline as it looks today: the deals that the design shows, counted in days before and after today."""

from __future__ import annotations

from typing import NamedTuple


class Deal(NamedTuple):
    """An open deal. `age` is days in its stage; `step` what comes next and in how many days, None for nothing.

    `quiet` is days since anybody spoke; `closes` days until the promised date.
    """

    client: str
    name: str
    currency: str
    amount: int
    owner: str
    stage: str
    age: int
    services: tuple[str, ...]
    closes: int
    step: tuple[str, int] | None = None
    quiet: int = 2
    pushed: tuple[int, str] | None = None  # promised so many days from today before, and why it moved


class Ended(NamedTuple):
    """A deal that closed so many days ago; `reason` of the workspace's list for a lost one."""

    client: str
    name: str
    currency: str
    amount: int
    owner: str
    days_ago: int
    services: tuple[str, ...]
    reason: str = ""
    lost_to: str = ""


def open_deals(year: int) -> tuple[Deal, ...]:
    """Every open deal of the picture; some carry the year in their name."""
    return (
        Deal("Krua Chan Foods", "Night-market pop-up tour", "THB", 1_850_000, "ploy", "Qualify", 6, ("event",), 75, ("Discovery", 2)),
        Deal("Arun Herb", "Loyalty app relaunch", "THB", 2_400_000, "ploy", "Qualify", 9, ("app", "members"), 82, ("Need canvas", 0), 1),
        Deal("Chengguang Home", "Factory-to-feed content", "CNY", 620_000, "zhixia", "Qualify", 19, ("social", "film"), 68, None, 41),
        Deal("Kestrel Logistics", "Cold-chain film", "USD", 41_000, "marcus", "Qualify", 3, ("film",), 88, ("Intro call", 3), 5),
        Deal("Pandan Air", "Route launch SIN–CNX", "USD", 94_000, "marcus", "Diagnose", 11, ("campaign", "plan"), 60, ("Workshop", 3), 3),
        Deal("Hemu Baby", "Newborn line, Thailand entry", "CNY", 780_000, "zhixia", "Diagnose", 8, ("entry", "campaign", "localise"), 64, ("Readout", 6), 4),
        Deal("Kestrel Logistics", "Driver recruitment brand", "USD", 58_000, "marcus", "Diagnose", 24, ("employer", "social"), 55, ("Meet CHRO", 7), 5),
        Deal("Harbourlight Bank", f"Brand refresh {year}", "USD", 186_000, "zhixia", "Propose", 21, ("brand", "campaign", "tracking"), 14, ("Follow up brand refresh", -6), 16),
        Deal("Thara Retail", "Member Day H2 retainer", "THB", 5_200_000, "ploy", "Propose", 9, ("members", "campaign", "plan"), 38, ("Present v2", 1), 0),
        Deal("Qingyu Tea", "Autumn tea launch", "CNY", 860_000, "zhixia", "Propose", 7, ("campaign", "creators"), 45, ("Pricing", 2), 1),
        Deal("Chengguang Home", "Annual media frame", "CNY", 1_960_000, "zhixia", "Negotiate", 13, ("plan", "tracking"), 44, ("Redlines back", 1), 4),
        Deal("Lanchi Auto", "L5 launch, phase 2", "CNY", 1_280_000, "zhixia", "Negotiate", 5, ("campaign", "event", "plan"), 30, ("CR-07 first", 0), 0),
        Deal("Qingyu Tea", "Mid-autumn gift box", "CNY", 540_000, "zhixia", "Negotiate", 8, ("packaging",), 24, ("Scope v3", 2), 1),
        Deal("Krua Chan Foods", "Ready-meal rebrand", "THB", 3_350_000, "ploy", "Closing", 3, ("brand", "packaging"), 9, ("Signature", 3), 2),
        Deal("Lanchi Auto", "Dealer training kit", "CNY", 430_000, "zhixia", "Closing", 4, ("localise", "film"), 6, ("Countersign", 1), 0),
        Deal("Pandan Air", f"In-flight magazine {year + 1}", "USD", 72_000, "marcus", "Closing", 2, ("campaign",), 8, ("PO number", 2), 3),
        Deal("Qingyu Tea", "Museum co-brand", "CNY", 655_000, "zhixia", "Diagnose", 33, ("packaging", "event"), 115, ("Museum board meets", 110), 12, (-4, "Museum board meets in October")),
        Deal("Pandan Air", "Airport retail media", "USD", 58_000, "marcus", "Propose", 40, ("plan",), 126, ("Tender calendar", 35), 9, (3, "Waiting for the tender calendar")),
        Deal("Arun Herb", "Herb spa launch", "THB", 1_170_000, "ploy", "Diagnose", 27, ("event", "film"), 111, None, 24, (14, "Nobody there to decide before the spa opens")),
    )  # fmt: skip


ENDED: tuple[Ended, ...] = (
    Ended("Thara Retail", "Songkran film", "THB", 3_100_000, "ploy", 5, ("film",)),
    Ended("Lanchi Auto", "Dealer toolkit", "CNY", 430_000, "zhixia", 7, ("localise", "dashboard")),
    Ended(
        "Pandan Air",
        "Airport dwell study",
        "USD",
        61_000,
        "marcus",
        11,
        ("tracking",),
        "Went to a competitor",
        "Blue Pier",
    ),
    Ended("Qingyu Tea", "Summer packaging", "CNY", 540_000, "zhixia", 14, ("packaging",)),
    Ended("Arun Herb", "Influencer frame", "THB", 1_200_000, "ploy", 18, ("creators",), "Price"),
    Ended("Harbourlight Bank", "Q2 always-on", "USD", 96_000, "marcus", 20, ("social",)),
    Ended("Hemu Baby", "Baby expo stand", "CNY", 310_000, "zhixia", 25, ("event",), "Budget was withdrawn"),
    Ended("Arun Herb", "Herbal gift range", "THB", 1_650_000, "ploy", 28, ("packaging",)),
)


class Contact(NamedTuple):
    """Somebody at a client. `boss` is the latin name of whom they report to; `quiet` days since the last word."""

    client: str
    own: str
    latin: str
    job: str
    role: str
    stance: int
    influence: int
    boss: str = ""
    honorific: str = ""
    nickname: str = ""
    quiet: int = 6


CONTACTS: tuple[Contact, ...] = (
    Contact("Lanchi Auto", "沈若琳", "Shen Ruolin", "市场总监", "decision_maker", 2, 5, quiet=0),
    Contact("Lanchi Auto", "高远", "Gao Yuan", "品牌经理", "champion", 1, 3, "Shen Ruolin", quiet=1),
    Contact("Lanchi Auto", "ธนพล เกียรติไกร", "Thanapon Kiatkrai", "Country manager Thailand", "influencer", 0, 4, honorific="คุณ", quiet=0),
    Contact("Thara Retail", "วิภาดา ธาราวงศ์", "Wipada Tharawong", "CMO", "decision_maker", 1, 5, honorific="คุณ", quiet=4),
    Contact("Thara Retail", "กิตติพงษ์ แสงทอง", "Kittipong Saengthong", "CFO", "gatekeeper", -1, 5, honorific="คุณ", quiet=38),
    Contact("Thara Retail", "ณัฐชา พูนผล", "Nattcha Poonphon", "หัวหน้าอีคอมเมิร์ซ", "champion", 2, 4, "Wipada Tharawong", "คุณ", quiet=0),
    Contact("Thara Retail", "David Ho", "David Ho", "CTO", "blocker", -2, 4, quiet=9),
    Contact("Thara Retail", "ศิริพร ใจดี", "Siriporn Jaidee", "จัดซื้อ", "gatekeeper", 0, 3, "Kittipong Saengthong", "คุณ", quiet=11),
    Contact("Thara Retail", "ปริญญา มั่นคง", "Parinya Mankong", "ผู้จัดการแบรนด์", "user", 1, 2, "Wipada Tharawong", "คุณ", quiet=11),
    Contact("Thara Retail", "อภิชาติ เลิศไพร", "Apichat Lertphrai", "ผู้อำนวยการ Private Label", "unknown", 0, 3, honorific="คุณ", quiet=60),
    Contact("Qingyu Tea", "何曼", "He Man", "品牌总监", "decision_maker", 2, 4, quiet=1),
    Contact("Qingyu Tea", "苏禾", "Su He", "产品经理", "user", 1, 2, "He Man", quiet=7),
    Contact("Harbourlight Bank", "Adrian Koh", "Adrian Koh", "Head of brand", "decision_maker", 0, 4, quiet=16),
    Contact("Harbourlight Bank", "Serene Wee", "Serene Wee", "Procurement", "gatekeeper", -1, 3, "Adrian Koh", quiet=30),
    Contact("Krua Chan Foods", "จันทร์จิรา ครัวจันทร์", "Janjira Kruachan", "กรรมการผู้จัดการ", "decision_maker", 2, 5, honorific="คุณ", nickname="จันทร์", quiet=2),
    Contact("Chengguang Home", "陆子昂", "Lu Ziang", "采购总监", "decision_maker", 0, 5, quiet=41),
    Contact("Chengguang Home", "程雪", "Cheng Xue", "市场经理", "champion", 1, 3, "Lu Ziang", quiet=44),
    Contact("Kestrel Logistics", "Farid Rahman", "Farid Rahman", "CHRO", "decision_maker", 0, 4, quiet=20),
    Contact("Kestrel Logistics", "Mei Chua", "Mei Chua", "Marketing manager", "champion", 1, 3, quiet=5),
    Contact("Arun Herb", "อรุณี ศรีสมุนไพร", "Arunee Srisamunphrai", "ผู้ก่อตั้ง", "decision_maker", 1, 5, honorific="คุณ", quiet=1),
    Contact("Pandan Air", "Vanessa Teo", "Vanessa Teo", "VP marketing", "decision_maker", 2, 5, quiet=3),
    Contact("Pandan Air", "Imran Yusof", "Imran Yusof", "Network planning", "influencer", 1, 3, quiet=8),
    Contact("Hemu Baby", "禾静", "He Jing", "创始人", "decision_maker", 2, 5, quiet=4),
)  # fmt: skip
UNITS: dict[str, tuple[str, ...]] = {
    "Thara Retail": ("ไฮเปอร์มาร์เก็ต", "อีคอมเมิร์ซ", "ไพรเวตเลเบล", "ร้านสุขภาพ"),
    "Lanchi Auto": ("国内市场", "泰国市场"),
    "Harbourlight Bank": ("Retail banking", "Wealth"),
    "Pandan Air": ("Network", "Loyalty"),
}
SOLUTIONS: dict[str, tuple[str, str, str]] = {
    "L5 launch, phase 2": ("让曼谷首购家庭把 L5 列入前三考虑", "试驾预约", "试驾预约 6,000 人，考虑度 +9 点"),
    "Member Day H2 retainer": ("สมาชิกซื้อซ้ำน้อยลงตั้งแต่ต้นปี", "รอบการซื้อของสมาชิก", "ยอดซื้อซ้ำเพิ่ม 6 ล้านบาทต่อไตรมาส"),
    "Brand refresh": (
        "Younger customers do not see the bank as theirs",
        "Account opening by app",
        "12,000 new accounts in a year",
    ),
    "Autumn tea launch": ("新茶季要在两周内被看见", "门店新品上架", "首月新品占比 18%"),
    "Ready-meal rebrand": ("อาหารพร้อมทานดูเหมือนกันทั้งชั้นวาง", "การวางสินค้าในร้าน", "ส่วนแบ่งชั้นวางเพิ่ม 4 จุด"),
}
TODAY: tuple[tuple[str, str, str, int], ...] = (
    ("Lanchi Auto", "把 L5 主视觉第二版发给沈若琳", "zhixia", 0),
    ("Qingyu Tea", "转达：「包装绿色太冷，想更接近新茶」", "zhixia", 0),
    ("Chengguang Home", "Meet 陆子昂 before August", "zhixia", 4),
    ("Thara Retail", "ตามเอกสารระบบชำระเงิน ล่าช้า 5 วัน", "ploy", -5),
    ("Pandan Air", "Report not opened: send the link again", "marcus", 0),
    ("Hemu Baby", "Offer 4 more services", "zhixia", 9),
)
