"""The stream as scripts use it: lines, places, programs, and every way to end it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, TextIO

import pytest

from hoory_tui.commands.exits import Exit

from .acts import Acts, acting
from .tails import secrets_of, tailing, talk_of


@pytest.fixture
async def acts(tmp_path: Path) -> AsyncIterator[Acts]:
    async with acting(tmp_path) as running:
        # Somebody sits at the dashboard, so that leaving need not wait until nobody sees it.
        running.desk.agent_comes(running.desk.agents[0].id)
        yield running


async def test_lines_say_what_happened_and_no_secret(acts: Acts) -> None:
    desk, talk = acts.desk, talk_of(acts.desk)
    async with tailing(acts, "--links", "--since", "all", "--until-idle", "1") as tail:
        told = [await tail.line() for _ in range(300)]
        token = desk.agents[0].access_token
        desk.contact_writes(talk, f"is {token} yours? \x1b]0;x\x07 token: abc")
        desk.new_conversation("Vi", desk.inboxes[0].id, "Hello?")
        told += await tail.rest()
        assert await tail.process.wait() == Exit.DONE
    assert len(told) > 400
    text = json.dumps(told, ensure_ascii=False)
    assert "is *** yours? ␛]0;x␇ token: abc" in text
    assert not [one for one in secrets_of(desk) if one in text]
    assert {"snapshot", "live"} <= {one["source"] for one in told}
    for one in told:
        assert list(one) == [
            *("v", "at", "cursor", "source", "event", "account_id", "conversation_id", "data")
        ]
        assert (one["v"], one["account_id"]) == (1, desk.account_id)
    assert desk.agents[0].availability == "online"


async def test_the_next_run_goes_on_after_an_end_and_after_a_murder(
    acts: Acts, tmp_path: Path
) -> None:
    desk, talk, place = acts.desk, talk_of(acts.desk), tmp_path / "place"
    words = ("--links", "--cursor-file", str(place), "--event", "message.created")
    async with tailing(acts, *words) as tail:
        await tail.live()
        desk.contact_writes(talk, "one")
        assert await tail.message() == "one"
        tail.process.send_signal(signal.SIGTERM)
        assert await tail.process.wait() == Exit.TERMINATED
    desk.contact_writes(talk, "two")
    async with tailing(acts, *words) as tail:
        assert await tail.message() == "two"
        desk.contact_writes(talk, "three")
        assert await tail.message() == "three"
        tail.process.kill()
        await tail.process.wait()
    desk.contact_writes(talk, "four")
    async with tailing(acts, *words) as tail:
        found = [await tail.message()]
        if found == ["three"]:
            # Written, and not yet confirmed when it was killed.
            found = [await tail.message()]
        assert found == ["four"]
        await asyncio.sleep(0.3)
        tail.process.send_signal(signal.SIGINT)
        assert await tail.process.wait() == Exit.INTERRUPTED
    async with tailing(acts, *words, "--until-idle", "1") as tail:
        assert [one["event"] for one in await tail.rest() if one["event"] != "link"] == []
        assert await tail.process.wait() == Exit.DONE
    assert place.stat().st_mode & 0o777 == 0o600


async def test_a_cursor_out_of_a_line_leads_on(acts: Acts) -> None:
    desk, talk = acts.desk, talk_of(acts.desk)
    async with tailing(acts, "--links") as tail:
        await tail.live()
        desk.contact_writes(talk, "one")
        while (told := await tail.line())["event"] != "message.created":
            pass
    desk.contact_writes(talk, "two")
    words = ("--since", told["cursor"], "--event", "message.*", "--limit", "1")
    done = await acts.run("tail", *words)
    assert (done.code, done.err) == (Exit.DONE, "")
    assert json.loads(done.out)["data"]["content"] == "two"


async def test_a_filter_is_judged_on_the_conversation(acts: Acts) -> None:
    desk = acts.desk
    one, other = acts.open_ids(2)
    desk.set_labels(one, ["vip"])
    desk.set_labels(other, [])
    async with tailing(acts, "--links", "--filter", "label:vip", "--event", "message.*") as tail:
        await tail.live()
        desk.contact_writes(other, "not this")
        desk.contact_writes(one, "but this")
        assert await tail.message() == "but this"
        desk.set_labels(other, ["vip"])
        desk.contact_writes(other, "now this")
        while (words := await tail.message()) != "now this":
            assert words != "not this"


async def test_a_terminal_that_is_closed_ends_it_in_order(acts: Acts) -> None:
    async with tailing(acts, "--present", "--links") as tail:
        await tail.live()
        tail.process.send_signal(signal.SIGHUP)
        await tail.rest()
        assert await tail.process.wait() == Exit.TERMINATED


async def test_whoever_reads_no_more_ends_it(acts: Acts) -> None:
    reading, writing = os.pipe()
    async with tailing(acts, stdout=writing) as tail:
        os.close(writing)
        await asyncio.sleep(1.0)
        os.close(reading)
        assert await asyncio.wait_for(tail.process.wait(), 10) == Exit.PIPE_CLOSED
        assert await tail.said() == ""


async def test_whoever_does_not_read_holds_up_the_reading_and_misses_nothing(acts: Acts) -> None:
    desk, talk = acts.desk, talk_of(acts.desk)
    reading, writing = os.pipe()
    async with tailing(acts, stdout=writing) as tail:
        os.close(writing)
        await subscribed(acts)
        before = 0
        for number in range(12_000):
            desk.contact_types(talk, on=number % 2 == 0)
            if number % 1000 == 0:
                await asyncio.sleep(0.02)
                before = before or (resident(tail.process.pid) if number > 3000 else 0)
        # The server gives up on whoever does not listen, and says no more to them.
        desk.drop_sockets()
        desk.contact_writes(talk, "at last")
        await asyncio.sleep(0.3)
        assert resident(tail.process.pid) - before < 20_000, "kilobytes"
        with os.fdopen(reading) as lines:
            found = await asyncio.to_thread(first_with, lines, "at last")
        assert found["event"] == "message.created"


async def subscribed(acts: Acts) -> None:
    for _ in range(1000):
        if acts.desk.counters.subscribed:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nobody subscribed")


def first_with(lines: TextIO, content: str) -> dict[str, Any]:
    """Read until a line has these words."""
    for line in lines:
        told: dict[str, Any] = json.loads(line)
        if told["data"].get("content") == content:
            return told
    raise AssertionError(content)


def resident(process_id: int) -> int:
    """Return the memory that a process holds, in kilobytes."""
    words = Path(f"/proc/{process_id}/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1])


PROGRAM = """
import json, os, sys
told = json.loads(sys.stdin.read())
names = [one for one in os.environ if "HOORY" in one or "TOKEN" in one]
with open(sys.argv[1], "a") as file:
    print(told["data"]["content"], names, len(sys.argv), file=file)
