"""One line in Chinese, Thai or English, and what it proposes. It is Tuesday, 16 June 2026."""

from __future__ import annotations

from datetime import date, time

import pytest

from saphan.core.quick import Deed, read_lines
from saphan.core.quick.days import find_day
from saphan.core.quick.times import find_time

TODAY = date(2026, 6, 16)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-06-17"),
        ("the day after tomorrow", "2026-06-18"),
        ("yesterday", "2026-06-15"),
        ("friday", "2026-06-19"),
        ("on Tuesday", "2026-06-23"),  # today is Tuesday, so the next one
        ("next tuesday", "2026-06-23"),
        ("next Wed", "2026-06-24"),
        ("this friday", "2026-06-19"),
        ("last Monday", "2026-06-08"),
        ("in 3 days", "2026-06-19"),
        ("in two weeks", None),
        ("in 2 weeks", "2026-06-30"),
        ("next week", "2026-06-22"),
        ("end of month", "2026-06-30"),
        ("on 20 June", "2026-06-20"),
        ("June 20, 2027", "2027-06-20"),
        ("3 Mar", "2027-03-03"),  # this year's is over
        ("2026-07-01", "2026-07-01"),
        ("1/7/2569", "2026-07-01"),
        ("明天", "2026-06-17"),
        ("大后天", "2026-06-19"),
        ("周五", "2026-06-19"),
        ("下周二", "2026-06-23"),
        ("下个星期日", "2026-06-28"),
        ("上周三", "2026-06-10"),
        ("本周四", "2026-06-18"),
        ("三天后", "2026-06-19"),
        ("两周后", "2026-06-30"),
        ("下周", "2026-06-22"),
        ("月底", "2026-06-30"),
        ("6月20号", "2026-06-20"),
        ("2026年7月1日", "2026-07-01"),
        ("พรุ่งนี้", "2026-06-17"),
        ("มะรืนนี้", "2026-06-18"),
        ("เมื่อวาน", "2026-06-15"),
        ("วันศุกร์", "2026-06-19"),
        ("วันอังคารหน้า", "2026-06-23"),
        ("พฤหัสนี้", "2026-06-18"),
        ("ศุกร์ที่แล้ว", "2026-06-12"),
        ("อีก 3 วัน", "2026-06-19"),
        ("อีกสองสัปดาห์", "2026-06-30"),
        ("สิ้นเดือน", "2026-06-30"),
        ("20 มิ.ย. 2569", "2026-06-20"),
        ("20 มิ.ย. 69", "2026-06-20"),
        ("วันที่ 20 มิถุนายน", "2026-06-20"),
        ("somewhere", None),
        ("31 June", None),
    ],
)
def test_a_day_is_understood(text: str, day: str | None) -> None:
    found = find_day(text, TODAY)
    assert (found.value.isoformat() if found else None) == day


def test_a_day_of_the_past_is_the_last_one() -> None:
    found = find_day("20 Dec", TODAY, past=True)
    assert found is not None
    assert found.value == date(2025, 12, 20)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("15:00", time(15)),
        ("at 9.30", time(9, 30)),
        ("3 pm", time(15)),
        ("at noon", time(12)),
        ("12:15am", time(0, 15)),
        ("下午三点半", time(15, 30)),
        ("上午10点", time(10)),
        ("晚上8点一刻", time(20, 15)),
        ("中午1点", time(13)),
        ("15 点 20 分", time(15, 20)),
        ("15:00 น.", time(15)),
        ("บ่ายสามโมง", time(15)),
        ("บ่าย 2 โมงครึ่ง", time(14, 30)),
        ("9 โมงเช้า", time(9)),
        ("5 โมงเย็น", time(17)),
        ("2 ทุ่ม", time(20)),
        ("เที่ยง", time(12)),
        ("25:00", None),
        ("2026.06.20", None),
        ("version 2", None),
    ],
)
def test_an_hour_is_understood(text: str, hour: time | None) -> None:
    found = find_time(text)
    assert (found.value if found else None) == hour


