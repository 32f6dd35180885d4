"""Files of other programs are read as they are, and what cannot be known is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.core.errors import RuleBroken
from saphan.core.reading import (
    DateOrder,
    Field,
    date_order,
    detect,
    propose,
    propose_all,
    read_date,
    rows,
    separator,
    table_rows,
)


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        ("ชื่อลูกค้า,มูลค่า\nธารา รีเทล จำกัด,100", "cp874", "cp874"),
        ("ชื่อลูกค้า,มูลค่า\nธารา,100", "tis-620", "cp874"),
        ("客户,金额\n岚驰汽车,100\n青屿茶饮,2", "gb18030", "gb18030"),
        ("客户,金额\n岚驰汽车,100", "utf-8", "utf-8"),
        ("客户,金额", "utf-8-sig", "utf-8-sig"),
        ("name,amount\nA,1", "utf-16", "utf-16"),
        ("name,amount\nA,1", "utf-16-le", "utf-16-le"),
        ("Café;déjà vu", "cp1252", "cp1252"),
        ("plain,ascii", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_judged_from_the_bytes(text: str, codec: str, found: str) -> None:
    assert detect(text.encode(codec)).name == found


def test_a_character_cut_off_at_the_end_does_not_mislead() -> None:
    assert detect("岚驰汽车".encode()[:-1]).name == "utf-8"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("a,b,c\n1,2,3", ","),
        ("a;b;c\n1,5;2,5;3", ";"),
        ('name\tnote\nA\t"x, y, z"', "\t"),
        ("a|b\n1|2", "|"),
        ('"a;b","c"\n"d;e","f"', ","),
    ],
)
def test_the_separator_is_the_one_that_parts_lines_evenly(head: str, found: str) -> None:
    assert separator(head) == found


def test_ragged_rows_keep_their_line_number_and_their_cells() -> None:
    text = 'a,b\n1,"two\nlines"\n\n3\n4,5,6\n'
    read = list(rows(text.splitlines(keepends=True), ","))
    assert [(row.number, row.cells, row.fits) for row in read] == [
        (1, ["a", "b"], True),
        (2, ["1", "two\nlines"], True),
        (5, ["3", ""], False),
        (6, ["4", "5", "6"], False),
    ]


@pytest.mark.parametrize(
    ("text", "order", "read", "buddhist"),
    [
        ("2026-06-30", "ymd", date(2026, 6, 30), False),
        ("30/06/2569", "dmy", date(2026, 6, 30), True),
        ("๓๐/๐๖/๒๕๖๙", "dmy", date(2026, 6, 30), True),
        ("16 มิ.ย. 2569", "dmy", date(2026, 6, 16), True),
        ("16 มิถุนายน พ.ศ. 2569", "dmy", date(2026, 6, 16), True),
        ("2026年6月16日", "ymd", date(2026, 6, 16), False),
        ("2021-01-07 6:49:18", "ymd", date(2021, 1, 7), False),
        ("2024-02-03T10:00:00.123+00:00", "ymd", date(2024, 2, 3), False),
        ("06/30/2026", "mdy", date(2026, 6, 30), False),
        ("June 16, 2026", "dmy", date(2026, 6, 16), False),
        ("1.2.24", "dmy", date(2024, 2, 1), False),
        ("20260616", "ymd", date(2026, 6, 16), False),
        ("45000", "ymd", date(2023, 3, 15), False),
    ],
)
def test_dates_as_people_and_programs_write_them(text: str, order: str, read: date, buddhist: bool) -> None:
    assert read_date(text, order) == (read, buddhist)


@pytest.mark.parametrize(
    ("text", "code"),
    [("31/02/2026", "date.impossible"), ("soon", "date.unreadable"), ("1,200", "date.unreadable")],
)
def test_what_is_no_date_is_refused(text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_date(text, "dmy")
    assert refused.value.code == code


@given(st.dates(date(1971, 1, 1), date(2069, 12, 31)))
def test_every_order_reads_back_what_was_written(day: date) -> None:
    assert read_date(day.isoformat()).date == day
    assert read_date(day.strftime("%d/%m/%Y"), DateOrder.DMY).date == day
    assert read_date(day.strftime("%m/%d/%Y"), DateOrder.MDY).date == day
    assert read_date(f"{day.day}/{day.month}/{day.year + 543}", DateOrder.DMY) == (day, True)


def test_only_a_number_above_twelve_decides_the_order() -> None:
    assert date_order(["01/02/2024", "13/02/2024"]) is DateOrder.DMY
    assert date_order(["01/02/2024", "02/13/2024"]) is DateOrder.MDY
    assert date_order(["01/02/2024", "03/04/2024"]) is DateOrder.AMBIGUOUS
    assert date_order(["13/01/2024", "01/13/2024"]) is DateOrder.AMBIGUOUS
    assert date_order(["2024-01-02"]) is DateOrder.YMD
    assert date_order(["05/01/2569"]) is DateOrder.DMY


FIELDS = [
    Field("name", ("Opportunity Name", "Deal Name", "商机名称", "ชื่อดีล")),
    Field("expected_close_on", ("Close Date", "预计成交日", "วันที่คาดว่าจะปิด"), "date"),
    Field("amount", ("Amount", "金额", "มูลค่า"), "amount"),
    Field("email", ("Email", "E-mail Address"), "email"),
]


@pytest.mark.parametrize(
    ("header", "cells", "field", "reason"),
    [
        ("CloseDate", ["30/06/2569"], "expected_close_on", "title"),
        ("มูลค่า", ["฿1,000", "2,000"], "amount", "title"),
        ("deal_name", ["Autumn tea"], "name", "title"),
        ("Kontakt", ["a@b.example"], "email", "content"),
        ("Amout", ["12"], "amount", "similar_title"),
    ],
)
def test_a_column_goes_where_its_title_or_its_cells_say(
    header: str, cells: list[str], field: str, reason: str
) -> None:
    proposal = propose(header, cells, FIELDS)
    assert proposal is not None
    assert (proposal.field, proposal.reason) == (field, reason)


def test_a_title_whose_cells_say_otherwise_is_less_sure() -> None:
    right, wrong = propose("Amount", ["12"], FIELDS), propose("Amount", ["next week"], FIELDS)
    assert right is not None
    assert wrong is not None
    assert right.confidence > wrong.confidence + 25


def test_no_field_is_given_twice() -> None:
    found = propose_all(["Amount", "Amount (THB)", "Colour"], [["1"], ["2"], ["red"]], FIELDS)
    assert [proposal.field if proposal else None for proposal in found] == ["amount", None, None]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Deal - Title", "name"),
        ("property_dealname", "name"),
        ("properties_deal_name", "name"),
        ("deal_id", "external_id"),
        ("account_id", None),  # another record's noun says something
    ],
)
def test_the_noun_that_a_program_puts_before_every_title_is_no_hindrance(
    header: str, field: str | None
) -> None:
    fields = [Field("name", ("Deal Name", "Title")), Field("external_id", ("Id", "Deal ID"))]
    proposal = propose(header, [], fields, nouns=("property", "properties", "deal"))
    assert (proposal.field if proposal else None) == field


def test_a_column_whose_words_no_choice_knows_goes_elsewhere() -> None:
    state = Field("state", ("Status",), "choice", frozenset({"new", "working"}))
    assert propose("State", ["California", "Oregon"], [state]) is None
    known = propose("State", ["Working", ""], [state])
    assert known is not None
    assert known.field == "state"


def test_the_name_of_a_report_above_its_titles_is_left_out() -> None:
    report = [["Deals of 2026", "", ""], ["", "", ""], ["Printed", "", ""], ["Deal", "Stage", "Amount"], ["A", "Won", "1"],
              ["B", "Lost", "2"], ["Total", "", "3"]]  # fmt: skip
    found = list(table_rows(enumerate(report, start=1)))
    assert [(row.number, row.cells[0]) for row in found] == [(4, "Deal"), (5, "A"), (6, "B"), (7, "Total")]


def test_a_list_of_names_keeps_its_one_title() -> None:
    names = [["name"], ["Acme"], ["Acme, Inc", "x", "y"], ["Thara"]]
    assert next(table_rows(enumerate(names, start=1))).cells == ["name"]
