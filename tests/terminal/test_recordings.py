"""The console in a real terminal on a recording, and the console that records itself."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.recording.checking import check
from hoory_tui.sdk.recording.format import Asked, Part
from hoory_tui.sdk.recording.into_store import replayed
from hoory_tui.sdk.recording.reader import read_session
from tests.sdk.recording.sessions import heard, link, message, session_file

from .console import console, until
from .desks import small_desk

NAME = "Dana Okafor"
NOTICE = "This is a recording: look around"
SIZE = (120, 36)


async def test_the_console_opens_on_a_recording_in_which_nothing_changes(tmp_path: Path) -> None:
    entries = [
        link(0.0, "live"),
        *(heard(number / 2, "message.created", message(number)) for number in range(1, 7)),
    ]
    path = session_file(tmp_path / "one.jsonl.gz", *entries)
    before = path.read_bytes()
    words = ("-m", "hoory_tui", "replay", str(path), "--speed", "5")
    async with (
        DemoDesk(quiet_visitors=True, conversations=0) as nowhere,
        console(nowhere, tmp_path / "home", *words, size=SIZE) as running,
    ):
        await running.shows("Bkrt Wqzx", "recording, ", "of 0:03", NOTICE, "one.jsonl.gz")
        await running.shows("words 6", "recording, over at 0:03", "12:13")
        running.press("e")
        await running.shows("This is a recording, so nothing was")
        running.press("r")
        await running.shows("ctrl+j new line")
        running.press("hello")
        await running.shows("draft: hello")
        running.press("\x13")
        await running.shows("not sent: This is a recording, so nothing was changed.")
        running.press("\x11")
        await running.shows("Quit")
        running.press("y")
        assert await running.ended() == 0
        assert running.is_as_found
        # What was tried in a recording was tried in nobody's name, nowhere.
        assert nowhere.requests_seen == 0
    assert path.read_bytes() == before


async def test_the_console_records_what_it_hears_and_asks(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    words = ("-m", "hoory_tui", "--record", str(path))
    async with (
        small_desk(NAME) as desk,
        console(desk, tmp_path / "home", *words, size=SIZE) as running,
    ):
        await running.shows(NAME, "● rec", "live")
        number = min(one.display_id for one in desk.engine.world.conversations.values())
        desk.contact_writes(number, "an unmistakable sentence")
        await running.shows("an unmistakable sentence")
        await until(lambda: "message.created" in path.read_text(), "the message in the file")
        running.press("\x11")
        await running.shows("Quit")
        running.press("y")
        assert await running.ended() == 0
        written = running.written.decode(errors="replace")
        assert "own.jsonl: " in written
        assert "Replaced: names of people" in written
        token = desk.agents[0].access_token
    session = read_session(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (session.header.by, session.is_whole) == ("console", True)
    assert check(session).counts == {}
    text = path.read_text()
    for word in ("unmistakable", "Dana", "Okafor", token):
        assert word not in text
    asked = [one.request for one in session.entries if isinstance(one, Asked)]
    assert "/api/v1/accounts/:id/conversations" in {one["path"] for one in asked}
    assert {one.name for one in session.entries if isinstance(one, Part)} >= {"profile", "agents"}
    store = replayed(session)
    assert store.timelines[number].messages()[-1].content.count(" ") == 2
    assert store.agents


async def test_a_file_that_is_there_is_not_recorded_over(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps("mine"))
    words = ("-m", "hoory_tui", "--record", str(path))
    async with small_desk(NAME) as desk, console(desk, tmp_path / "home", *words) as running:
        assert await running.ended() == 2
        assert "something of this name already" in running.written.decode()
    assert json.loads(path.read_text()) == "mine"
