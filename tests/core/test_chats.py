"""Pasted chats, as phones in Bangkok and Shanghai export them."""

from __future__ import annotations

from datetime import datetime

import pytest

from saphan.core.chats import Message, Source, read_chat

LINE_TH = """[LINE] ประวัติการแชทกับ ณัฐชา พูนผล
บันทึกเมื่อ: 16/6/2569 09:40

อังคาร, 16/06/2569
09:01\tณัฐชา พูนผล\tสวัสดีค่ะคุณปาริชาต
09:02\tณัฐชา พูนผล\tขอเลื่อนทดสอบจาก 18 เป็น 22 มิ.ย. ได้ไหมคะ
CTO ยังไม่ส่งเอกสาร
09:05\tปาริชาต\tได้ค่ะ
พุธ, 17/06/2569
10:30\tณัฐชา พูนผล\t[สติกเกอร์]
"""
LINE_EN = """2026.06.16 Tuesday
09:01\tNatcha\tMorning
09:04\tPloy\tMorning, Natcha
"""
WECHAT = """沈若琳 2026年6月16日 上午9:01
方案我看了
整体可以，预算再压一压
周明 2026年6月16日 下午2:15
好的，今天给你新版
"""
WECHAT_PC = """沈若琳 2026/6/16 9:01:33
收到
周明 14:15
明天见
"""
WHATSAPP = """[16/6/2026, 09:01:10] David Ho: The API is late
Still waiting for legal
[16/6/2026, 2:15:10 PM] Marcus: Noted: Friday then
"""


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 6, day, hour, minute)  # noqa: DTZ001  nobody wrote a zone


def test_line_in_thai_with_buddhist_years_and_words_of_two_lines() -> None:
    chat = read_chat(LINE_TH)
    assert chat is not None
    assert chat.source is Source.LINE
    assert chat.messages == [
        Message("ณัฐชา พูนผล", "สวัสดีค่ะคุณปาริชาต", at(16, 9, 1)),
        Message("ณัฐชา พูนผล", "ขอเลื่อนทดสอบจาก 18 เป็น 22 มิ.ย. ได้ไหมคะ\nCTO ยังไม่ส่งเอกสาร", at(16, 9, 2)),
        Message("ปาริชาต", "ได้ค่ะ", at(16, 9, 5)),
        Message("ณัฐชา พูนผล", "[สติกเกอร์]", at(17, 10, 30)),
    ]
    assert (chat.speakers, chat.last_at) == (["ณัฐชา พูนผล", "ปาริชาต"], at(17, 10, 30))


def test_line_in_english() -> None:
    chat = read_chat(LINE_EN)
    assert chat is not None
    assert [(message.speaker, message.at) for message in chat.messages] == [
        ("Natcha", at(16, 9, 1)),
        ("Ploy", at(16, 9, 4)),
    ]


def test_wechat_writes_name_and_hour_above_the_words() -> None:
    chat = read_chat(WECHAT)
    assert chat is not None
    assert chat.source is Source.WECHAT
    assert chat.messages == [
        Message("沈若琳", "方案我看了\n整体可以，预算再压一压", at(16, 9, 1)),
        Message("周明", "好的，今天给你新版", at(16, 14, 15)),
    ]


def test_a_later_message_without_a_day_is_of_the_day_before_it() -> None:
    chat = read_chat(WECHAT_PC)
    assert chat is not None
    assert chat.messages == [
        Message("沈若琳", "收到", at(16, 9, 1)),
        Message("周明", "明天见", at(16, 14, 15)),
    ]


def test_whatsapp_keeps_colons_inside_the_words() -> None:
    chat = read_chat(WHATSAPP)
    assert chat is not None
    assert chat.source is Source.WHATSAPP
    assert chat.messages == [
        Message("David Ho", "The API is late\nStill waiting for legal", at(16, 9, 1)),
        Message("Marcus", "Noted: Friday then", at(16, 14, 15)),
    ]


def test_hours_without_a_day_are_kept_out() -> None:
    chat = read_chat("09:01\tNat\tHello\n09:02\tPloy\tHi")
    assert chat is not None
    assert [message.at for message in chat.messages] == [None, None]
    assert chat.last_at is None


def test_a_day_that_is_not_in_the_calendar_is_no_day() -> None:
    chat = read_chat("31/02/2026\n09:01\tNat\tHello\n25:61\tPloy\tHi")
    assert chat is not None
    assert [message.at for message in chat.messages] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call Somchai at 9:30",
        "09:01\tNat\tOnly one line",
        "ลูกค้าขอเลื่อน\nรอเอกสารจาก CTO",
        "会议纪要\n预算 120 万",
    ],
)
def test_plain_notes_are_no_chat(text: str) -> None:
    assert read_chat(text) is None