sys.exit(3 if told["data"]["content"] == "bad" else 0)
"""


async def test_a_program_gets_each_line_and_its_failure_ends_it_unless_told_otherwise(
    acts: Acts, tmp_path: Path
) -> None:
    desk, talk = acts.desk, talk_of(acts.desk)
    out, place = tmp_path / "out", tmp_path / "place"
    (tmp_path / "program.py").write_text(PROGRAM)
    program = ("--exec", "python3", str(tmp_path / "program.py"), str(out))
    words = ("--cursor-file", str(place), "--event", "message.created", "--until-idle", "1")
    done = await acts.run("tail", *words, "--since", "now")
    assert done.code == Exit.DONE
    for text in ("$(touch pwned)", "bad", "after"):
        desk.contact_writes(talk, text)
    async with tailing(acts, *words, *program) as tail:
        assert await tail.rest() == []
        assert await tail.process.wait() == Exit.FAILED
        said = await tail.said()
        assert f"failed (exit code 3) at message.created of conversation #{talk}" in said
    async with tailing(acts, *words, "--keep-going", *program) as tail:
        await tail.rest()
        assert await tail.process.wait() == Exit.DONE
        assert "going on with the next" in await tail.said()
    assert out.read_text().splitlines() == [
        *("$(touch pwned) [] 2", "bad [] 2", "bad [] 2", "after [] 2")
    ]


async def test_a_program_that_takes_too_long_or_is_not_there(acts: Acts) -> None:
    desk, talk = acts.desk, talk_of(acts.desk)
    desk.contact_writes(talk, "Hello?")
    words = ("tail", "--since", "1h", "--event", "message.created")
    done = await acts.run(*words, "--exec-timeout", "0.3", "--exec", "sleep", "9")
    assert done.code == Exit.FAILED
    assert "sleep took longer than 0.3 s and was stopped at message.created" in done.err
    done = await acts.run(*words, "--exec", "/no/such/program")
    assert done.code == Exit.USAGE
    assert "could not be started (No such file or directory); correct the command." in done.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--since", "yesterday"), Exit.USAGE, "This is no cursor of this program; take one"),
        (("--event", "mesage.created"), Exit.USAGE, "did you mean message.created?"),
        (("--event", "link"), Exit.USAGE, "How the link is doing is told with --links."),
        (("--filter", "label:"), Exit.USAGE, "--filter: "),
        (("--cursor-file", "/dev/null"), Exit.USAGE, "is no plain file of yours"),
        (("--exec",), Exit.USAGE, "--exec needs a program behind it."),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_sentence(
    acts: Acts, words: tuple[str, ...], code: Exit, says: str
) -> None:
    done = await acts.run("tail", *words)
    assert (done.code, done.out) == (code, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1


async def test_a_refused_token_and_no_server(acts: Acts) -> None:
    done = await acts.run("tail", HOORY_TOKEN="not-a-token-of-this-desk")
    assert done.code == Exit.SIGNED_OUT
    done = await acts.run("tail", HOORY_URL="http://127.0.0.1:9")
    assert done.code == Exit.UNREACHED


async def test_words_for_people_in_place_of_lines_of_json(acts: Acts) -> None:
    done = await acts.run("tail", "--words", "--present", "--since", "all", "--limit", "40")
    assert (done.code, done.err) == (Exit.DONE, "")
    lines = done.out.splitlines()
    assert len(lines) == 40
    assert all(" conversation " in one for one in lines)
    assert not [one for one in lines if one.startswith("{")]
    assert any(" wrote in conversation " in one for one in lines)
    assert not [one for one in secrets_of(acts.desk) if one in done.out]
