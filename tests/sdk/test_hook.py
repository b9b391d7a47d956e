"""Commands of rules: a line on the input, nothing secret around them, and an end in any case."""

from __future__ import annotations

import contextlib
import json
import os
import select
import sys
from pathlib import Path

import pytest

from hoory_tui.sdk.hook import AT_ONCE, Hooks, run_hook
from hoory_tui.sdk.processes import environment_of_ours
from hoory_tui.sdk.secrecy import SECRETS

KEEP = (
    "import sys,os,json;"
    "open(sys.argv[1],'a').write(json.dumps([sys.stdin.read(), dict(os.environ)])+'\\n')"
)
ENVIRON = {"PATH": os.environ["PATH"], "HOORY_TOKEN": "tOkEn99887766", "MINE": "yes"}


def keeping(file: Path) -> list[str]:
    return [sys.executable, "-c", KEEP, str(file)]


async def test_the_line_comes_whole_and_secrets_do_not(tmp_path: Path) -> None:
    SECRETS.add("sEcReTsEcReT42")
    environ = environment_of_ours({**ENVIRON, "OTHER": "x=sEcReTsEcReT42"})
    line = json.dumps({"text": "$(touch /tmp/x); `id` \u202e 'quoted'"})
    assert await run_hook(keeping(tmp_path / "out"), line, seconds=10, environ=environ) == ""
    heard, known = json.loads((tmp_path / "out").read_text())
    assert heard == f"{line}\n"
    assert known["MINE"] == "yes"
    assert "HOORY_TOKEN" not in known
    assert "OTHER" not in known


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (["/no/such/program"], "could not be started (No such file or directory)"),
        ([sys.executable, "-c", "raise SystemExit(3)"], "failed (exit code 3)"),
        ([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "failed (signal 9)"),
    ],
)
async def test_what_goes_wrong_is_told(command: list[str], problem: str) -> None:
    assert await run_hook(command, "{}", seconds=10, environ=ENVIRON) == problem


async def test_one_that_hangs_is_stopped_with_its_children(tmp_path: Path) -> None:
    script = (
        "import subprocess,sys,time;"
        "p=subprocess.Popen([sys.executable,'-c','import time;time.sleep(600)']);"
        "open(sys.argv[1],'w').write(str(p.pid)); time.sleep(600)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "pid")]
    problem = await run_hook(command, "{}", seconds=1.0, environ=ENVIRON)
    assert problem == "took longer than 1 s and was stopped"
    with contextlib.suppress(ProcessLookupError):
        watch = os.pidfd_open(int((tmp_path / "pid").read_text()))
        assert select.select([watch], [], [], 10.0)[0], "its child goes on"
        os.close(watch)


async def test_there_is_an_end_to_how_many_run_and_wait() -> None:
    complaints: list[str] = []
    hooks = Hooks(complaints.append, ENVIRON)
    for _ in range(AT_ONCE + 40):
        hooks.start(
            "slow", [sys.executable, "-c", "input(); import time; time.sleep(600)"], "{}", 60
        )
    assert len(complaints) == 8
    assert "too many still run or wait" in complaints[0]
    await hooks.close()
    await hooks.settled()


async def test_a_failure_is_told_with_the_name_of_the_rule() -> None:
    complaints: list[str] = []
    hooks = Hooks(complaints.append, ENVIRON)
    hooks.start("night", [sys.executable, "-c", "raise SystemExit(2)"], "{}", 10)
    await hooks.settled()
    assert complaints == ["The command of the rule “night” failed (exit code 2); correct it."]
