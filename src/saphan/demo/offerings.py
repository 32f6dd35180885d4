"""What Two Rivers sells, in three languages, with list prices."""

from __future__ import annotations

from typing import NamedTuple


class Service(NamedTuple):
    """`usd` is the list price in whole dollars per `unit`; other currencies are priced from it."""

    key: str
    family: str
    unit: str
    usd: int
    en: str
    zh: str
    th: str


STRATEGY, CREATIVE, MEDIA = "Brand strategy", "Creative campaigns", "Media"
LOYALTY, DATA = "CRM and loyalty", "Measurement and data"
SERVICES: tuple[Service, ...] = (
    Service("brand", STRATEGY, "project", 32_000, "Brand strategy", "品牌策略", "กลยุทธ์แบรนด์"),
    Service("entry", STRATEGY, "project", 24_000, "Market entry study", "市场进入研究", "ศึกษาการเข้าสู่ตลาด"),
    Service("employer", STRATEGY, "project", 18_000, "Employer brand", "雇主品牌", "แบรนด์นายจ้าง"),
    Service("campaign", CREATIVE, "project", 38_000, "Integrated campaign", "整合传播", "แคมเปญครบวงจร"),
    Service("film", CREATIVE, "film", 26_000, "Film", "影片", "ภาพยนตร์โฆษณา"),
    Service("packaging", CREATIVE, "range", 15_000, "Packaging design", "包装设计", "ออกแบบบรรจุภัณฑ์"),
    Service("event", CREATIVE, "event", 21_000, "Launch event", "上市活动", "งานเปิดตัว"),
    Service("localise", CREATIVE, "month", 4_500, "Localisation", "本地化", "ปรับเนื้อหาให้เข้ากับท้องถิ่น"),
    Service("plan", MEDIA, "quarter", 29_000, "Media planning and buying", "媒介策划与购买", "วางแผนและซื้อสื่อ"),
    Service("social", MEDIA, "month", 6_800, "Social always-on", "社交媒体运营", "ดูแลโซเชียลต่อเนื่อง"),
    Service("creators", MEDIA, "wave", 12_500, "Creator programme", "达人合作", "โครงการครีเอเตอร์"),
    Service("members", LOYALTY, "month", 9_500, "Member programme", "会员运营", "โปรแกรมสมาชิก"),
    Service("app", LOYALTY, "project", 41_000, "Loyalty app", "会员应用", "แอปสะสมแต้ม"),
    Service("tracking", DATA, "quarter", 11_000, "Brand tracking", "品牌追踪", "ติดตามแบรนด์"),
    Service("dashboard", DATA, "project", 16_000, "Dashboard", "数据看板", "แดชบอร์ด"),
)
# Whole units of the currency for one dollar of the list price, rounded as a price list is.
PRICE_LEVEL = {"USD": 1.0, "CNY": 7.0, "THB": 33.0, "SGD": 1.3}
