"""Prints plain values by a layout of this room. The same values give the same bytes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from saphan.core.errors import RuleBroken

Format = Literal["pdf", "png", "svg"]
HERE = Path(__file__).parent
OWN_FONTS = HERE / "fonts"  # built by frontend/build.mjs
PICTURE = 144.0  # dots per inch
# What each script may be set in: first the family that comes with the product, then what systems often have.
FAMILIES = {
    "th": ("Noto Sans Thai", "Noto Sans Thai Looped", "Sarabun", "Loma", "Garuda", "Thonburi", "Tahoma"),
    "zh": ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "PingFang SC", "SimHei"),
}  # fmt: skip


def printed(layout: str, content: dict[str, Any], language: str, fmt: Format = "pdf") -> bytes:
    """A PDF of `content` by the layout of this name, or its first page as `png` or `svg`. Text in `content` stays text, whatever it says.

    Raises RuleBroken("paper.fonts_missing") when neither the product nor the system has letters for Thai or
    Chinese: a document with empty boxes must not leave the house.
    """
    import typst  # 80 MB of compiler, loaded when somebody prints

    families = fonts_for(language)
    pages: Any = typst.compile(
        str(HERE / f"{layout}.typ"), root=str(HERE), font_paths=[str(OWN_FONTS)],
        ignore_system_fonts=_is_complete(), package_path=str(HERE / "none"), format=fmt, ppi=PICTURE,
        sys_inputs={"content": json.dumps({**content, "fonts": families}, ensure_ascii=False)},
    )  # fmt: skip
    return bytes(pages[0] if isinstance(pages, list) else pages)


def fonts_for(language: str) -> list[str]:
    """Families in the order in which a document of this language tries them, one for each script.

    Raises RuleBroken("paper.fonts_missing").
    """
    known = _families()
    found = {script: next((one for one in wanted if one in known), "") for script, wanted in FAMILIES.items()}
    if missing := [script for script, family in found.items() if not family]:
        names = ", ".join(FAMILIES[script][0] for script in missing)
        raise RuleBroken("paper.fonts_missing", names=names)
    first = "zh" if language.startswith("zh") else "th"  # the Thai family has the Latin letters too
    return [found.pop(first), *found.values()]


def _is_complete() -> bool:
    return OWN_FONTS.is_dir() and len(list(OWN_FONTS.glob("*.ttf"))) >= len(FAMILIES)


@cache
def _families() -> frozenset[str]:
    import typst

    paths = [str(OWN_FONTS)] if OWN_FONTS.is_dir() else []
    return frozenset(typst.Fonts(include_system_fonts=not _is_complete(), font_paths=paths).families())
