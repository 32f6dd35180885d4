from __future__ import annotations

import pytest

from saphan.core.nouns import Noun, exchange, known_nouns

OWN = {
    "client": Noun("account", "accounts", "合作方", "คู่ค้า"),
    "deal": Noun("opportunity", "opportunities", "单子", "โอกาสการขาย"),
}


@pytest.mark.parametrize(
    ("house", "own"),
    [
        ("Add a client", "Add an account"),
        ("Clients", "Accounts"),
        ("3 clients, 1 deal", "3 accounts, 1 opportunity"),
        ("A deal of the client’s", "An opportunity of the account’s"),
        ("%(client)s is a client", "%(client)s is an account"),
        ("client side", "client side"),
        ("Ideally dealt with", "Ideally dealt with"),
    ],
)
def test_english_nouns_keep_number_capital_and_article(house, own):
    assert exchange(OWN, "en")(house) == own


@pytest.mark.parametrize(
    ("house", "own"),
    [
        ("新建客户", "新建合作方"),
        ("潜在客户", "潜在客户"),
        ("3 个商机", "3 个单子"),
        ("客户执行", "客户执行"),
    ],
)
def test_chinese_nouns_are_exchanged_but_not_inside_other_words(house, own):
    assert exchange(OWN, "zh-hans")(house) == own


@pytest.mark.parametrize(
    ("house", "own"),
    [
        ("เพิ่มลูกค้า", "เพิ่มคู่ค้า"),
        ("ว่าที่ลูกค้า", "ว่าที่ลูกค้า"),
        ("ดีล 3 รายการ", "โอกาสการขาย 3 รายการ"),
        ("ปิดดีล", "ปิดดีล"),
    ],
)
def test_thai_nouns_are_exchanged_but_not_inside_other_words(house, own):
    assert exchange(OWN, "th")(house) == own


def test_a_language_without_an_own_word_keeps_the_houses():
    only_english = {"client": Noun("account", "accounts")}
    assert exchange(only_english, "th") is None
    assert exchange(only_english, "en")("Client") == "Account"


def test_only_known_nouns_and_parts_are_read():
    stored = {"client": {"en": "account", "colour": "red"}, "ship": {"en": "boat"}, "deal": {}}
    assert known_nouns(stored) == {"client": Noun("account")}
