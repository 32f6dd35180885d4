"""Names stand where a reader of each language looks for them."""

from __future__ import annotations

from saphan.core.text import best_match, company_key, initials, similar, sort_key


def order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


def test_thai_puts_a_leading_vowel_behind_its_consonant() -> None:
    assert order(["เอก", "กมล", "แก้ว", "ขวัญ", "ไก่", "เก่ง", "กิตติ"], "th") == [
        "กมล", "กิตติ", "เก่ง", "แก้ว", "ไก่", "ขวัญ", "เอก",
    ]  # fmt: skip


def test_thai_tone_marks_decide_only_between_equal_spellings() -> None:
    assert order(["ข้าว", "ขาวดี", "ขาว", "ข่าว"], "th") == ["ขาว", "ข่าว", "ข้าว", "ขาวดี"]


def test_chinese_sorts_by_pinyin_with_the_reading_of_the_family_name() -> None:
    # ālǐ, chóu→Qiú, Shàn, Zēng, Zhāng
    assert order(["张三", "曾国", "单伟", "仇英", "阿里"], "zh-hans") == [
        "阿里",
        "仇英",
        "单伟",
        "曾国",
        "张三",
    ]


def test_latin_names_stand_among_the_pinyin() -> None:
    assert order(["张三", "Lotus", "Bora", "阿里"], "zh-hans") == ["阿里", "Bora", "Lotus", "张三"]


def test_english_ignores_case_and_accents() -> None:
    assert order(["Zoe", "élan", "Bora", "abbey"], "en") == ["abbey", "Bora", "élan", "Zoe"]


def test_avatars_take_the_letters_people_know_them_by() -> None:
    assert [initials(name) for name in ("Marcus Tan", "林知夏", "ปาริชาต ชัยวงศ์", "คุณสมชาย ใจดี", "เฮเลน", "kestrel")] == [
        "MT", "林", "ปช", "สจ", "ฮ", "K",
    ]  # fmt: skip


def test_the_legal_form_does_not_make_another_company() -> None:
    assert company_key("บริษัท ธารา รีเทล จำกัด (มหาชน)") == company_key("ธารารีเทล")
    assert company_key("Acme Co., Ltd.") == company_key("ACME")
    assert company_key("上海青屿茶饮有限公司") == company_key("上海青屿茶饮")


def test_a_misspelt_product_is_proposed_and_a_strange_one_is_not() -> None:
    known = ["GTX Pro", "GTX Plus Pro", "MG Special"]
    match = best_match("GTXPro", known)
    assert match is not None
    assert (match.name, match.same) == ("GTX Pro", True)
    assert best_match("Tugboat", known) is None
    assert similar("MG Specail", "MG Special") >= 82
