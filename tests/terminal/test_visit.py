"""The contact's console as a process of its own in a terminal: both sides, signals, secrets."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console, until
from .desks import APP, said, small_desk

WORDS = "My bike blinks twice."


@asynccontextmanager
async def visitor(desk: DemoDesk, home: Path, *more: str) -> AsyncIterator[Console]:
    """Start the contact's console on the desk's API inbox."""
    inbox = next(one for one in desk.inboxes if one.id == APP)
    assert inbox.identifier is not None
    program = ("-m", "hoory_tui", "contact", "--inbox", inbox.identifier, "--name", "Robin", *more)
    async with console(desk, home, *program) as running:
        await running.shows("CONTACT'S SIDE", "live")
        yield running


def written(desk: DemoDesk) -> list[str]:
    """Return what contacts have written on a desk."""
    messages = desk.engine.world.messages.values()
    return [one.content or "" for one in messages if one.sender_type == "Contact"]


def files_in(folder: Path) -> set[Path]:
    """Return all files below a folder."""
    return {one for one in folder.rglob("*") if one.is_file()}


async def test_contact_and_agent_talk_to_each_other(tmp_path: Path) -> None:
    homes = tmp_path / "agent", tmp_path / "contact"
    async with small_desk() as desk, visitor(desk, homes[1]) as contact:
        async with console(desk, homes[0]) as agent:
            await agent.shows("live")
            await contact.shows("ctrl+s send")
            contact.press(WORDS)
            await contact.shows(WORDS)
            contact.press("\x13")
            await contact.shows("sent", WORDS)
            await agent.shows("Robin", WORDS)
            agent.press("2")
            await agent.shows("Robin")
            agent.press("\r")
            await agent.shows("REPLY")
            agent.press("r")
            await contact.shows("live")
            agent.press("Which one is it?")
            await contact.shows("is typing")
            agent.press("\x13")
            await contact.shows("Which one is it?")
            assert written(desk) == [WORDS]
            assert said(desk) == ["Which one is it?"]
        contact.press("q")
        assert await contact.ended() == 0
        assert contact.is_as_found


async def test_the_own_editor_has_the_terminal_and_gives_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    editor = folder / "vi"
    editor.write_text(
        "#!/bin/sh\nprintf 'EDITOR\\r\\n'; read line; printf ' %s' \"$line\" >> \"$1\"\n"
    )
    editor.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    async with small_desk() as desk, visitor(desk, tmp_path) as contact:
        await contact.shows("ctrl+s send")
        contact.press("Half")
        await contact.shows("Half")
        contact.press("\x0f")
        await contact.shows("EDITOR")
        contact.press("and half\r")
        await contact.shows("Half and half", "ctrl+s send")
        contact.press("\x13")
        await until(lambda: written(desk) == ["Half and half"], "the message at the desk")
        contact.press("\x11")
        assert await contact.ended() == 0
        assert contact.is_as_found


async def test_a_kill_keeps_words_and_no_secret_is_ever_shown(tmp_path: Path) -> None:
    async with small_desk() as desk:
        async with visitor(desk, tmp_path) as contact:
            await contact.shows("ctrl+s send")
            contact.press("half a thought")
            await contact.shows("half a thought")
            contact.send(signal.SIGTERM)
            assert await contact.ended() == 128 + signal.SIGTERM
            assert contact.is_as_found
            seen = contact.written
        async with visitor(desk, tmp_path) as contact:
            await contact.shows("half a thought")
            seen += contact.written
        (session,) = desk.engine.world.sessions.values()
        secrets = (session.source_id.encode(), session.pubsub_token.encode())
        (kept,) = (tmp_path / "state" / "hoory-tui" / "visits").glob("*.json")
        assert secrets[0] in kept.read_bytes()
        others = files_in(tmp_path) - {kept}
        for secret in secrets:
            assert secret not in seen
            assert not any(secret in one.read_bytes() for one in others)


async def test_an_inbox_that_is_not_there_is_said_on_the_ordinary_screen(tmp_path: Path) -> None:
    async with small_desk() as desk:
        program = ("-m", "hoory_tui", "contact", "--inbox", "no-such-inbox")
        async with console(desk, tmp_path, *program) as contact:
            assert await contact.ended() == 3
            assert b"has no API inbox with this identifier" in contact.written
            assert contact.is_as_found
            await until(lambda: not desk.open_sockets, "no socket left")
