"""A token out of a command: no shell, one line, a limit in time, and complaints that are clean."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.token_command import run_token_command, split_command

PYTHON = sys.executable


def run(script: str, *, patience: float = 10.0) -> tuple[str, list[str]]:
    shown: list[str] = []
    environ = {"PATH": os.environ["PATH"]}
    line = run_token_command(
        [PYTHON, "-c", script], environ=environ, patience=patience, show=shown.append
    )
    return line, shown


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("pass show hoory", ("pass", "show", "hoory")),
        ("pass 'show me' \"$HOME; rm\"", ("pass", "show me", "$HOME; rm")),
        (["pass", "show", "a b"], ("pass", "show", "a b")),
    ],
)
def test_words_are_words(written: object, words: tuple[str, ...]) -> None:
    assert split_command(written) == words


@pytest.mark.parametrize("written", ["", "  ", [], [""], [1], ["a", None], "a 'b", 7, ["a\0b"]])
def test_what_is_no_command(written: object) -> None:
    with pytest.raises(ValueError, match="this"):
        split_command(written)


def test_only_the_first_line_counts_and_what_follows_is_let_run() -> None:
    assert run("print(' tok3n '); print('second'); print('x' * 1_000_000)") == ("tok3n", [])


def test_no_shell_looks_at_it(tmp_path: Path) -> None:
    made = tmp_path / "made"
    line = run_token_command(["echo", f"$(touch {made})"], environ={"PATH": os.environ["PATH"]})
    assert line == f"$(touch {made})"
    assert not made.exists()


def test_it_can_read_nothing_of_what_is_typed() -> None:
    script = (
        "import os, sys\nfrom hoory_tui.config.token_command import run_token_command\n"
        "command = [sys.executable, '-c', 'import sys; print(repr(sys.stdin.read()))']\n"
        "print(run_token_command(command, environ=os.environ))"
    )
    done = subprocess.run(
        [PYTHON, "-c", script],
        input="typed\n",
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "''\n"


def test_its_complaints_are_shown_without_controls() -> None:
    line, shown = run(
        "import sys; sys.stderr.write('touch \\x1b]0;x\\x07 it\\nnow'); print('tok3n')"
    )
    assert line == "tok3n"
    assert shown == ["touch ␛]0;x␇ it", "now"]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("raise SystemExit(3)", "exit code 3"),
        ("print('tok3n'); raise SystemExit(1)", "exit code 1"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "signal 9"),
        ("pass", "no token on its first line"),
        ("print(); print('tok3n')", "no token on its first line"),
    ],
)
def test_a_failure_says_what_and_not_the_token(script: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        run(script)
    assert "tok3n" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match="cannot be started"):
        run_token_command(["/no/such/program"], environ={})


@pytest.mark.parametrize(
    "script",
    [
        "import time; time.sleep(60)",
        "import os, time; os.close(1); os.close(2); time.sleep(60)",
        "print('tok3n', flush=True)\nwhile True: print('y' * 4096)",
    ],
)
def test_it_gets_so_much_time_and_no_more(script: str) -> None:
    began_at = time.monotonic()
    with pytest.raises(ConfigError, match=r"longer than 0\.5 s"):
        run(script, patience=0.5)
    assert time.monotonic() - began_at < 4


def test_it_is_told_where_a_passphrase_can_be_asked_for() -> None:
    script = "import os; print(os.environ.get('GPG_TTY', 'none'), os.environ['PATH'] != '')"
    try:
        terminal = next(os.ttyname(number) for number in (0, 1, 2) if os.isatty(number))
    except StopIteration:
        terminal = "none"
    assert run(script)[0] == f"{terminal} True"


def test_what_it_leaves_running_is_not_waited_for() -> None:
    script = (
        "import subprocess, sys; print('tok', flush=True);"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(5)'])"
    )
    began_at = time.monotonic()
    assert run(script)[0] == "tok"
    assert time.monotonic() - began_at < 4
