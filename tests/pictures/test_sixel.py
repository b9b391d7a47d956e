"""Sixels read back by a small terminal of the test's own."""

from __future__ import annotations

import re
import time

import pytest

from hoory_tui.pictures.decode import Picture
from hoory_tui.pictures.sixel import sixels

_TOKEN = re.compile(r'#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$-])|("[\d;]+)')

Pixel = tuple[int, int, int]


def drawn(sent: str, most: int) -> dict[tuple[int, int], Pixel]:
    """Return the pixels; colours are in hundredths."""
    body = re.fullmatch(r"\x1bP[\d;]*q(.*)\x1b\\", sent, re.DOTALL)
    assert body is not None
    assert _TOKEN.sub("", body[1]) == ""
    pixels: dict[tuple[int, int], Pixel] = {}
    colours: dict[int, Pixel] = {}
    x = y = now = 0
    for token in _TOKEN.finditer(body[1]):
        if token[1]:
            colours[int(token[1])] = (int(token[2]), int(token[3]), int(token[4]))
            assert len(colours) <= most
        elif token[5]:
            now = int(token[5])
        elif token[9]:
            x, y = 0, y + 6 * (token[9] == "-")
        elif not token[10]:
            letter, count = (token[7] or token[8]), int(token[6] or 1)
            for at in range(x, x + count):
                for bit in range(6):
                    if ord(letter) - 63 >> bit & 1:
                        assert (at, y + bit) not in pixels
                        pixels[at, y + bit] = colours[now]
            x += count
    return pixels


def picture_of(width: int, height: int) -> Picture:
    pixels = (
        (x * 255 // width, y * 255 // height, 255 - x * 255 // width)
        for y in range(height)
        for x in range(width)
    )
    return Picture(width, height, bytes(part for pixel in pixels for part in pixel))


@pytest.mark.parametrize(("colours", "off"), [(1024, 21), (256, 21), (64, 34), (16, 101)])
@pytest.mark.parametrize("size", [(1, 1), (3, 7), (64, 40)])
def test_each_pixel_is_drawn_once_and_about_right(
    colours: int, off: int, size: tuple[int, int]
) -> None:
    picture = picture_of(*size)
    pixels = drawn(sixels(picture, colours), colours)
    assert pixels.keys() == {(x, y) for x in range(size[0]) for y in range(size[1])}
    for (x, y), found in pixels.items():
        wanted = [part * 100 / 255 for part in picture.pixel(x, y)]
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= off


def test_from_afar_few_colours_look_like_all() -> None:
    picture = Picture(16, 16, bytes((100, 180, 37)) * 256)
    pixels = drawn(sixels(picture, 16), 16)
    for part, wanted in enumerate((100, 180, 37)):
        mean = sum(one[part] for one in pixels.values()) / 256 * 2.55
        assert abs(mean - wanted) < 12


def test_a_whole_screen_takes_a_moment() -> None:
    picture = Picture(800, 500, bytes(range(250)) * 4800)
    began = time.process_time()
    assert sixels(picture).startswith('\x1bP7;1q"1;1;800;500#')
    assert time.process_time() - began < 1.0
