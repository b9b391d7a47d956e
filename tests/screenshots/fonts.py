"""Fonts for pictures: a monospaced one, and for the scripts that it lacks what the system has."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FACES: Final = ("DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", "Cousine", "Menlo")
"""Tried in this order."""
_BITMAPS: Final = 109
"""The one size that fonts of coloured emoji have."""
NO_FONT: Final = (
    "No monospaced font was found, so no PNG can be drawn. Install one (Debian and Ubuntu: "
    "apt-get install fontconfig fonts-dejavu-core fonts-noto-core fonts-noto-cjk "
    "fonts-noto-color-emoji) and try again."
)


class NoFontError(Exception):
    """There is no font to draw with."""


@cache
def face(bold: bool, italic: bool, points: int) -> ImageFont.FreeTypeFont:
    """Return the monospaced font; :class:`NoFontError` if there is none."""
    style = {(0, 0): "", (1, 0): ":bold", (0, 1): ":italic", (1, 1): ":bold:italic"}
    for name in FACES:
        found = _ask("fc-match", "--format=%{file}|%{family}", name + style[bold, italic])
        file, _, family = found.partition("|")
        if name in family and Path(file).suffix in (".ttf", ".otf"):
            return ImageFont.truetype(file, points)
    raise NoFontError(NO_FONT)


@cache
def other(text: str, points: int) -> ImageFont.FreeTypeFont | None:
    """Return a font that has what the monospaced one lacks, None if it lacks nothing."""
    missing = [one for one in text if one.isprintable() and not _has(one)]
    if not missing:
        return None
    wanted = max(missing, key=ord)
    files = _ask("fc-list", f":charset={ord(wanted):x}", "file").split("\n")
    usable = sorted(file.split(":")[0] for file in files if ".ttf" in file or ".ttc" in file)
    usable.sort(key=lambda file: ("Regular" not in file, "Sans" not in file))
    coloured = [file for file in usable if "Emoji" in file]
    for file in coloured if coloured and ord(wanted) > 0x2000 else usable:
        return ImageFont.truetype(file, _BITMAPS if file in coloured else points)
    return None


@cache
def _has(character: str) -> bool:
    # A font draws what it lacks as the same box that it draws for what nobody has.
    font = face(False, False, 20)
    return bytes(font.getmask(character)) != bytes(font.getmask("\U000effff"))


@cache
def _ask(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
