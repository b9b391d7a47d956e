"""hoory-tui doctor as it is typed: its lines, its JSON, its codes and its last line."""

from __future__ import annotations

import asyncio
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.commands.context import Context
from hoory_tui.commands.doctor import CHECK, STATES, Lines
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.findings import Finding, State
from hoory_tui.sdk.checkup.plan import CHECKS


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with DemoDesk(seed=3, quiet_visitors=True, conversations=3, ping_every=0.1) as desk:
        yield desk


async def doctor(
    home: Path, url: str, token: str, *words: str, **environ: str
) -> tuple[int, str, str]:
    """Run the command and return its code and what it wrote."""
    known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "doctor", "--timeout", "2", *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **known,
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "HOORY_URL": url,
            "HOORY_TOKEN": token,
            **environ,
        },
    )
    out, complaint = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), complaint.decode()


async def test_all_is_well(desk: DemoDesk, tmp_path: Path) -> None:
    token = desk.agents[0].access_token
    code, out, complaint = await doctor(tmp_path, desk.url, token, "--present")
    assert (code, complaint) == (0, "")
    lines = out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert lines[-1].startswith("Nothing failed: ")
    assert any(line.startswith("✓ ok      token") for line in lines)
    assert token not in out
    assert desk.agents[0].pubsub_token not in out


async def test_json_fits_its_schema_and_names_what_failed(desk: DemoDesk, tmp_path: Path) -> None:
    (done, told), schema = await asyncio.gather(
        _json(doctor(tmp_path, desk.url, "wRoNgToKeN123", "--json", HOORY_ACCOUNT="1")),
        doctor(tmp_path, desk.url, "", "--schema"),
    )
    assert done == 1
    assert told["first_failed"] == "token"
    assert told["passed"] is False
    assert [one["id"] for one in told["checks"]] == [one.id for one in CHECKS]
    report = json.loads(schema[1])
    assert set(report["required"]) == set(told)
    check = report["properties"]["checks"]["items"]
    for one in told["checks"]:
        assert set(one) == set(check["required"]) == {column.name for column in CHECK.columns}
        assert one["state"] in STATES
        assert isinstance(one["seconds"], float)


async def _json(running: Any) -> tuple[int, dict[str, Any]]:
    code, out, complaint = await running
    assert complaint == ""
    return code, json.loads(out)


async def test_plain_letters_and_the_first_that_failed_at_the_end(
    desk: DemoDesk, tmp_path: Path
) -> None:
    code, out, _ = await doctor(
        tmp_path, desk.url, "wRoNgToKeN123", "--only", "token,account", NO_COLOR="1"
    )
    assert code == 1
    assert out.isascii()
    assert out.splitlines()[0].startswith("x fail    token")
    assert out.splitlines()[-2:] == [
        "Failed: token. The server does not take the token: it is wrong, or it was",
        "replaced.",
    ]


async def test_mistakes_of_the_command_line(tmp_path: Path) -> None:
    wrong, far = await asyncio.gather(
        doctor(tmp_path, "http://127.0.0.1:1", "x", "--only", "tokens"),
        doctor(tmp_path, "http://127.0.0.1:1", "x", "--timeout", "0"),
    )
    assert wrong[0] == far[0] == 2
    assert wrong[2] == (
        "hoory-tui doctor: there is no check “tokens”; perhaps token is meant; "
        "nothing was checked.\n"
    )
    assert "--timeout takes 0.1 to 300 seconds" in far[2]


async def test_without_a_login_that_is_what_failed(tmp_path: Path) -> None:
    code, out, _ = await doctor(tmp_path, "", "")
    assert code == 1
    assert out.splitlines()[-1] == "Failed: login. No server is set up yet."


def test_a_terminal_gets_colours_and_its_own_width() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        context = Context(
            {"TERM": "xterm", "COLUMNS": "50", "LANG": "C.UTF-8"},
            stdin=io.StringIO(),
            stdout=terminal,
            stderr=io.StringIO(),
        )
        finding = Finding("tcp", "connection", State.FAIL, "Nobody is there at all.", "Look.", 0.1)
        Lines(context, is_plain=False).say(finding)
        said = os.read(ours, 4096).decode()
    os.close(ours)
    assert said.replace("\r\n", "\n") == (
        f"\x1b[31;1m✗ fail\x1b[0m    connection     Nobody is there at all.\n{' ' * 25}→ Look.\n"
    )
