"""A screen as a PNG: every cell where a terminal has it, drawn with the fonts of this machine."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from .cells import Pen, Row, Run, clusters
from .fonts import face, other

CELL: Final = (10, 20)
"""Columns and rows of one cell, in pixels."""
POINTS: Final = 16
_BASE: Final = 15
"""Pixels of a cell above the line that letters stand on."""
_COLOURS: Final = 192
_BLOCKS: Final = {
    "▌": (0, 0, 0.5, 1),
    "▐": (0.5, 0, 1, 1),
    "▏": (0, 0, 0.15, 1),
    "▎": (0, 0, 0.25, 1),
    "█": (0, 0, 1, 1),
    "▔": (0, 0, 1, 0.12),
    "▀": (0, 0, 1, 0.5),
    **{chr(0x2580 + eighths): (0, 1 - eighths / 8, 1, 1) for eighths in range(1, 8)},
}
"""Parts of a cell, as fractions; fonts leave gaps between them."""
_LINES: Final = {
    "─": "lr",
    "│": "ud",
    "╭": "dr",
    "╮": "dl",
    "╰": "ur",
    "╯": "ul",
    "┌": "dr",
    "┐": "dl",
    "└": "ur",
    "┘": "ul",
}


def png_of(rows: Sequence[Row]) -> bytes:
    """Return a picture of a screen; :class:`fonts.NoFontError` without a font."""
    columns = max((run.column + run.cells for row in rows for run in row), default=1)
    size = (columns * CELL[0], len(rows) * CELL[1])
    sheet = Image.new("RGB", size, rows[0][0].pen.ground)
    draw = ImageDraw.Draw(sheet)
    for y, row in enumerate(rows):
        for run in row:
            left, top = run.column * CELL[0], y * CELL[1]
            box = (left, top, left + run.cells * CELL[0] - 1, top + CELL[1] - 1)
            draw.rectangle(box, fill=run.pen.ground)
        for run in row:
            _write(sheet, draw, run, y)
    kept = io.BytesIO()
    # As few colours as a screen has, with the steps between them: a tenth of the size.
    sheet.quantize(_COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _write(sheet: Image.Image, draw: ImageDraw.ImageDraw, run: Run, y: int) -> None:
    column, top = run.column, y * CELL[1]
    font = face(run.pen.bold, run.pen.italic, POINTS)
    for text, cells in _parts(run.text):
        left = column * CELL[0]
        if text in _BLOCKS:
            _block(draw, _BLOCKS[text], left, top, run.pen)
        elif text in _LINES:
            _line(draw, _LINES[text], left, top, run.pen)
        elif foreign := other(text, POINTS):
            _foreign(sheet, foreign, text, (left, top, cells), run.pen)
        elif text.strip():
            draw.text((left, top + _BASE), text, run.pen.ink, font, anchor="ls")
        column += cells
    if run.pen.underline:
        line = top + CELL[1] - 3
        right = (run.column + run.cells) * CELL[0]
        draw.line((run.column * CELL[0], line, right - 1, line), fill=run.pen.ink)


def _parts(text: str) -> list[tuple[str, int]]:
    """Return what is drawn at once: words of a script whose letters join, else single letters."""
    parts: list[tuple[str, int]] = []
    for one, cells in clusters(text):
        if parts and _joins(one[0]) and _joins(parts[-1][0][-1]):
            parts[-1] = (parts[-1][0] + one, parts[-1][1] + cells)
        else:
            parts.append((one, cells))
    return parts


def _joins(character: str) -> bool:
    # Hebrew to the scripts of India and South East Asia.
    return "\u0590" <= character <= "\u109f"


def _block(
    draw: ImageDraw.ImageDraw,
    part: tuple[float, float, float, float],
    left: int,
    top: int,
    pen: Pen,
) -> None:
    x0, y0, x1, y1 = part
    box = (
        left + round(x0 * CELL[0]),
        top + round(y0 * CELL[1]),
        left + max(round(x1 * CELL[0]) - 1, round(x0 * CELL[0]) + 1),
        top + round(y1 * CELL[1]) - 1,
    )
    draw.rectangle(box, fill=pen.ink)


def _line(draw: ImageDraw.ImageDraw, ends: str, left: int, top: int, pen: Pen) -> None:
    x, y = left + CELL[0] // 2, top + CELL[1] // 2
    for end in ends:
        to = {
            "l": (left, y),
            "r": (left + CELL[0] - 1, y),
            "u": (x, top),
            "d": (x, top + CELL[1] - 1),
        }[end]
        draw.line((x, y, *to), fill=pen.ink)


def _foreign(
    sheet: Image.Image, font: FreeTypeFont, text: str, place: tuple[int, int, int], pen: Pen
) -> None:
    """Draw with another font, made to fit into the cells."""
    left, top, cells = place
    room, is_bitmap = cells * CELL[0], font.size > 2 * POINTS
    box = font.getbbox(text, anchor="ls")
    width, above = max(round(box[2] - box[0]), 1), round(font.size) + 2
    patch = Image.new("RGB", (width, round(above * 1.4)), pen.ground)
    origin = (-box[0], above)
    ImageDraw.Draw(patch).text(origin, text, pen.ink, font, anchor="ls", embedded_color=True)
    if is_bitmap:
        side = min(room, CELL[1] - 2)
        whole = (0, round(font.size * 0.07), width, round(font.size * 1.27))
        small = patch.crop(whole).resize((side, side))
        sheet.paste(small, (left + (room - side) // 2, top + 1))
        return
    if width > room:
        patch = patch.resize((room, patch.height))
    over = above - _BASE
    sheet.paste(patch.crop((0, over, patch.width, over + CELL[1])), (left, top))
