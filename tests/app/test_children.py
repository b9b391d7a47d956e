"""Programs of the agent's: words in, words out, stopped when they take too long."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from hoory_tui.app.children import LONGEST, RunError, run_words
from hoory_tui.sdk.processes import environment_of_ours
from hoory_tui.sdk.secrecy import SECRETS

SLEEP = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
)


def python(code: str, *words: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code, *words)


async def test_what_it_writes_is_taken_cleaned() -> None:
    code = r"import sys; print('got', sys.stdin.read().upper(), '\x1b[31m\u202edone')"
    written = await run_words(python(code), "hällo\n", seconds=20)
    assert written.text == "got HÄLLO\n done"
    assert not written.is_cut


async def test_it_need_not_read_and_may_write_a_lot() -> None:
    code = f"import sys; sys.stdout.write('x' * {9 * LONGEST}); sys.stderr.write('y' * 300_000)"
    written = await run_words(python(code), "z" * 3_000_000, seconds=20)
    assert len(written.text) == LONGEST
    assert written.is_cut


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; print('part'); sys.exit('no model\\nmore')", "exit code 1: no model"),
        ("import os; os.kill(os.getpid(), 9)", "signal 9"),
    ],
)
async def test_a_failure_is_told_and_what_it_wrote_is_not_taken(code: str, said: str) -> None:
    with pytest.raises(RunError) as found:
        await run_words(python(code), "", seconds=20)
    assert said in found.value.sentence
    assert found.value.sentence.endswith("; your draft is as it was.")


async def test_what_cannot_be_started_is_told() -> None:
    with pytest.raises(RunError, match="could not be started"):
        await run_words(("/nowhere/at-all",), "", seconds=20)


async def test_what_takes_too_long_is_stopped_with_all_it_started() -> None:
    began = asyncio.get_running_loop().time()
    with pytest.raises(RunError, match=r"took longer than 0\.5 s and was stopped"):
        await run_words(python(SLEEP), "", seconds=0.5)
    assert asyncio.get_running_loop().time() - began < 20


async def test_what_is_cancelled_is_stopped(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    os.mkfifo(mark)
    code = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
    running = asyncio.create_task(run_words(python(code, str(mark)), "", seconds=60))
    pid = int(await asyncio.to_thread(mark.read_text))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_the_environment_is_its_users_without_what_is_ours() -> None:
    SECRETS.add("s3cret-of-this-test")
    environ = {
        "PATH": os.environ["PATH"],
        "OPENAI_API_KEY": "the user's own",
        "HOORY_TOKEN": "x",
        "HOORY_URL": "y",
        "COPIED": "Bearer s3cret-of-this-test",
    }
    kept = environment_of_ours(environ)
    assert kept.keys() == {"PATH", "OPENAI_API_KEY"}
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    written = await run_words(python(code), "", seconds=20, environ=kept)
    assert "s3cret" not in written.text
    assert json.loads(written.text)["OPENAI_API_KEY"] == "the user's own"
