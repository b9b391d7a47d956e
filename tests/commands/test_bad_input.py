"""What every command says, and with which code it ends, when something is not as it should be."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from hoory_tui.client.errors import HooryError, Interrupted, Invalid, NotFound, SignInRefused
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.failures import command_error
from hoory_tui.commands.registry import ACT, COMMANDS, READ

from ..client.servers import raw_server
from .acts import Acts, acting

pytestmark = pytest.mark.asyncio(loop_scope="module")

# The least that each command needs to ask the server something.
ASKING = {
    "conversations": [],
    "show": ["1"],
    "contacts": [],
    "agents": [],
    "teams": [],
    "inboxes": [],
    "labels": [],
    "search": ["word"],
    "export": ["1"],
    "whoami": [],
    "reply": ["1", "hello"],
    "resolve": ["1", "--yes"],
    "reopen": ["1", "--yes"],
    "pending": ["1", "--yes"],
    "snooze": ["1", "--until", "tomorrow", "--yes"],
    "assign": ["1", "me", "--yes"],
    "label": ["1", "+vip", "--yes"],
    "priority": ["1", "high", "--yes"],
    "read": ["1", "--yes"],
    "unread": ["1", "--yes"],
    "mute": ["1", "--yes"],
    "unmute": ["1", "--yes"],
    "macros": [],
}
OF_ONE = ("show", "export", "reply", "resolve", "snooze", "assign", "label", "read", "mute")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def acts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Acts]:
    async with acting(tmp_path_factory.mktemp("home")) as running:
        yield running


async def test_every_command_that_reads_or_acts_is_asked_about_here() -> None:
    wanted = {one.name for one in COMMANDS.values() if one.group in (READ, ACT)}
    assert set(ASKING) == wanted


@pytest.mark.parametrize("name", ASKING)
async def test_no_network(name: str, acts: Acts) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        done = await acts.run(name, *ASKING[name], HOORY_URL=nobody)
    assert (done.code, done.out) == (Exit.UNREACHED, "")
    assert "cannot be reached; check your network" in done.err
    assert done.err.startswith(f"hoory-tui {name}: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("name", ASKING)
async def test_an_expired_token(name: str, acts: Acts) -> None:
    done = await acts.run(name, *ASKING[name], HOORY_TOKEN="expired-token")
    assert (done.code, done.out) == (Exit.SIGNED_OUT, "")
    assert "The sign-in was refused" in done.err
    assert "expired-token" not in done.err


@pytest.mark.parametrize("name", ASKING)
async def test_no_login_at_all(name: str, acts: Acts) -> None:
    done = await acts.run(name, *ASKING[name], HOORY_URL="", HOORY_TOKEN="", HOORY_ACCOUNT="")
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert "run hoory-tui login" in done.err


@pytest.mark.parametrize("name", OF_ONE)
async def test_an_unknown_id(name: str, acts: Acts) -> None:
    words = ["99999" if word == "1" else word for word in ASKING[name]]
    done = await acts.run(name, *words)
    assert done.code == Exit.NOT_FOUND
    assert "99999" in f"{done.out}{done.err}"


@pytest.mark.parametrize("name", OF_ONE)
async def test_what_is_no_id(name: str, acts: Acts) -> None:
    words = ["x1" if word == "1" else word for word in ASKING[name]]
    done = await acts.run(name, *words)
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "words", [["conversations", "--assignee", "NAME"], ["assign", "1", "@NAME", "--yes"]], ids=str
)
async def test_a_name_of_nobody_or_of_several(words: list[str], acts: Acts) -> None:
    several = await acts.run(*[word.replace("NAME", "e") for word in words])
    assert (several.code, several.out) == (Exit.AMBIGUOUS, "")
    assert "can be more than one agent" in several.err
    nobody = await acts.run(*[word.replace("NAME", "Zzyzx") for word in words])
    assert (nobody.code, nobody.out) == (Exit.NOT_FOUND, "")
    assert "There is no agent called" in nobody.err


@pytest.mark.parametrize("name", COMMANDS)
async def test_wrong_arguments(name: str, acts: Acts) -> None:
    done = await acts.run(name, "--no-such-option")
    assert (done.code, done.out) == (Exit.USAGE, "")
    assert "Traceback" not in done.err
    assert done.err.startswith(f"usage: hoory-tui {name}")
    console = await acts.run(name, "--theme", "x")
    assert console.code == Exit.USAGE


async def test_a_closed_pipe(acts: Acts) -> None:
    for words in (["conversations", "--all", "--jsonl"], ["show", "1", "--all"], ["agents"]):
        process = await acts.start(*words)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout._transport.close()  # type: ignore[attr-defined]
        assert process.stderr is not None
        assert await process.stderr.read() == b""
        assert await process.wait() == Exit.PIPE_CLOSED


async def test_an_output_that_is_full(acts: Acts) -> None:
    environ = acts.surroundings(PYTHONPATH=str(Path(__file__).parents[2]))
    for words, code in ((["agents"], Exit.FAILED), (["read", "1", "--jsonl"], Exit.UNSURE)):
        with Path("/dev/full").open("wb") as full:  # noqa: ASYNC230
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "hoory_tui", *words), stdout=full, stderr=PIPE, env=environ
            )
        _, err = await process.communicate()
        assert process.returncode == code
        assert b"No space left on device" in err
        assert err.count(b"\n") == 1


async def test_streams_that_were_closed_before(acts: Acts) -> None:
    environ = acts.surroundings(PYTHONPATH=str(Path(__file__).parents[2]))
    script = 'exec "$0" -m hoory_tui "$@" <&- >&- 2>&-'
    for words, code in ((["agents"], Exit.DONE), (["read"], Exit.DONE), (["x"], Exit.USAGE)):
        process = await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", script, sys.executable, *words), env=environ
        )
        assert await process.wait() == code


async def test_what_was_typed_is_quoted_clean(acts: Acts) -> None:
    process = await acts.start("\x1b[31mresolve")
    out, err = await process.communicate()
    assert (process.returncode, out) == (Exit.USAGE, b"")
    assert b"resolve" in err
    assert b"\x1b" not in err


async def test_an_interruption_is_quiet(acts: Acts) -> None:
    arrived = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await reader.read()

    async with raw_server(hang) as server:
        acts.environ["HOORY_URL"] = server.url
        process = await acts.start("labels")
        del acts.environ["HOORY_URL"]
        await asyncio.wait_for(arrived.wait(), 20)
        process.send_signal(signal.SIGINT)
        out, err = await process.communicate()
    assert (process.returncode, out, err) == (Exit.INTERRUPTED, b"", b"")


@pytest.mark.parametrize(
    ("error", "is_writing", "code"),
    [
        (SignInRefused(), True, Exit.SIGNED_OUT),
        (NotFound(), False, Exit.NOT_FOUND),
        (Interrupted("x"), True, Exit.UNSURE),
        (Interrupted("x"), False, Exit.UNREACHED),
        (Invalid("bad"), True, Exit.FAILED),
    ],
)
async def test_each_kind_has_its_code(error: HooryError, is_writing: bool, code: Exit) -> None:
    found = command_error(error, is_writing=is_writing)
    assert (found.code, found.sentence) == (code, error.sentence)
