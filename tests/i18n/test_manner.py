"""The words of the glossary, and the manner in which each language speaks to people."""

from __future__ import annotations

import re

import pytest

from tests.i18n.catalogue import LANGUAGES, texts

HAN = r"[\u4e00-\u9fff]"
# English, 简体中文 and ไทย of the terms that people meet everywhere.
TERMS = {
    "Account executive": ("客户执行", "ผู้จัดการบัญชีลูกค้า"),
    "Average deal size": ("平均成交额", "ขนาดดีลเฉลี่ย"),
    "Best case": ("乐观预测", "กรณีดีที่สุด"),
    "Blocker": ("反对者", "ผู้คัดค้าน"),
    "Business unit": ("业务单元", "หน่วยธุรกิจ"),
    "Champion": ("支持者", "ผู้สนับสนุน"),
    "Clients": ("客户", "ลูกค้า"),
    "Closure rate": ("成交率", "อัตราการปิดดีล"),
    "Commit": ("承诺预测", "คาดว่าปิดได้แน่"),
    "Decision maker": ("决策人", "ผู้มีอำนาจตัดสินใจ"),
    "Expected close date": ("预计成交日", "วันที่คาดว่าจะปิด"),
    "Gatekeeper": ("把关人", "ผู้คัดกรอง"),
    "Industry": ("行业", "อุตสาหกรรม"),
    "Influencer": ("影响者", "ผู้มีอิทธิพลต่อการตัดสินใจ"),
    "Lead": ("线索", "ลูกค้าเป้าหมายเบื้องต้น"),
    "Lost": ("丢单", "ปิดการขายไม่ได้"),
    "New business": ("新业务", "ธุรกิจใหม่"),
    "No decision": ("无决策", "ไม่มีการตัดสินใจ"),
    "Owner": ("负责人", "ผู้รับผิดชอบ"),
    "Performance": ("业绩", "ผลงาน"),
    "Pipeline": ("销售管道", "ไปป์ไลน์การขาย"),
    "Prospect": ("潜在客户", "ว่าที่ลูกค้า"),
    "Renewal": ("续约", "การต่อสัญญา"),
    "Sales cycle": ("销售周期", "รอบการขาย"),
    "Stage": ("阶段", "ขั้นตอน"),
    "Team": ("团队", "ทีม"),
    "Territory": ("区域", "เขตพื้นที่ขาย"),
    "Win rate": ("赢单率", "อัตราการชนะ"),
    "Won": ("赢单", "ปิดการขายได้"),
    "Workspace": ("工作区", "พื้นที่ทำงาน"),
    "formula|won": ("赢单", "ปิดการขายได้"),
    "role|Owner": ("所有者", "เจ้าของ"),
}


@pytest.mark.parametrize("term", list(TERMS))
def test_a_term_is_called_the_same_everywhere(term: str) -> None:
    assert tuple(texts(language)[term] for language in LANGUAGES) == TERMS[term]


def test_nobody_is_shouted_at() -> None:
    for language in LANGUAGES:
        assert [text for text in texts(language).values() if re.search(r"[!！]", text)] == []


def test_chinese_says_ni_and_quotes_with_corner_brackets() -> None:
    assert [text for text in texts("zh_Hans").values() if re.search(r"您|[“”‘]", text)] == []


def test_chinese_sentences_use_full_width_marks() -> None:
    half = re.compile(rf"{HAN}\s?[,;:?()]|[,;:?()]{HAN}|{HAN}\.$")
    assert [text for text in texts("zh_Hans").values() if half.search(text)] == []


def test_chinese_keeps_a_space_to_latin_letters_and_digits() -> None:
    glued = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
    bare = ((text, re.sub(r"%\(\w+\)[sd]|\{\w+\}", "", text)) for text in texts("zh_Hans").values())
    assert [text for text, without in bare if glued.search(without)] == []


def test_a_sentence_stays_a_sentence_in_chinese() -> None:
    ends = {".": "。", "?": "？", ":": "："}
    changed = [
        english
        for english, text in texts("zh_Hans").items()
        if english[-1] in ends and not english.endswith("…") and text[-1:] != ends[english[-1]]
    ]
    assert changed == []


def test_thai_leaves_out_polite_particles_and_full_stops() -> None:
    spoken = re.compile(r"ครับ|ค่ะ|นะคะ|(?<!น)\.$")
    assert [text for text in texts("th").values() if spoken.search(text)] == []


def test_thai_uses_arabic_digits_and_the_words_of_the_glossary() -> None:
    wrong = re.compile(r"[๐-๙]|ลีด|โอกาสขาย")
    assert [text for text in texts("th").values() if wrong.search(text)] == []
