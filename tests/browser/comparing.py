"""Pictures of the component sheet against those that somebody has looked at.

A baseline is one small PNG whose notes say which browser made it and where each part of the sheet stands. Parts are
compared one by one, so that a taller one does not spoil all below it, and by means over small blocks, so that the edges of
letters do not count.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

BLOCK = 8  # pixels
STEP = 24  # of 255: how far the mean of a block may be off
SHARE = 0.004  # of a part's blocks may be further off
COLOURS = 256
Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True)
class Picture:
    """A picture of the sheet: the boxes of its parts, and the browser that drew it."""

    image: Image.Image
    parts: dict[str, Box]
    browser: str

    def part(self, name: str) -> Image.Image:
        left, top, width, height = self.parts[name]
        return self.image.crop((left, top, left + width, top + height))

    def save(self, file: Path) -> None:
        """As a baseline: few colours, so that a dozen of them stay small."""
        notes = PngInfo()
        notes.add_text("parts", json.dumps(self.parts))
        notes.add_text("browser", self.browser)
        file.parent.mkdir(parents=True, exist_ok=True)
        few = self.image.quantize(palette=self._palette(), dither=Image.Dither.NONE)
        few.save(file, optimize=True, pnginfo=notes)

    def _palette(self) -> Image.Image:
        """The commonest colours, so that every filled surface keeps its own and only edges of letters are rounded."""
        counted: Any = self.image.getcolors(self.image.width * self.image.height)
        palette = Image.new("P", (1, 1))
        palette.putpalette(
            [channel for _count, colour in sorted(counted, reverse=True)[:COLOURS] for channel in colour]
        )
        return palette

    @classmethod
    def load(cls, file: Path) -> Picture:
        with Image.open(file) as image:
            parts = {name: tuple(box) for name, box in json.loads(image.info["parts"]).items()}
            return cls(image.convert("RGB"), parts, image.info["browser"])


def differences(new: Picture, old: Picture) -> list[str]:
    """What is not as it was, part by part, as sentences; nothing when all is as before."""
    found = [f"{name}: is new" for name in new.parts if name not in old.parts]
    found += [f"{name}: is gone" for name in old.parts if name not in new.parts]
    for name in new.parts:
        if name in old.parts and (said := _difference(new.part(name), old.part(name))):
            found.append(f"{name}: {said}")
    return found


def _difference(new: Image.Image, old: Image.Image) -> str:
    if abs(new.width - old.width) > 1 or abs(new.height - old.height) > 1:
        return f"was {old.width} × {old.height}, is {new.width} × {new.height}"
    changed = [off > STEP for off in _offs(new, old)]
    share = sum(changed) / len(changed)
    return f"{share:.1%} of it looks different, {SHARE:.1%} may" if share > SHARE else ""


def _offs(new: Image.Image, old: Image.Image) -> list[int]:
    """How far each block's mean is off, in its worst channel."""
    size = (max(1, new.width // BLOCK), max(1, new.height // BLOCK))
    means = [each.resize(size, Image.Resampling.BOX) for each in (new, old)]
    red, green, blue = ImageChops.difference(*means).split()
    return list(ImageChops.lighter(ImageChops.lighter(red, green), blue).tobytes())
