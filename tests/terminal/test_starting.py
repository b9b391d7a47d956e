"""From the first picture to the live screen: never a blank, and every failure on the way said."""

from __future__ import annotations

import asyncio
import signal
import stat
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.app.picture import STARTING
from hoory_tui.demo.desk import DemoDesk

from .console import COLUMNS, ROWS, Console, console, until
from .desks import ASKED, small_desk
from .glass import Glass

ENTER: Final = b"\x1b[?1049h"
LEAVE: Final = b"\x1b[?1049l"
PASTES: Final = b"\x1b[?2004h"
"""What the library turns on when it takes the terminal over."""
NAME: Final = "Dana Okafor"
_PIECE: Final = 64
_QUICK: Final = 0.1
"""Seconds between two keys of somebody who is typing a word."""
_REST: Final = 1.0
"""Seconds after which another key is a new beginning."""


async def quit_by_key(running: Console) -> None:
    running.press("\x11")
    await running.shows("Quit")
    running.press("y")
    assert await running.ended() == 0
    assert running.is_as_found


def screens(written: bytes) -> list[str]:
    """Return what was to be seen after every few bytes."""
    glass, seen = Glass(COLUMNS, ROWS), []
    for at in range(0, len(written), _PIECE):
        glass.feed(written[at : at + _PIECE])
        seen.append(glass.text)
    return seen


def kept_files(home: Path) -> list[Path]:
    return [path for path in (home / "cache").rglob("*") if path.is_file()]


async def test_an_outline_comes_before_the_library(tmp_path: Path) -> None:
    async with small_desk(NAME) as desk, console(desk, tmp_path) as running:
        await running.shows(NAME, "live")
        written = running.written
        assert written.startswith(ENTER)
        assert written.index(STARTING.encode()) < written.index(PASTES)
        # Entered once more, some terminals would show a blank until the next paint.
        assert written.count(ENTER) == 1
        await quit_by_key(running)


async def test_the_last_screen_stands_there_until_the_live_one_does(tmp_path: Path) -> None:
    async with small_desk(NAME) as desk:
        async with console(desk, tmp_path) as first:
            await first.shows(NAME, ASKED, "live")
            await quit_by_key(first)
        async with console(desk, tmp_path) as second:
            await second.shows(NAME, ASKED, "live")
            written = second.written
            seen = screens(written[: written.index(b"live")])
            await quit_by_key(second)
    before, after = written.split(PASTES)[:2]
    assert NAME.encode() in before
    assert f"{STARTING}, as of ".encode() in before
    assert b"live" not in before
    assert b"all keys" in before
    whole = next(at for at, screen in enumerate(seen) if "all keys" in screen)
    assert all(NAME in screen and "all keys" in screen for screen in seen[whole:])
    assert NAME.encode() in after


async def test_what_is_left_is_for_its_owner_alone_and_has_no_secret(tmp_path: Path) -> None:
    async with small_desk(NAME) as desk:
        token = desk.agents[0].access_token.encode()
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            await quit_by_key(running)
    paths = kept_files(tmp_path)
    assert {path.suffix for path in paths} == {".json", ".frame"}
    for path in paths:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert token not in path.read_bytes()
        assert token.decode() not in str(path)


async def test_another_login_sees_nothing_of_it(tmp_path: Path) -> None:
    async with small_desk(NAME) as desk, small_desk("Theo Lindgren") as other:
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            await quit_by_key(running)
        async with console(other, tmp_path) as running:
            await running.shows("Theo Lindgren", "live")
            assert NAME.encode() not in running.written


async def test_without_a_cache_nothing_is_left_and_what_was_is_gone(tmp_path: Path) -> None:
    async with small_desk(NAME) as desk:
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            await quit_by_key(running)
        assert kept_files(tmp_path)
        settings = tmp_path / "config" / "hoory-tui" / "config.toml"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("cache = false")
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            assert NAME.encode() not in running.written.split(PASTES)[0]
            assert not kept_files(tmp_path)
            await quit_by_key(running)
    assert not kept_files(tmp_path)


