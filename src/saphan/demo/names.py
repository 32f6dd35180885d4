"""Names for people and for companies that only ever were leads. Put together from parts, so nobody is meant."""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Name(NamedTuple):
    """A person's name in their own script and in Latin letters."""

    own: str
    latin: str
    nickname: str = ""


SURNAMES = (
    ("陈", "Chen"), ("沈", "Shen"), ("陆", "Lu"), ("许", "Xu"), ("蒋", "Jiang"), ("高", "Gao"), ("何", "He"),
    ("宋", "Song"), ("梁", "Liang"), ("唐", "Tang"), ("程", "Cheng"), ("叶", "Ye"), ("苏", "Su"), ("方", "Fang"),
)  # fmt: skip
GIVEN = (
    ("晓雯", "Xiaowen"), ("子轩", "Zixuan"), ("嘉宁", "Jianing"), ("一鸣", "Yiming"), ("若兰", "Ruolan"),
    ("书言", "Shuyan"), ("文博", "Wenbo"), ("雨桐", "Yutong"), ("立群", "Liqun"), ("思远", "Siyuan"),
    ("佳怡", "Jiayi"), ("浩然", "Haoran"), ("静姝", "Jingshu"), ("明哲", "Mingzhe"),
)  # fmt: skip
THAI_GIVEN = (
    ("กมลชนก", "Kamonchanok", "เมย์"), ("ธีรภัทร", "Theeraphat", "ภัทร"), ("ณัฐวุฒิ", "Nattawut", "วุฒิ"),
    ("ปิยะดา", "Piyada", "ดา"), ("วรรณา", "Wanna", "นา"), ("อนุชา", "Anucha", "ชา"), ("สิริกร", "Sirikon", "กร"),
    ("พิมพ์ชนก", "Pimchanok", "พิม"), ("จิรายุ", "Jirayu", "ยุ"), ("มณีรัตน์", "Maneerat", "แก้ว"),
    ("ชยพล", "Chayaphon", "พล"), ("รุ่งนภา", "Rungnapha", "รุ่ง"),
)  # fmt: skip
THAI_FAMILY = (
    ("ใจงาม", "Jaingam"), ("ทองสุก", "Thongsuk"), ("ศรีวิไล", "Srivilai"), ("พงษ์ไพร", "Phongphrai"),
    ("แก้วมณี", "Kaewmanee"), ("บุญรักษา", "Bunraksa"), ("สายทอง", "Saithong"), ("วงศ์งาม", "Wongngam"),
    ("รัตนพันธ์", "Rattanaphan"), ("มีสุข", "Meesuk"), ("ธนารักษ์", "Thanarak"), ("ชูชาติ", "Chuchat"),
)  # fmt: skip
ENGLISH_GIVEN = (
    "Grace",
    "Daniel",
    "Aisyah",
    "Wei Ling",
    "Ravi",
    "Joanne",
    "Kenneth",
    "Farah",
    "Adeline",
    "Suresh",
    "Hui Min",
    "Ian",
)
ENGLISH_FAMILY = (
    "Ng",
    "Lim",
    "Goh",
    "Rahman",
    "Pillai",
    "Chua",
    "Teo",
    "Ong",
    "Wee",
    "Fernandez",
    "Koh",
    "Sim",
)

LEAD_PARTS = {
    "shanghai": (
        ("东篱", "清和", "百川", "长亭", "朝露", "竹里", "江月", "问渠", "停云", "白鹭", "临溪", "千帆", "拂晓", "听雨"),
        ("食品", "家居", "服饰", "科技", "文旅", "母婴", "宠物", "医疗", "新能源", "出版", "乐器", "花艺"),
        "",
    ),
    "bangkok": (
        ("ใบบัว", "ดาวเรือง", "ฟ้าคราม", "ลมหนาว", "ทะเลใต้", "สายไหม", "ป่าสัก", "น้ำใส", "ภูเขียว", "จันทร์ฉาย", "รุ่งอรุณ"),
        ("ฟู้ดส์", "โฮม", "ดีไซน์", "เทค", "ทราเวล", "เบบี้", "คลินิก", "เอ็นเนอร์จี", "บุ๊กส์", "ฟิตเนส", "เพ็ท"),
        " ",
    ),
    "singapore": (
        ("Amber", "Bukit", "Cove", "Dover", "East Quay", "Fern", "Granite", "Holland", "Indigo", "Katong", "Lotus", "Marina"),
        ("Foods", "Living", "Labs", "Travel", "Kids", "Pets", "Clinics", "Energy", "Books", "Gym", "Studios", "Freight"),
        " ",
    ),
}  # fmt: skip


def person(place: str, chance: Random) -> Name:
    """A name as people have it there."""
    if place == "shanghai":
        family, given = chance.choice(SURNAMES), chance.choice(GIVEN)
        return Name(family[0] + given[0], f"{given[1]} {family[1]}")
    if place == "bangkok":
        thai, latin, nickname = chance.choice(THAI_GIVEN)
        own, family_latin = chance.choice(THAI_FAMILY)
        return Name(f"{thai} {own}", f"{latin} {family_latin}", nickname)
    name = f"{chance.choice(ENGLISH_GIVEN)} {chance.choice(ENGLISH_FAMILY)}"
    return Name(name, name)


def newcomer(place: str, chance: Random) -> str:
    """The name of a company that wrote to us for the first time."""
    firsts, seconds, joint = LEAD_PARTS[place]
    return chance.choice(firsts) + joint + chance.choice(seconds)
