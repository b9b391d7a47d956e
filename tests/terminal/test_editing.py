"""The agent's own editor on a real terminal: it has it alone, and gives it back as it was."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console, until
from .desks import ASKED, said, small_desk

HERE = "THE EDITOR IS HERE"
_EDITOR = f"""#!/bin/sh
printf '{HERE}\\r\\n'
read line || exit 4
[ "$line" = fail ] && exit 3
printf ' %s' "$line" >> "$1"
"""


@pytest.fixture(autouse=True)
def _vi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is started where nothing is set.
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "vi").write_text(_EDITOR)
    (folder / "vi").chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@asynccontextmanager
async def editing(home: Path) -> AsyncIterator[tuple[DemoDesk, Console]]:
    async with small_desk("Dana Okafor") as desk, console(desk, home) as running:
        await running.shows("Dana Okafor", ASKED, "r reply")
        running.press("r")
        await running.shows("ctrl+s send")
        running.press("Half")
        await running.shows("Half")
        running.press("\x0f")
        await running.shows(HERE)
        yield desk, running


async def test_what_is_written_there_is_in_the_composer(tmp_path: Path) -> None:
    async with editing(tmp_path) as (desk, running):
        desk.contact_writes(1, "Said meanwhile.")
        running.press("and half\r")
        await running.shows("Half and half", "Said meanwhile.", "ctrl+s send")
        running.press("\x13")
        await until(lambda: said(desk) == ["Half and half"], "the reply at the desk")
        assert list((tmp_path / "state" / "hoory-tui").glob("draft-*")) == []
        running.press("\x11y")
        assert await running.ended() == 0
        assert running.is_as_found


async def test_an_editor_that_fails_leaves_the_words(tmp_path: Path) -> None:
    async with editing(tmp_path) as (_, running):
        running.press("fail\r")
        await running.shows("The editor ended with code 3", "Half", "ctrl+s send")


async def test_an_interrupt_is_the_editors(tmp_path: Path) -> None:
    async with editing(tmp_path) as (_, running):
        running.press("\x03")
        await running.shows("The editor ended with code", "Half", "ctrl+s send")
        running.press("!")
        await running.shows("Half!")