async def test_the_demo_leaves_nothing(tmp_path: Path) -> None:
    async with (
        small_desk(NAME) as desk,
        console(desk, tmp_path, "-m", "hoory_tui", "--demo", "--quiet-visitors") as running,
    ):
        # A whole company is founded first, which a busy machine takes its time for.
        await until(lambda: "All 76" in running.glass.text, "the company", 60.0)
        await quit_by_key(running)
    assert not kept_files(tmp_path)


async def test_a_screen_that_was_tampered_with_is_not_shown(tmp_path: Path) -> None:
    hostile = b"\x1b]0;owned\x07"
    async with small_desk(NAME) as desk:
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            await quit_by_key(running)
        for path in kept_files(tmp_path):
            path.write_bytes(path.read_bytes().replace(NAME.encode(), hostile + NAME.encode()))
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            assert hostile not in running.written
            assert NAME.encode() not in running.written.split(PASTES)[0]


@pytest.mark.parametrize("line", ["nonsense = 1", 'keys = {"no.such" = "x"}', 'emoji = "many"'])
async def test_a_wrong_setting_is_told_on_the_ordinary_screen(line: str, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "hoory-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(line)
    async with small_desk(NAME) as desk, console(desk, tmp_path) as running:
        assert await running.ended() == 2
        assert running.is_as_found
        assert STARTING.encode() in running.written
        said = running.written[running.written.rindex(LEAVE) :]
        assert b"hoory-tui: " in said
        assert b"config.toml, line 1" in said


async def test_a_refused_token_is_told_on_the_ordinary_screen(tmp_path: Path) -> None:
    code = "import os; os.environ['HOORY_TOKEN'] = 'refused'; from hoory_tui import __main__"
    async with small_desk(NAME) as desk:
        await _ends_with_a_sentence(desk, tmp_path, b"refused", "-c", code)


async def test_a_server_that_is_not_there_is_told_on_the_ordinary_screen(tmp_path: Path) -> None:
    async with small_desk(NAME) as desk:
        pass
    await _ends_with_a_sentence(desk, tmp_path, b"reached")


async def _ends_with_a_sentence(desk: DemoDesk, home: Path, word: bytes, *program: str) -> None:
    async with console(desk, home, *program) as running:
        assert await running.ended() == 1
        assert running.is_as_found
        said = running.written[running.written.rindex(LEAVE) :]
        assert word in said
        assert said.count(b".") >= 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda one: one.name)
async def test_an_end_in_the_first_moment_gives_the_terminal_back(
    number: signal.Signals, tmp_path: Path
) -> None:
    async with small_desk(NAME) as desk, console(desk, tmp_path) as running:
        await running.until(lambda: STARTING.encode() in running.written, "a picture")
        running.send(number)
        assert await running.ended() == 128 + number
        assert running.is_as_found


async def test_a_word_whose_first_letters_were_typed_too_early_commands_nothing(
    tmp_path: Path,
) -> None:
    async with small_desk(NAME) as desk:
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            await quit_by_key(running)
        async with console(desk, tmp_path) as running:
            await running.until(lambda: NAME.encode() in running.written, "the last screen")
            while PASTES not in running.written:
                running.press("k")
                await asyncio.sleep(_QUICK)
            for key in "kke":
                running.press(key)
                await asyncio.sleep(_QUICK)
            await running.shows("What was typed before", "live")
            (row,) = desk.engine.world.conversations.values()
            assert row.status == "open"
            await asyncio.sleep(_REST)
            running.press("e")
            await until(lambda: row.status == "resolved", "a deed after a pause")


async def test_a_key_typed_at_an_old_screen_changes_nothing(tmp_path: Path) -> None:
    async with small_desk("Theo Lindgren", NAME) as desk:
        async with console(desk, tmp_path) as running:
            await running.shows(NAME, "live")
            await quit_by_key(running)
        async with console(desk, tmp_path) as running:
            await running.until(lambda: NAME.encode() in running.written, "the last screen")
            running.press("e")
            await running.shows(NAME, "Theo Lindgren", "All 2", "live")
            statuses = {one.status for one in desk.engine.world.conversations.values()}
            assert statuses == {"open"}
