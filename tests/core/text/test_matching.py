"""By what a name was found, and where in it."""

from __future__ import annotations

import pytest

from saphan.core.text import findable, how_it_matches, is_meant, likeness, query, spoken


@pytest.mark.parametrize(
    ("typed", "name", "how", "marked"),
    [
        ("岚驰", "上海岚驰汽车", "spelled", "岚驰"),
        ("嵐馳", "岚驰汽车", "spelled", "岚驰"),
        ("HARB", "Harbourlight Bank", "spelled", "Harb"),
        ("lanchi", "岚驰汽车", "pinyin", "岚驰"),
        ("lanc", "上海岚驰", "pinyin", "岚驰"),
        ("lan chi", "岚驰汽车", "pinyin", "岚驰"),
        ("srl", "沈若琳", "initials", "沈若琳"),
        ("rl", "沈若琳", "initials", "若琳"),
        ("shan", "单伟", "pinyin", "单"),
        ("somchai", "สมชาย ใจดี", "sound", ""),
        ("เซ็นทรัล", "Central Retail", "sound", ""),
        ("สยาม", "Siam Tea สยามที", "spelled", "สยาม"),
    ],
)
def test_a_match_says_by_what_and_where(typed: str, name: str, how: str, marked: str) -> None:
    match = how_it_matches(typed, name)
    assert match is not None
    assert (match.how, "".join(name[start:end] for start, end in match.spans)) == (how, marked)


@pytest.mark.parametrize(
    ("typed", "name"), [("zzz", "岚驰汽车"), ("x", "沈若琳"), ("ka", "Tea"), ("", "Tea")]
)
def test_what_does_not_match_has_no_reason(typed: str, name: str) -> None:
    assert how_it_matches(typed, name) is None


def test_a_command_is_meant_by_its_words_in_any_of_its_languages() -> None:
    tokens = {*findable("Log a call"), *findable("记录通话"), *findable("บันทึกการโทร")}
    for typed in ("log", "call", "通话", "jlth", "jilu", "โทร", "log ca"):
        assert is_meant(query(typed), tokens), typed
    for typed in ("", "deal", "商机", "logs"):
        assert not is_meant(query(typed), tokens), typed


def test_the_nearest_spelling_is_told_from_the_others() -> None:
    names = ["Harbourlight Bank", "岚驰汽车", "Krua Chan Foods"]
    assert max(names, key=lambda name: likeness("harburlite", name)) == "Harbourlight Bank"
    assert max(names, key=lambda name: likeness("langchi", name)) == "岚驰汽车"
    assert likeness("xxxx", "岚驰汽车") < 60


def test_a_reading_is_spoken_with_its_tones() -> None:
    assert spoken("岚驰") == "lán chí"
    assert spoken("单伟") == "shàn wěi"