@pytest.mark.parametrize(
    ("text", "what", "deed", "day", "at", "name"),
    [
        ("call with คุณสมชาย tomorrow 15:00 about renewal", "call with คุณสมชาย about renewal",
         Deed.CALL, "2026-06-17", time(15), "สมชาย"),
        ("下周二给沈若琳发第二版", "给沈若琳发第二版", Deed.SEND, "2026-06-23", None, "沈若琳"),
        ("พรุ่งนี้ 15:00 โทรหาคุณสมชาย เรื่องสัญญา", "โทรหาคุณสมชาย เรื่องสัญญา",
         Deed.CALL, "2026-06-17", time(15), "สมชาย"),
        ("Meet Harbourlight Bank on Friday at 10:00", "Meet Harbourlight Bank",
         Deed.MEETING, "2026-06-19", time(10), "Harbourlight Bank"),
        ("明天下午三点和岚驰汽车开会讨论预算", "和岚驰汽车开会讨论预算",
         Deed.MEETING, "2026-06-17", time(15), "岚驰汽车"),
        ("ส่งใบเสนอราคาให้ Thara Retail วันศุกร์", "ส่งใบเสนอราคาให้ Thara Retail",
         Deed.SEND, "2026-06-19", None, "Thara Retail"),
        ("send the deck to Mint by 20 June 2026", "send the deck to Mint", Deed.SEND, "2026-06-20", None, "Mint"),
        ("นัดประชุมกับคุณวิภา 20 มิ.ย. 2569 บ่ายสองโมง", "นัดประชุมกับคุณวิภา",
         Deed.MEETING, "2026-06-20", time(14), "วิภา"),
    ],
)  # fmt: skip
def test_a_line_proposes_a_next_step(
    text: str, what: str, deed: Deed, day: str, at: time | None, name: str
) -> None:
    (line,) = read_lines(text, TODAY)
    assert (line.what, line.deed, line.day and line.day.isoformat(), line.at) == (what, deed, day, at)
    assert line.names[0] == name
    assert not line.happened
    assert line.says_something


@pytest.mark.parametrize(
    ("text", "deed", "day", "name"),
    [
        ("called Somchai yesterday about the price", Deed.CALL, "2026-06-15", "Somchai"),
        ("昨天和沈若琳聊了预算", Deed.CALL, "2026-06-15", "沈若琳"),
        ("คุยกับคุณวิภาแล้ว", Deed.CALL, None, "วิภา"),
        ("刚给岚驰打了电话", Deed.CALL, None, "岚驰"),
        ("met Mint last Friday", Deed.MEETING, "2026-06-12", "Mint"),
    ],
)
def test_what_was_done_is_told_from_what_is_to_be_done(
    text: str, deed: Deed, day: str | None, name: str
) -> None:
    (line,) = read_lines(text, TODAY)
    assert line.happened
    assert (line.deed, line.day and line.day.isoformat(), line.names[0]) == (deed, day, name)


def test_two_deeds_in_one_line_are_two_proposals_about_the_same_person() -> None:
    told = read_lines("Called Somchai, send him the quote on Friday", TODAY)
    assert [(line.deed, line.happened, line.names[0]) for line in told] == [
        (Deed.CALL, True, "Somchai"),
        (Deed.SEND, False, "Somchai"),
    ]
    first, second = read_lines("昨天和沈若琳聊了预算，然后下周二发第二版", TODAY)
    assert (first.happened, second.happened, second.names) == (True, False, ("沈若琳",))
    assert second.day == date(2026, 6, 23)


def test_what_a_talk_is_about_is_kept() -> None:
    (line,) = read_lines("call Mint tomorrow about the renewal price", TODAY)
    assert line.about == "the renewal price"


@pytest.mark.parametrize("text", ["Siam Tea", "岚驰汽车", "สมชาย ใจดี", "deal 12", ""])
def test_a_name_alone_proposes_nothing(text: str) -> None:
    assert not any(line.says_something for line in read_lines(text, TODAY))
