"""What a person types finds what they mean, in three languages and by sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.text import Query, fold, fts5_expression, phonetic, query, tokens, tsquery_expression


def finds(typed: str, name: str) -> bool:
    """Match as the index does: every word of the query by one of its alternatives."""
    indexed = {*tokens(name), *phonetic(name)}
    return bool(query(typed)) and all(
        any(
            all(
                any(t.startswith(term.token) if term.prefix else t == term.token for t in indexed)
                for term in terms
            )
            for terms in word
        )
        for word in query(typed).words
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("岚驰", "上海岚驰汽车有限公司"),
        ("帆数字", "启帆数字科技"),
        ("岚", "岚驰汽车"),
        ("嵐馳", "岚驰汽车"),
        ("lanchi", "岚驰汽车"),
        ("lan chi", "岚驰汽车"),
        ("qingyu", "上海青屿茶饮"),
        ("srl", "沈若琳"),
        ("shenruo", "沈若琳"),
        ("shan", "单伟"),
        ("รีเท", "ธารารีเทล"),
        ("ธารา", "บริษัท ธารา รีเทล จำกัด"),
        ("นำ", "น้ำทิพย์"),
        ("somchai", "สมชาย ใจดี"),
        ("เซ็นทรัล", "Central Retail"),
        ("central", "เซ็นทรัล รีเทล"),
        ("cafe", "Café Ünal"),
        ("UNAL", "Café Ünal"),
        ("harb", "Harbourlight Bank"),
        ("12", "ป้าย ๑๒"),
    ],
)
def test_what_is_typed_finds_the_name(typed: str, name: str) -> None:
    assert finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("岚汽", "岚驰汽车"), ("qwx", "岚驰汽车"), ("รีทล", "ธารา"), ("bank", "岚驰")]
)
def test_what_is_not_there_is_not_found(typed: str, name: str) -> None:
    assert not finds(typed, name)


def test_sara_am_survives_normalisation() -> None:
    assert fold("น้ำ") == "น้ำ"


def test_nothing_searchable_is_an_empty_query() -> None:
    assert query(" -- !?") == Query(())


def test_operators_and_quotes_in_the_text_stay_text() -> None:
    assert fts5_expression(query('a" OR b*')) == '(("a"*)) AND (("or"*)) AND (("b"*))'
    assert tsquery_expression(query("o'x")) == "(('o':*)) & (('x':*))"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_a_name_is_found_by_itself(text: str) -> None:
    assert not query(text) or finds(text, text)
