"""A thread given to a command, whose words become the draft of that conversation and no other."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

from textual.events import Paste

from hoory_tui.config.settings import Settings
from hoory_tui.config.wordtools import PipeCommand
from hoory_tui.screens.picker import FilterInput

from .console import Console, console
from .stage import CAFE, DANA, KWAME, NARE, ZOE

READ = 0.2
"""Seconds after which a box was there to be read."""


def python(code: str, *words: str, **more: object) -> Settings:
    """Return settings with one command, which is called a tool."""
    command = PipeCommand(command=(sys.executable, "-c", code, *words), **more)  # type: ignore[arg-type]
    return Settings(pipe={"tool": command})


async def start(desk: Console) -> None:
    await desk.press("P")
    await desk.shows("to a command")
    assert desk.app.screen.query_one(FilterInput).placeholder == "a command"
    await desk.press("enter")
    await desk.shows("becomes a draft")


async def run(desk: Console, *turns: str) -> None:
    await start(desk)
    desk.clock.pass_by(READ)
    await desk.press(*turns, "enter")


def draft(desk: Console, conversation_id: int) -> str:
    return desk.main.composer.drafts().get((conversation_id, False), "")


COUNT = "import sys; t = sys.stdin.read(); print('lines', len(t.split(chr(10))), 'Yes, twice' in t)"


async def test_the_words_become_a_draft_and_nothing_is_sent() -> None:
    async with console(settings=python(COUNT)) as desk:
        await desk.turn_to(DANA)
        sent = len(desk.desk.conversation(DANA).messages)
        await run(desk)
        await desk.until(lambda: draft(desk, DANA), "the draft")
        assert draft(desk, DANA).startswith("lines")
        assert draft(desk, DANA).endswith("True")
        await desk.shows("nothing was sent")
        assert len(desk.desk.conversation(DANA).messages) == sent
        await desk.press("r")
        assert desk.written.startswith("lines")


async def test_notes_are_given_away_only_when_that_is_chosen() -> None:
    code = "import sys; print('secret' in sys.stdin.read())"
    async with console(settings=python(code)) as desk:
        desk.desk.agent_writes(NARE, DANA, "the secret", private=True)
        await desk.turn_to(DANA, opened=True)
        await desk.shows("the secret", "#messages")
        await run(desk)
        await desk.until(lambda: draft(desk, DANA) == "False", "without notes")
        desk.main.composer.rewrite(DANA, "", private=False)
        await run(desk, "n")
        await desk.until(lambda: draft(desk, DANA) == "True", "with notes")


async def test_all_messages_are_loaded_first_when_that_is_chosen() -> None:
    code = "import json, sys; t = json.load(sys.stdin); print(len(t['messages']), t['complete'])"
    settings = python(code, format="json")
    async with console(settings=settings) as desk:
        await desk.turn_to(CAFE)
        await start(desk)
        await desk.shows("the 20 loaded")
        await desk.press("a")
        await desk.shows("all messages are loaded first")
        desk.clock.pass_by(READ)
        await desk.press("enter")
        await desk.until(lambda: draft(desk, CAFE), "the draft")
        rows = desk.desk.conversation(CAFE).messages
        assert draft(desk, CAFE) == f"{len(rows)} True"


async def test_where_words_are_already_the_agent_decides() -> None:
    async with console(settings=python("print('theirs')")) as desk:
        await desk.turn_to(DANA)
        desk.main.composer.rewrite(DANA, "mine", private=False)
        for key, becomes in (("a", "mine\n\ntheirs"), ("d", "mine"), ("r", "theirs")):
            await run(desk)
            await desk.shows("These came:")
            desk.clock.pass_by(READ)
            await desk.press(key)
            await desk.lacks("These came:")
            assert draft(desk, DANA) == becomes
            desk.main.composer.rewrite(DANA, "mine", private=False)


async def test_words_that_are_put_off_are_asked_about_again() -> None:
    async with console(settings=python("print('theirs')")) as desk:
        await desk.turn_to(DANA)
        desk.main.composer.rewrite(DANA, "mine", private=False)
        await run(desk)
        await desk.shows("These came:")
        await desk.press("escape")
        await desk.shows("are kept; P in #3 asks again.")
        await desk.press("P")
        await desk.shows("These came:")
        desk.clock.pass_by(READ)
        await desk.press("r")
        assert draft(desk, DANA) == "theirs"


async def test_the_words_go_where_they_were_asked_for_though_the_hand_moved_on(
    tmp_path: Path,
) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    code = "import sys; open(sys.argv[1]).read(); print('for dana')"
    async with console(settings=python(code, str(gate))) as desk:
        await desk.turn_to(DANA)
        await run(desk)
        await desk.shows("tool reads #3", "#footer")
        await desk.turn_to(ZOE, opened=True)
        await desk.press("r")
        await desk.put("Hello Zoë")
        gate.write_text("go")
        await desk.until(lambda: draft(desk, DANA) == "for dana", "the draft")
        assert desk.written == "Hello Zoë"
        assert draft(desk, ZOE) == "Hello Zoë"


async def test_words_for_a_draft_elsewhere_wait_until_the_hand_is_there(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    code = "import sys; open(sys.argv[1]).read(); print('theirs')"
    async with console(settings=python(code, str(gate))) as desk:
        await desk.turn_to(DANA)
        desk.main.composer.rewrite(DANA, "mine", private=False)
        await run(desk)
        await desk.turn_to(ZOE)
        gate.write_text("go")
        await desk.shows("so the words of tool wait")
        assert len(desk.app.screen_stack) == 1, "no box over somebody else's thread"
        assert draft(desk, DANA) == "mine"
        await desk.turn_to(DANA)
        await desk.shows("These came:")
        desk.clock.pass_by(READ)
        await desk.press("r")
        assert draft(desk, DANA) == "theirs"


async def test_where_no_reply_is_taken_the_words_become_a_note() -> None:
    async with console(settings=python("print('theirs')")) as desk:
        await desk.turn_to(KWAME)
        desk.clock.pass_by(86_401)
        desk.desk.set_priority(KWAME, "high")
        await desk.until(lambda: not desk.store.conversations[KWAME].can_reply, "the window shut")
        await run(desk)
        await desk.until(
            lambda: desk.main.composer.drafts().get((KWAME, True)) == "theirs", "the draft"
        )
        assert draft(desk, KWAME) == ""


async def test_esc_or_the_key_again_stops_the_command(tmp_path: Path) -> None:
    for number, key in enumerate(("escape", "P")):
        mark = tmp_path / f"pid{number}"
        os.mkfifo(mark)
        code = (
            "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
        )
        async with console(settings=python(code, str(mark))) as desk:
            await desk.turn_to(DANA)
            await run(desk)
            pid = int(mark.read_text())
            await desk.press(key)
            await desk.shows("tool was stopped")
            await desk.lacks("reads #3", "#footer")
            await desk.until(partial(_is_over, pid), "the end of it")
            assert draft(desk, DANA) == ""


def _is_over(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def test_going_back_from_the_thread_stops_nothing(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    code = "import sys; open(sys.argv[1]).read(); print('theirs')"
    async with console(settings=python(code, str(gate))) as desk:
        await desk.turn_to(DANA, opened=True)
        await run(desk)
        await desk.shows("reads #3, 0 s, P stops", "#footer")
        await desk.press("h")
        assert desk.main.conversations.has_focus
        gate.write_text("go")
        await desk.until(lambda: draft(desk, DANA) == "theirs", "the draft")


async def test_a_failure_is_told_and_the_draft_stays() -> None:
    async with console(settings=python("import sys; print('x'); sys.exit('no model')")) as desk:
        await desk.turn_to(DANA)
        desk.main.composer.rewrite(DANA, "mine", private=False)
        await run(desk)
        # How the toast is wrapped depends on where Python lives.
        said = "failed (exit code 1: no model); your draft is as it was."
        await desk.until(lambda: any(said in one.message for one in desk.app._notifications), said)
        assert draft(desk, DANA) == "mine"
        await desk.lacks("reads #3", "#footer")


async def test_a_command_can_be_typed_and_no_shell_reads_it(tmp_path: Path) -> None:
    mark = tmp_path / "touched"
    tool = tmp_path / "show"
    tool.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    tool.chmod(0o700)
    async with console(settings=Settings()) as desk:
        await desk.turn_to(DANA)
        await desk.press("P")
        await desk.shows("Type a command")
        desk.app.post_message(Paste(f"{tool} '$(touch {mark})' ; echo"))
        await desk.shows("Run: ")
        await desk.press("enter")
        await desk.shows("becomes a draft")
        desk.clock.pass_by(READ)
        await desk.press("enter")
        await desk.until(lambda: draft(desk, DANA), "the draft")
        assert json.loads(draft(desk, DANA)) == [f"$(touch {mark})", ";", "echo"]
        assert not mark.exists()
        # Whatever became of it, nobody types it twice.
        await desk.press("P")
        await desk.shows("run before")
        await desk.press("enter")
        await desk.shows("becomes a draft")


async def test_words_of_the_editor_take_no_others_away() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        assert desk.app.bring_words(DANA, "theirs", "tool")
        desk.app.take_edited(DANA, "", "of the editor", private=False)
        await desk.shows("These came:")
        assert draft(desk, DANA) == "theirs"
        assert "1 text waiting for a draft" in desk.app.lost_at_the_end()
        desk.clock.pass_by(READ)
        await desk.press("a")
        assert draft(desk, DANA) == "theirs\n\nof the editor"


async def test_words_that_wait_are_joined_by_later_ones() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        desk.main.composer.rewrite(DANA, "mine", private=False)
        for words in ("one", "two"):
            assert not desk.app.bring_words(DANA, words, "tool")
        await desk.turn_to(DANA)
        await desk.shows("These came:")
        desk.clock.pass_by(READ)
        await desk.press("r")
        assert draft(desk, DANA) == "one\n\ntwo"
