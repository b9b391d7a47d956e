"""Texts on their way to a clipboard, with programs that stand in for tmux."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from hoory_tui.app import clipboard


def fake_tmux(folder: Path, body: str) -> dict[str, str]:
    """Put a program called tmux into a folder; return the environment that finds it first."""
    program = folder / "tmux"
    program.write_text(f"#!{sys.executable}\nimport json, os, sys\n{body}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"PATH": str(folder), "TMUX": "/tmp/tmux-1/default,1,0", "HOORY_TOKEN": "canary"}


async def test_the_text_goes_to_tmux_as_it_is_and_no_secret_with_it(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    body = f"open({str(seen)!r}, 'w').write(json.dumps([sys.argv[1:], sys.stdin.read(), "
    body += "sorted(os.environ)]))"
    environ = fake_tmux(tmp_path, body)
    assert await clipboard.load_into_tmux("grüße; $(id) \\n", environ)
    text = seen.read_text("utf-8")
    assert '["load-buffer", "-w", "-"]' in text
    assert "$(id)" in text
    assert "gr\\u00fc\\u00dfe" in text
    assert "HOORY_TOKEN" not in text


async def test_a_tmux_that_refuses_or_is_not_there(tmp_path: Path) -> None:
    environ = fake_tmux(tmp_path, "sys.exit(1)")
    assert not await clipboard.load_into_tmux("x", environ)
    assert not await clipboard.load_into_tmux("x", environ | {"TMUX": ""})
    assert not await clipboard.load_into_tmux("x", environ | {"PATH": str(tmp_path / "none")})


async def test_a_tmux_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    body = f"open({str(pid)!r}, 'w').write(str(os.getpid())); import time; time.sleep(60)"
    environ = fake_tmux(tmp_path, body)
    assert not await clipboard.load_into_tmux("x", environ)
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text("utf-8")), 0)


def test_a_text_is_cut_between_letters() -> None:
    assert clipboard.cut_for_clipboard("short") == "short"
    cut = clipboard.cut_for_clipboard("a" + "€" * clipboard.LARGEST)
    assert len(cut.encode("utf-8")) <= clipboard.LARGEST
    assert set(cut) == {"a", "€"}
