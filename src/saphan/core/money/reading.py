"""Read an amount the way people in three languages write it, and refuse rather than guess.

A wrong refusal is seen at once; an amount read a thousand times too large is found at the audit.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NoReturn

from saphan.core.errors import RuleBroken
from saphan.core.money.amounts import LARGEST_MINOR, Money
from saphan.core.money.currencies import exponent
from saphan.core.money.marks import CURRENCY_MARKS, MULTIPLIERS

_LONGEST_TEXT = 80
_MINUS_SIGNS = str.maketrans(dict.fromkeys("−–—‒﹣", "-"))
_WIDE_SIGNS = str.maketrans({"￥": "¥", "￡": "£", "￦": "₩", "，": ",", "、": ",", "。": "."})
_QUIET_GROUPING = re.compile(r"(?<=\d)[’ _](?=\d)")
_GROUPING = frozenset(".,'")


def _either(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_LEADING_MARK = re.compile(rf"^(?:{_either(dict(CURRENCY_MARKS))})\s*")
_TRAILING_MARK = re.compile(rf"\s*(?:{_either(dict(CURRENCY_MARKS))})$")
_TERM = re.compile(rf"\s*([\d.,']+)\s*((?:(?:{_either(dict(MULTIPLIERS))})\s*)*)")
# What nearly every file holds: no reader doubts it, so it need not be read sign by sign.
_BARE = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)
_UNIT = re.compile(_either(dict(MULTIPLIERS)))


def parse_amount(
    text: str, currency: str, *, decimal_mark: str | None = None, rounds: bool = False, times: int = 1
) -> Money:
    """The amount that `text` states, in `currency`.

    Reads 1,234.56 and 1.234,56, currency signs and codes, 万 亿 ล้าน, full-width and Thai digits, a minus
    before or after, and parentheses for negative. `decimal_mark` ("." or ",") settles what a column of a
    file means; without it a lone dot before three digits is refused unless the currency has three decimals,
    because 1.500 is 1.5 to one reader and 1500 to another. `rounds` takes what is finer than the currency, half to
    even, as results of a computation in a file are; otherwise it is refused. `times` is what a number without a
    multiplier of its own counts, as the title of its column says.

    Raises RuleBroken("amount.unreadable"), RuleBroken("amount.too_large") past 64 bits, and
    RuleBroken("money.unlike_currencies") when the text names another currency.
    """
    decimals = exponent(currency)
    bare = _BARE.fullmatch(text) if decimal_mark != "," and times == 1 else None
    if bare is not None and len(bare[2] or "") <= decimals:
        return Money(int(bare[1] + (bare[2] or "").ljust(decimals, "0")), currency)
    reader = _Reader(text, currency, decimals, decimal_mark, times)
    minor = reader.value() * 10**decimals
    if minor.denominator != 1 and not rounds:
        reader.refuse()
    minor = Fraction(round(minor))
    if abs(minor.numerator) > LARGEST_MINOR:
        raise RuleBroken("amount.too_large", field="amount", text=text)
    return Money(minor.numerator, currency)


def currency_named(text: str, home: str) -> str | None:
    """The currency that a sign, a word or a code beside the amount names; None where there is none.

    `home` wherever the sign can mean it. Raises RuleBroken("money.which_currency") for a sign of several others.
    """
    if _BARE.fullmatch(text):
        return None
    plain = _plain(text[:_LONGEST_TEXT]).strip("()+- ")
    for pattern in (_LEADING_MARK, _TRAILING_MARK):
        if found := pattern.search(plain):
            meant = CURRENCY_MARKS[found.group().strip()]
            if home in meant:
                return home
            if len(meant) == 1:
                return next(iter(meant))
            raise RuleBroken("money.which_currency", field="currency", text=text[:_LONGEST_TEXT])
    return None


def _plain(text: str) -> str:
    """Full-width forms narrowed and every decimal digit made ASCII.

    Not NFKC: that would turn 10² into 102.
    """
    narrow = (chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text.translate(_WIDE_SIGNS))
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in narrow)
    spaced = (" " if c.isspace() else c for c in digits)
    return "".join(spaced).translate(_MINUS_SIGNS).casefold().strip()


class _Reader:
    """One text on its way to a number; every doubt ends in `refuse`."""

    def __init__(self, text: str, currency: str, decimals: int, decimal_mark: str | None, times: int) -> None:
        self.text = text
        self.currency = currency
        self.decimals = decimals
        self.decimal_mark = decimal_mark
        self.times = times

    def refuse(self) -> NoReturn:
        raise RuleBroken("amount.unreadable", field="amount", text=self.text[:_LONGEST_TEXT])

    def value(self) -> Fraction:
        """Whole units of the currency, signed."""
        if len(self.text) > _LONGEST_TEXT:
            self.refuse()
        bare, negative = self._unsigned(_plain(self.text))
        terms = self._terms(_QUIET_GROUPING.sub("'", bare))
        return -terms if negative else terms

    def _unsigned(self, text: str) -> tuple[str, bool]:
        """Take away currency marks and at most one sign of negativity, in whatever order they nest."""
        signs = 0
        negative = False
        while True:
            before = text
            text = self._without_mark(text)
            if text[:1] == "(" and text[-1:] == ")":
                text, signs, negative = text[1:-1].strip(), signs + 1, True
            elif text[:1] in {"-", "+"}:
                text, signs, negative = text[1:].strip(), signs + 1, text[0] == "-"
            elif text[-1:] == "-":
                text, signs, negative = text[:-1].strip(), signs + 1, True
            if signs > 1:
                self.refuse()
            if text == before:
                return text, negative

    def _without_mark(self, text: str) -> str:
        for pattern in (_LEADING_MARK, _TRAILING_MARK):
            found = pattern.search(text)
            if found is None:
                continue
            mark = found.group().strip()
            if self.currency not in CURRENCY_MARKS[mark]:
                raise RuleBroken("money.unlike_currencies", field="amount", one=self.currency, other=mark)
            text = text[: found.start()] + text[found.end() :]
        return text.strip()

    def _terms(self, text: str) -> Fraction:
        """Sum of number-and-multiplier terms, each smaller in scale than the one before: 1亿2000万."""
        total, position, previous = Fraction(0), 0, None
        unsaid = 1 if _UNIT.search(text) else self.times
        while position < len(text):
            found = _TERM.match(text, position)
            if found is None:
                self.refuse()
            scale = unsaid
            for unit in _UNIT.findall(found[2]):
                scale *= MULTIPLIERS[unit]
            value = self._number(found[1], multiplied=scale > 1) * scale
            if previous is not None:
                self._check_tail(found[1], value, scale, previous)
            total += value
            position, previous = found.end(), scale
        if previous is None:
            self.refuse()
        return total

    def _check_tail(self, digits: str, value: Fraction, scale: int, previous: int) -> None:
        # 1万2 is twelve thousand in speech and ten thousand and two by the letter: refuse it.
        shortened = scale == 1 and len(digits) < 3
        if value >= previous or shortened:
            self.refuse()

    def _number(self, digits: str, *, multiplied: bool) -> Fraction:
        mark = self.decimal_mark or self._decimal_mark(digits, multiplied=multiplied)
        whole, part = digits, "0"
        if mark is not None and mark in digits:
            whole, _, part = digits.rpartition(mark)
        if not part.isdigit() or not self._well_grouped(whole or "0", _GROUPING - {mark or ""}):
            self.refuse()
        joined = re.sub(r"\D", "", whole)
        return Fraction(int(joined + part), 10 ** len(part))

    def _decimal_mark(self, digits: str, *, multiplied: bool) -> str | None:
        """Which of . and , sets off the decimals here; None when there are none."""
        dots, commas = digits.count("."), digits.count(",")
        if dots and commas:
            return max(".", ",", key=digits.rfind)
        if dots + commas != 1:
            return None
        mark = "." if dots else ","
        whole, _, part = digits.partition(mark)
        could_group = len(part) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
        if not could_group:
            return mark
        if mark == ",":
            return None
        if self.decimals < 3 and not multiplied:
            self.refuse()
        return mark

    @staticmethod
    def _well_grouped(whole: str, marks: frozenset[str]) -> bool:
        """Digits alone, or with one mark in threes (1,234,567) or the Indian way (12,34,567)."""
        if whole.isdigit():
            return True
        used = {c for c in whole if not c.isdigit()}
        if len(used) != 1 or not used <= marks:
            return False
        mark = re.escape(used.pop())
        return bool(
            re.fullmatch(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+|[1-9]\d?(?:{mark}\d\d)+{mark}\d{{3}}", whole)
        )
