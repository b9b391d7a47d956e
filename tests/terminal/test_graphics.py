"""Pictures by the bytes that a terminal is sent for them: only ours, only where they are known."""

from __future__ import annotations

import asyncio
import base64
import re
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from textual.color import Color

from hoory_tui.app.keyboard.answers import ASK_BACKGROUND
from hoory_tui.app.themes import load_theme
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Attachment
from hoory_tui.pictures.kitty import PLACEHOLDER
from tests.pictures.pictures import png

from .console import Console, console
from .desks import small_desk

NAME: Final = "Dana Okafor"
_SIZE: Final = (300, 150)
_PIECE: Final = re.compile(rb"\x1b_G([a-zA-Z0-9=,]*);([A-Za-z0-9+/=]*)\x1b\\")
_GONE: Final = re.compile(rb"\x1b_Ga=d,d=I,i=([0-9]+),q=2\x1b\\")
_CELL: Final = re.compile(rf"\x1b\[[0-9;]*38;2;(\d+);(\d+);(\d+)[0-9;]*m {PLACEHOLDER}")
_QUESTIONS: Final = b"\x1b[c"
MARKER: Final = b"hoory-stranger-bytes"


def picture() -> bytes:
    width, height = _SIZE
    rows = b"".join(
        bytes([0, *(part for x in range(width) for part in (x % 256, y, 99))])
        for y in range(height)
    )
    # Whatever else is in a stranger's file must not come along.
    return png(width, height, rows) + MARKER


@asynccontextmanager
async def with_picture(
    home: Path, settings: str, variables: dict[str, str]
) -> AsyncIterator[tuple[Console, DemoDesk]]:
    folder = home / "config" / "hoory-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f"send_delay = 0\n{settings}")
    async with small_desk(NAME) as desk:
        file = Attachment(
            0, 0, "image", 0.0, file_name="p.png", content_type="image/png", body=picture()
        )
        desk.contact_writes(1, "Look at this.", files=[file])
        async with console(desk, home, size=(120, 40), variables=variables) as running:
            await running.shows(NAME, "p.png", "live")
            yield running, desk


async def leave(running: Console) -> None:
    running.press("\x11")
    await running.shows("Quit")
    running.press("y")
    assert await running.ended() == 0


async def test_kitty_is_handed_pixels_and_keeps_none(tmp_path: Path) -> None:
    kind = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
    async with with_picture(tmp_path, 'theme = "nord"', kind) as (running, _):
        await running.until(lambda: PLACEHOLDER.encode() in running.written, "placeholders")
        assert ASK_BACKGROUND.encode() not in running.written, "the colours were chosen"
        assert MARKER not in running.written
        pieces = _PIECE.findall(running.written)
        told = dict(one.split("=") for one in pieces[0][0].decode().split(","))
        pixels = zlib.decompress(base64.b64decode(b"".join(data for _, data in pieces)))
        size = int(told["s"]), int(told["v"])
        assert size[0] <= _SIZE[0]
        assert len(pixels) == 3 * size[0] * size[1]
        assert {pixels[at] for at in range(2, len(pixels), 3)} == {99}
        number = int(told["i"])
        written = running.written.decode(errors="replace")
        placed = {tuple(map(int, one)) for one in _CELL.findall(written)}
        assert placed <= {(number >> 16, number >> 8 & 255, number & 255)}
        # The pixels are there before anything stands for them.
        assert running.written.index(b"\x1b_G") < running.written.index(PLACEHOLDER.encode())
        assert _QUESTIONS not in running.written, "what kitty is, its name says"
        await leave(running)
        assert {int(one) for one in _GONE.findall(running.written)} == {number}
        assert running.written.rindex(b"\x1b_Ga=d") < running.written.rindex(b"\x1b[?1049l")


async def test_over_a_secure_shell_only_who_asks_is_sent_pictures(tmp_path: Path) -> None:
    far = {"TERM": "xterm-kitty", "COLORTERM": "truecolor", "SSH_CONNECTION": "1 2 3 4"}
    async with with_picture(tmp_path / "auto", "", far) as (running, _):
        await asyncio.sleep(0.3)  # time in which something would come
        assert b"\x1b_G" not in running.written
        assert PLACEHOLDER.encode() not in running.written
        assert "▀".encode() not in running.written
        await leave(running)
    async with with_picture(tmp_path / "true", "pictures = true", far) as (running, _):
        await running.until(lambda: PLACEHOLDER.encode() in running.written, "placeholders")


async def test_sixels_are_for_whom_has_said_so(tmp_path: Path) -> None:
    kind = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    async with with_picture(tmp_path, "pictures = true", kind) as (running, desk):
        assert f"{ASK_BACKGROUND}\x1b[c\x1b[16t".encode() in running.written
        light = Color.parse(load_theme("hoory-light").variables["thread-background"]).rgb
        ground = "48;2;" + ";".join(map(str, light))
        assert ground.encode() not in running.written
        running.press("\x1b]11;rgb:ffff/ffff/ffff\x1b\\")
        await running.until(lambda: ground.encode() in running.written, "a light console")
        # In the thread they would stay where they are while it moves on.
        await running.until(lambda: "▀▀▀▀▀▀▀▀" in running.glass.text, "half blocks")
        running.press("\x1b[?64;1;4;22c\x1b[6;20;10t")
        await running.until(lambda: b"\x1b[?1;1;0S" in running.written, "another question")
        running.press("\x1b[?1;0;64S")
        before = desk.engine.world.messages.copy()
        running.press("\r")
        running.press("v")
        await running.shows("p.png", "save")
        running.press("p")
        await running.shows("esc closes")
        await running.until(lambda: b"\x1bP7;1q" in running.written, "sixels")
        assert b'q"1;1;300;150' in running.written
        (drawn,) = re.findall(rb"\x1b\[(\d+);(\d+)H\x1bP7;1q", running.written)
        assert (int(drawn[1]) - 1) * 2 + 30 in (120, 119, 121), "in the middle"
        running.press("\x1b")
        await running.until(lambda: "esc closes" not in running.glass.text, "the thread")
        assert desk.engine.world.messages.keys() == before.keys(), "no answer was a key"
        assert MARKER not in running.written
        await leave(running)
