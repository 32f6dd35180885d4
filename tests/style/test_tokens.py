"""The colours of the design: all of them are there, light and dark, and every pair keeps its contrast."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "frontend/style/tokens.css"
COLOURS = [
    "canvas",
    "sheet",
    "card",
    "sunken",
    "hover",
    "active",
    "line",
    "line2",
    "ctl",
    "ink",
    "ink2",
    "ink3",
    "ink4",
    "acc",
    "accH",
    "onAcc",
    "accMid",
    "accLine",
    "accSoft",
    "cli",
    "cliLine",
    "cliSoft",
    "team",
    "teamLine",
    "teamSoft",
    "warn",
    "warnFill",
    "warnSoft",
    "warnLine",
    "crit",
    "critFill",
    "critSoft",
    "critLine",
]
TINTS = [f"tint-{number}{part}" for number in range(1, 9) for part in ("", "-ink")]
BLOCK = re.compile(r"(?P<head>[^{}]+)\{(?P<body>[^{}]*)\}")
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})")


def colours(head: str) -> dict[str, str]:
    """The colours of the rule whose selector is `head`."""
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    bodies = [
        found["body"]
        for found in BLOCK.finditer(css)
        if found["head"].strip().split("\n")[-1].strip() == head
    ]
    return dict(HEX.findall(bodies[0]))


LIGHT = colours(":root")
DARK = colours(':root[data-theme="dark"]')
LIKE_THE_SYSTEM = colours(':root:not([data-theme="light"])')


@pytest.mark.parametrize("theme", [LIGHT, DARK, LIKE_THE_SYSTEM], ids=["light", "dark", "like the system"])
def test_every_colour_of_the_design_is_a_property(theme: dict[str, str]) -> None:
    assert [name for name in (*COLOURS, *TINTS) if name not in theme] == []


def test_dark_is_the_same_whether_chosen_or_like_the_system() -> None:
    assert DARK == LIKE_THE_SYSTEM


@pytest.mark.parametrize(
    "name", ["sans", "serif", "looped", "swift", "menu", "panel", "gutter", "shadow-rest", "shadow-popover"]
)
def test_type_space_shadow_and_motion_are_properties_too(name: str) -> None:
    assert f"--{name}:" in TOKENS.read_text(encoding="utf-8")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(each * 2 for each in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: dict[str, str], one: str, other: str) -> float:
    """WCAG 2.2 contrast of two tokens, from 1 to 21."""
    high, low = sorted((luminance(theme[one]), luminance(theme[other])), reverse=True)
    return round((high + 0.05) / (low + 0.05), 2)


# Foreground, ground, light, dark: the table of the design.
PAIRS = [
    ("ink", "sheet", 16.44, 15.45), ("ink2", "sheet", 8.03, 8.88), ("ink3", "sheet", 5.53, 6.63),
    ("ink3", "canvas", 4.98, 7.05), ("ink3", "hover", 4.90, 5.58), ("ink3", "active", 4.51, 4.94),
    ("ink3", "accSoft", 4.88, 5.01), ("ink3", "critSoft", 4.85, 5.66), ("acc", "sheet", 6.55, 8.48),
    ("acc", "accSoft", 5.78, 6.41), ("onAcc", "acc", 6.84, 7.86), ("onAcc", "accH", 9.07, 9.50),
    ("sheet", "ink", 16.44, 15.45), ("sheet", "crit", 6.34, 7.47), ("warn", "sheet", 5.68, 9.00),
    ("warn", "warnSoft", 5.19, 7.09), ("crit", "sheet", 6.34, 7.47), ("crit", "critSoft", 5.56, 6.37),
    ("crit", "accSoft", 5.59, 5.64), ("warn", "accSoft", 5.01, 6.81), ("cli", "sheet", 5.93, 8.38),
    ("cli", "cliSoft", 5.22, 6.86), ("team", "sheet", 6.89, 8.58), ("team", "teamSoft", 6.07, 7.02),
    ("ctl", "card", 3.60, 3.61), ("ctl", "canvas", 3.11, 4.17), ("accMid", "active", 3.33, 3.46),
    ("warnFill", "active", 3.06, 4.71),
]  # fmt: skip
MARKS = {"ctl", "accMid", "warnFill"}  # borders and bars, for which 3:1 is enough


@pytest.mark.parametrize(("one", "other", "light", "dark"), PAIRS)
def test_each_pair_has_the_contrast_of_the_design(one: str, other: str, light: float, dark: float) -> None:
    assert contrast(LIGHT, one, other) == pytest.approx(light, abs=0.011)
    assert contrast(DARK, one, other) == pytest.approx(dark, abs=0.011)
    assert min(light, dark) >= (3 if one in MARKS else 4.5)


@pytest.mark.parametrize(("theme", "lowest"), [(LIGHT, 5.99), (DARK, 6.98)], ids=["light", "dark"])
def test_the_letters_of_every_avatar_can_be_read(theme: dict[str, str], lowest: float) -> None:
    found = [contrast(theme, f"tint-{number}-ink", f"tint-{number}") for number in range(1, 9)]
    assert min(found) == pytest.approx(lowest, abs=0.011)
