"""The people of Two Rivers, their teams and where they work."""

from __future__ import annotations

from typing import NamedTuple

from saphan.workspace.terms import Language, Role

COMPANY = "two-rivers.example"


class Colleague(NamedTuple):
    """Somebody of ours. `key` is what stands before the @; those who do not sign in have no language."""

    key: str
    name: str
    title: str
    role: Role
    team: str = ""
    language: Language | None = None


PLACES: dict[str, dict[str, str]] = {
    "shanghai": {"en": "Shanghai", "zh-hans": "上海", "th": "เซี่ยงไฮ้"},
    "bangkok": {"en": "Bangkok", "zh-hans": "曼谷", "th": "กรุงเทพฯ"},
    "singapore": {"en": "Singapore", "zh-hans": "新加坡", "th": "สิงคโปร์"},
}
PROVINCES: dict[str, tuple[str, dict[str, str]]] = {
    "zhejiang": ("shanghai", {"en": "Zhejiang", "zh-hans": "浙江", "th": "เจ้อเจียง"}),
    "north": ("bangkok", {"en": "Northern Thailand", "zh-hans": "泰北", "th": "ภาคเหนือ"}),
}
OWNER = Colleague("owner", "สุพจน์ วัฒนากุล", "Managing partner", Role.OWNER, language=Language.TH)
COLLEAGUES: tuple[Colleague, ...] = (
    Colleague("helen", "周海伦 Helen Zhou", "Client service director", Role.DIRECTOR, language=Language.ZH),
    Colleague("zhixia", "林知夏", "Account executive", Role.AE, "shanghai", Language.ZH),
    Colleague("ploy", "ปาริชาต ชื่นบาน", "Account executive", Role.AE, "bangkok", Language.TH),
    Colleague("marcus", "Marcus Tan", "Account executive", Role.AE, "singapore", Language.EN),
    Colleague("mingyuan", "顾明远", "Account executive", Role.AE, "shanghai"),
    Colleague("thanakorn", "ธนกร ศรีสุข", "Account executive", Role.AE, "bangkok"),
    Colleague("priya", "Priya Nair", "Account executive", Role.AE, "singapore"),
    Colleague("hejia", "何嘉", "Design lead", Role.TEAM_MEMBER, "shanghai", Language.ZH),
    Colleague("chenmu", "陈牧", "Strategy director", Role.TEAM_MEMBER, "shanghai"),
    Colleague("wuxiao", "吴晓", "Events", Role.TEAM_MEMBER, "shanghai"),
    Colleague("baifern", "ใบเฟิร์น จันทร์เพ็ญ", "Localisation", Role.TEAM_MEMBER, "bangkok"),
    Colleague("jason", "Jason Lim", "Media", Role.TEAM_MEMBER, "singapore"),
    Colleague("finance", "王丽娜", "Finance", Role.FINANCE, language=Language.ZH),
    Colleague("reader", "Nok Suwan", "Board", Role.READER, language=Language.EN),
)
SELLERS = {
    "shanghai": ("zhixia", "mingyuan"),
    "bangkok": ("ploy", "thanakorn"),
    "singapore": ("marcus", "priya"),
}


def address(colleague: Colleague) -> str:
    return f"{colleague.key}@{COMPANY}"
