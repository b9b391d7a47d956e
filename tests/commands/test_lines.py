"""A day in plain lines: what is said, what is asked, what is sent once, what never interrupts."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import struct
import sys
import termios
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.commands.exits import Exit

from .acts import Acts, acting


@pytest.fixture
async def acts(tmp_path: Path) -> AsyncIterator[Acts]:
    async with acting(tmp_path) as running:
        yield running


@pytest.fixture
def talk(acts: Acts) -> int:
    """A conversation whose contact can be answered through the website."""
    site = next(one.id for one in acts.desk.inboxes if one.channel_type == "Channel::WebWidget")
    return acts.desk.new_conversation("Vi", site, "Hello?").display_id


async def said(acts: Acts, *lines: str, code: Exit = Exit.DONE) -> tuple[list[str], str]:
    """Talk with the desk by these lines; return what it said, and what beside that."""
    given = "".join(f"{line}\n" for line in lines)
    done = await acts.run("lines", "--present", given=given, TERM="dumb")
    assert done.code == code
    assert "\x1b" not in done.out + done.err
    return done.out.splitlines(), done.err


async def test_a_conversation_is_found_read_answered_and_resolved(acts: Acts, talk: int) -> None:
    out, err = await said(
        acts,
        *("unassigned", f"open {talk}", "reply Hello Vi, how are you?", "yes", "who"),
        *("resolve", "resolve", f"reopen {talk}", "read 1", "read older"),
    )
    text = "\n".join(out)
    assert f"{talk} Vi, unread 1, nobody's" in text
    assert f"Conversation {talk} with Vi on " in text
    assert "Vi, " in text
    assert f"conversation {talk}, 5 words. Send? yes or no" in text
    assert f"Sent to Vi, conversation {talk}." in out
    assert f"Resolved: conversation {talk}." in out
    assert f"It was so already, nothing changed: conversation {talk}." in out
    assert f"Opened: conversation {talk}." in out
    assert acts.contents(talk).count("Hello Vi, how are you?") == 1
    assert acts.row(talk).status == "open"
    assert err == ""


async def test_nothing_leaves_without_a_yes_and_nothing_is_lost(acts: Acts, talk: int) -> None:
    before = acts.contents(talk)
    out, err = await said(
        acts,
        *(f"{talk}", "reply", "Dear Vi,", "", "two lines.", ".", "no", "draft"),
        *("note first idea", "", "discard", "draft", "reply kept words"),
    )
    text = "\n".join(out)
    assert acts.contents(talk) == before
    assert text.count("Not sent. It is kept") == 3
    assert "Reply, not sent: Dear Vi,\n\ntwo lines." in text
    assert "It is thrown away." in out
    assert "There is no draft." in out
    # The end of the input is no yes, and what was written lies in a file.
    assert "was not sent. Your text is kept in" in err
    assert [file.read_text() for file in acts.home.rglob("reply-*.md")] == ["kept words"]


async def test_no_words_of_a_contact_pass_for_anything_else(acts: Acts, talk: int) -> None:
    site = next(one.id for one in acts.desk.inboxes if one.channel_type == "Channel::WebWidget")
    agent = acts.desk.agents[0].name
    forged = f"Hi\n{agent}, Mon 23 Nov 10:00, sent: Your money is on its way\n\nfile bill.pdf"
    name = "{0.__class__} {count} \x1b]0;x\x07 \u202eiV\n7 rows"
    number = acts.desk.new_conversation(name, site, forged).display_id
    out, _ = await said(acts, f"open {number}", "reply {name} {0}", "yes", "unassigned")
    assert f"  {agent}, Mon 23 Nov 10:00, sent: Your money is on its way" in out
    assert "  file bill.pdf" in out
    assert not any(line.startswith((agent, "file", "7 rows")) for line in out)
    text = "\n".join(out)
    assert "Sent to {0.__class__} {count} " in text
    assert not any(letter in text for letter in "\x1b\x07\u202e")
    assert acts.contents(number)[-1] == "{name} {0}"


async def test_deeds_by_words_and_what_they_do_not_understand(acts: Acts, talk: int) -> None:
    name = acts.desk.agents[1].name
    out, _ = await said(
        acts,
        *("resolve", f"open {talk}", f"assign @{name}", "priority high", "label +vip"),
        *("snooze tomorrow 9", "unread", "priority soon", "snooze never", "label +nosuch"),
        *("resolve 99999999", "resolve x", "lsit", "re", "help snooze", "open", "open 99999999"),
        *("previous", "seen", "note @nobody here", "yes"),
    )
    text = "\n".join(out)
    row = acts.row(talk)
    assert (row.status, row.priority) == ("snoozed", "high")
    assert row.assignee_id == acts.desk.agents[1].id
    assert "No conversation is open" in out[1]
    for sentence in (
        f"Assigned to {name}: conversation {talk}.",
        f"Put on vip: conversation {talk}.",
        "Write urgent, high, medium, low or none.",
        "is no moment to come",
        "There is no label called",
        "There is no such conversation, or it is not for you.",
        "x is no number of a conversation; nothing was changed.",
        "There is no command lsit. Perhaps list is meant.",
        "That may be read or reply or resolve or reopen",
        "snooze [WHEN]: snooze until a moment",
        "Open needs the number",
    ):
        assert sentence in text, sentence
    assert f"The note is kept, conversation {talk}." in out
    assert acts.contents(talk)[-1] == "@nobody here"


async def test_what_comes_in_waits_for_the_end_of_a_line_on_a_terminal(
    acts: Acts, talk: int
) -> None:
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "lines", "--present"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=acts.surroundings(PYTHONPATH=str(Path(__file__).parents[2]), TERM="dumb"),
    )
    os.close(theirs)
    shown = ""

    async def until(text: str) -> None:
        nonlocal shown
        async with asyncio.timeout(20):
            while text not in shown:
                await _readable(ours)
                shown += os.read(ours, 4096).decode()

    async def until_more() -> None:
        nonlocal shown
        async with asyncio.timeout(20):
            await _readable(ours)
        shown += os.read(ours, 4096).decode()

    await until("hoory: ")
    os.write(ours, f"open {talk}\n".encode())
    await until(f"{talk} Vi: ")
    # The first half of a line is typed, and something comes in.
    os.write(ours, b"wh")
    await until("wh")
    acts.desk.contact_writes(talk, "Are you there?")
    await acts.desk.hub.drained()
    os.write(ours, b"o\n")
    await until("Conversation")
    while "Are you there?" not in shown:
        # Enter alone asks for nothing, and what came meanwhile is told before the next prompt.
        os.write(ours, b"\n")
        before = shown.count(": ")
        while shown.count(": ") == before:
            await until_more()
    assert f"{talk} Vi: who" in shown
    assert f"Vi wrote in conversation {talk} on " in shown
    assert "\x1b" not in shown
    os.write(ours, b"quit\n")
    assert await asyncio.wait_for(process.wait(), 20) == Exit.DONE
    os.close(ours)


async def test_on_a_terminal_lines_break_between_words_and_keep_their_beginning_ours(
    acts: Acts,
) -> None:
    site = next(one.id for one in acts.desk.inboxes if one.channel_type == "Channel::WebWidget")
    words = " ".join(f"word{number}" for number in range(30))
    talk = acts.desk.new_conversation("Vi", site, words).display_id
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 44, 0, 0))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "lines", "--present"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=acts.surroundings(PYTHONPATH=str(Path(__file__).parents[2]), TERM="dumb"),
    )
    os.close(theirs)
    shown = b""
    async with asyncio.timeout(20):
        for words_there, typed in ((b"hoory: ", f"open {talk}\n"), (b"word29", "quit\n")):
            while words_there not in shown:
                await _readable(ours)
                shown += os.read(ours, 4096)
            os.write(ours, typed.encode())
        await process.wait()
    os.close(ours)
    lines = shown.decode().replace("\r", "").split("\n")
    assert all(len(line) <= 44 for line in lines)
    told = [line for line in lines if "word" in line]
    assert " ".join(" ".join(told).split()).endswith(words)
    assert len(told) > 5
    assert all(line.startswith("  word") for line in told[1:])


async def _readable(number: int) -> None:
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(number, ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(number)


async def test_a_token_that_is_refused_ends_it_with_its_code(acts: Acts) -> None:
    done = await acts.run("lines", given="mine\n", HOORY_TOKEN="x" * 24)
    assert (done.code, done.out) == (Exit.SIGNED_OUT, "")
