"""Whole numbers as people and programs write them."""

from __future__ import annotations

import re
import unicodedata

_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[,' ])\d{3})(?:(?P=mark)\d{3})*")


def read_whole(text: str) -> int | None:
    """The whole number that a text states; None where it states none.

    1,200 is 1200, and 6.0, as programs write a whole number of a column with gaps, is 6. Digits of any script count.
    """
    plain = unicodedata.normalize("NFKC", text).strip().translate(str.maketrans("−’\u00a0", "-' "))
    negative = plain.startswith("-")
    digits = plain.removeprefix("-")
    whole, point, tail = digits.partition(".")
    if point and tail.strip("0"):
        return None
    if _GROUPED.fullmatch(whole):
        whole = re.sub(r"\D", "", whole)
    if not whole.isdecimal() or len(whole) > 18:
        return None
    return -int(whole) if negative else int(whole)
