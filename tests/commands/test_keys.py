"""hoory-tui keys on a terminal of its own: what is pressed, what it means, and how it is left."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.commands.keys import LISTED, listed, never
from hoory_tui.commands.parts.keyprobe import Meanings, describe
from hoory_tui.config.settings import Settings
from hoory_tui.keys import KEYS

PATIENCE = 15.0


class Terminal:
    """The hands and eyes of somebody at a terminal in which the command runs."""

    def __init__(self, home: Path, *words: str) -> None:
        self.ours, self.theirs = pty.openpty()
        self.before = termios.tcgetattr(self.theirs)
        self.seen = b""
        known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hoory_tui", "keys", *words],
            stdin=self.theirs,
            stdout=self.theirs,
            stderr=self.theirs,
            start_new_session=True,
            env={**known, "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"},
        )

    def press(self, data: bytes) -> None:
        os.write(self.ours, data)

    def until(self, text: str) -> str:
        """Wait for a text and return what came since the last time, up to its end."""
        wanted, deadline = text.encode(), time.monotonic() + PATIENCE
        while wanted not in self.seen:
            assert time.monotonic() < deadline, f"{text!r} never came: {self.seen!r}"
            if select.select([self.ours], [], [], 0.1)[0]:
                self.seen += os.read(self.ours, 1 << 16)
        found, _, self.seen = self.seen.partition(wanted)
        return (found + wanted).decode()

    def end(self) -> int:
        return self.process.wait(PATIENCE)


@contextmanager
def terminal(home: Path, *words: str) -> Iterator[Terminal]:
    running = Terminal(home, *words)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()
        os.close(running.ours)
        os.close(running.theirs)


def test_what_is_pressed_is_shown_with_what_it_means(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "hoory-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[keys]\nreply = "f8"\n')
    with terminal(tmp_path) as at:
        at.until("Press keys; leave with ctrl+c twice or q twice.")
        at.until("\x1b[>25u")
        at.press(b"\x1b[A")
        assert "1b 5b 41   ESC [ A" in at.until("Previous row (nav.up)")
        at.press(b"\x1b[19~")
        assert "f8" in at.until("Reply to the contact (reply)")
        at.press("й".encode())
        assert "in the place of q" in at.until("composer: written as it is")
        at.press(b"\x1b")
        assert "escape" in at.until("ctrl+left_square_bracket cannot be told from it")
        at.press(b"\x01")
        at.until("nothing can be bound to it: it is for editing text")
        at.press(b"\xff")
        assert "0xFF" in at.until("composer: ")
        # A string of a terminal that nobody asked for.
        at.press(b"\x1b]0;owned\x07")
        said = at.until("not a key, so it is left out")
        assert "\x1b]0" not in said
        assert "ESC ] 0 ; o w n e d ^G" in " ".join(said.split())
        at.press(b"\x1b[200~rm -rf\nx\x1b[201~")
        assert "a paste of 8 characters" in at.until("rm -rfx")
        at.press(b"\x03")
        at.until("ctrl+c")
        at.press(b"\x03")
        assert at.end() == 0
        assert termios.tcgetattr(at.theirs) == at.before
        at.until("\x1b[<u\x1b[?2004l\x1b[?1004l")


def test_q_twice_leaves_and_once_does_not(tmp_path: Path) -> None:
    with terminal(tmp_path) as at:
        at.until("\x1b[>25u")
        for key in (b"q", b"x", b"q"):
            at.press(key)
            at.until("composer: ")
        at.press(b"q")
        assert at.end() == 0
        assert termios.tcgetattr(at.theirs) == at.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_terminal_is_given_back_whoever_ends_it(number: signal.Signals, tmp_path: Path) -> None:
    with terminal(tmp_path) as at:
        at.until("\x1b[>25u")
        at.process.send_signal(number)
        assert at.end() == 128 + number
        assert termios.tcgetattr(at.theirs) == at.before
        assert "Traceback" not in at.until("\x1b[?1004l")


def test_it_can_be_stopped_and_continued(tmp_path: Path) -> None:
    with terminal(tmp_path) as at:
        at.until("\x1b[>25u")
        at.process.send_signal(signal.SIGTSTP)
        at.until("\x1b[?1004l")
        os.waitid(os.P_PID, at.process.pid, os.WSTOPPED | os.WNOWAIT)
        assert termios.tcgetattr(at.theirs) == at.before
        at.process.send_signal(signal.SIGCONT)
        at.until("\x1b[>25u")
        at.press(b"q")
        at.until("composer: ")
        at.press(b"q")
        assert at.end() == 0


def ran(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "hoory_tui", "keys", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**known, "HOME": str(home)},
    )


def test_the_list_and_a_pipe(tmp_path: Path) -> None:
    done = ran(tmp_path, "--json")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    assert [row["key_id"] for row in rows] == [key.id for key in KEYS]
    assert set(rows[0]) == {column.name for column in LISTED.columns}
    piped = ran(tmp_path)
    assert piped.returncode == 2
    assert piped.stderr.startswith("hoory-tui keys: there are no keys to be pressed here")


def test_the_list_leaves_textual_out() -> None:
    script = (
        "import sys; from hoory_tui.commands.keys import listed;"
        "from hoory_tui.config.settings import Settings; list(listed(Settings()));"
        "print([one for one in sys.modules if one.startswith('textual')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_the_list_follows_the_settings() -> None:
    settings = Settings(keys={"reply": "f8"}, macros={"f9": "Refund"})  # type: ignore[dict-item]
    rows = list(listed(settings))
    (reply,) = (row for row in rows if row["key_id"] == "reply")
    assert (reply["keys"], reply["changed"]) == (["f8"], True)
    assert rows[-1]["name"] == "Run the macro Refund"


def test_keys_that_never_arrive_are_told_of() -> None:
    said = never({"TMUX": "/tmp/x", "TERM_PROGRAM": "vscode"})
    assert "ctrl+b: tmux waits for it" in said
    assert "ctrl+shift+a to ctrl+shift+z: terminals keep it for themselves" in said
    assert "Here tmux keeps its prefix" in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_several_keys_in_one_piece() -> None:
    from hoory_tui.app.keyboard.probe import Probe

    (heard,) = Probe().feed(b"jj", 0.0)
    said = describe(heard, Meanings(Settings()))
    assert said.count("Next row (nav.down)") == 2
    assert "in the same piece" in said
