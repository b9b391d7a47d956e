"""Texts on their way to a clipboard, with programs that stand in for tmux and a desktop's."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from pathlib import Path

import pytest

from hoory_tui.sdk.around import clipboard
from hoory_tui.sdk.around.clipboard import CopyPlan, Step, copy_plan, copying_sequence, take_step
from hoory_tui.sdk.around.surroundings import Surroundings

TMUX = Step("tmux", ("tmux", "load-buffer", "-w", "-"))
OSC52 = Step("osc52")
WAYLAND = Step("command", ("wl-copy",))
XCLIP = Step("command", ("xclip", "-selection", "clipboard"))
MINE = Step("command", ("my-clip", "-i"))
IN_TMUX = {"TMUX": "/tmp/tmux-1/default,1,0"}
ON_DESKTOP = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
AFAR = {"SSH_CONNECTION": "1 2 3 4"}


def plan(wanted: str, environ: dict[str, str], *, command: bool = False, has: str = "") -> CopyPlan:
    words = ("my-clip", "-i") if command else ()

    def which(name: str, path: str | None = None) -> str | None:
        return f"/bin/{name}" if name in has.split() else None

    return copy_plan(wanted, words, environ, which)


ALL = "tmux wl-copy xclip xsel"


def test_by_itself_a_text_goes_where_the_agent_sits() -> None:
    assert plan("auto", {}, has=ALL) == CopyPlan((), (OSC52,))
    assert plan("auto", IN_TMUX, has=ALL) == CopyPlan((TMUX,), (OSC52,))
    assert plan("auto", ON_DESKTOP, has=ALL) == CopyPlan((WAYLAND,), (OSC52,))
    assert plan("auto", {"DISPLAY": ":0"}, has=ALL) == CopyPlan((XCLIP,), (OSC52,))
    # Whoever is attached to this tmux may sit here or elsewhere.
    assert plan("auto", IN_TMUX | ON_DESKTOP, has=ALL) == CopyPlan((TMUX, WAYLAND), (OSC52,))
    # The display of another machine is nobody's here.
    assert plan("auto", AFAR | ON_DESKTOP, has=ALL) == CopyPlan((), (OSC52,))
    assert plan("auto", IN_TMUX | ON_DESKTOP, has="") == CopyPlan((), (OSC52,))
    assert plan("auto", IN_TMUX, command=True, has=ALL) == CopyPlan((MINE,), (TMUX, OSC52))


def test_what_is_asked_for_comes_first() -> None:
    assert plan("off", IN_TMUX, has=ALL) == CopyPlan(())
    assert plan("osc52", IN_TMUX, has=ALL) == CopyPlan((OSC52,))
    assert plan("tmux", IN_TMUX, has=ALL) == CopyPlan((TMUX,), (OSC52,))
    assert plan("tmux", {}, has=ALL) == CopyPlan((), (OSC52,))
    assert plan("command", {}, command=True, has=ALL) == CopyPlan((MINE,), (OSC52,))


def test_only_terminals_take_so_little() -> None:
    assert CopyPlan((), (OSC52,)).largest == clipboard.LARGEST
    assert CopyPlan((TMUX, WAYLAND)).largest == clipboard.LARGEST
    assert CopyPlan((MINE,), (OSC52,)).largest > 1_000_000
    assert len(base64.b64encode(b"x" * clipboard.LARGEST)) <= 74_994


def fake(folder: Path, name: str, body: str) -> dict[str, str]:
    """Put a program into a folder; return the environment that finds it first."""
    program = folder / name
    program.write_text(f"#!{sys.executable}\nimport json, os, sys\n{body}\n", "utf-8")
    program.chmod(0o700)
    return {"PATH": str(folder), "HOORY_TOKEN": "canary", "DISPLAY": ":7", **IN_TMUX}


@pytest.mark.parametrize(("step", "display"), [(TMUX, False), (MINE, True)])
async def test_the_text_goes_to_a_program_as_it_is_and_no_secret_with_it(
    step: Step, *, display: bool, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    body = f"open({str(seen)!r}, 'w').write(json.dumps([sys.argv[1:], sys.stdin.read(), "
    environ = fake(tmp_path, step.command[0], f"{body}list(os.environ)]))")
    assert await take_step(step, "grüße; $(id) \\n", environ) == ""
    arguments, text, known = json.loads(seen.read_text("utf-8"))
    assert (arguments, text) == (list(step.command[1:]), "grüße; $(id) \\n")
    assert "HOORY_TOKEN" not in known
    assert ("DISPLAY" in known) is display


async def test_a_program_that_refuses_or_is_not_there(tmp_path: Path) -> None:
    environ = fake(tmp_path, "tmux", "sys.exit(1)")
    assert await take_step(TMUX, "x", environ) == "failed (exit code 1)"
    assert await take_step(MINE, "x", environ) == "is not there"


async def test_a_program_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    body = f"open({str(pid)!r}, 'w').write(str(os.getpid())); import time; time.sleep(60)"
    assert "was stopped" in await take_step(TMUX, "x", fake(tmp_path, "tmux", body))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text("utf-8")), 0)


def test_a_text_is_cut_between_letters() -> None:
    assert clipboard.cut_for_clipboard("short") == "short"
    cut = clipboard.cut_for_clipboard("a" + "€" * clipboard.LARGEST)
    assert len(cut.encode("utf-8")) <= clipboard.LARGEST
    assert set(cut) == {"a", "€"}


def test_the_terminal_gets_a_text_through_what_stands_between() -> None:
    plain = "\x1b]52;c;eA==\x07"
    assert copying_sequence("x", Surroundings("", "xterm")) == plain
    # Where tmux takes it by itself, its buffer has it too.
    taken = Surroundings("", "xterm", "tmux", passes=True, clipboard="on")
    assert copying_sequence("x", taken) == plain
    passed = Surroundings("", "xterm", "tmux", passes=True, clipboard="external")
    assert copying_sequence("x", passed) == "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\"
    long = copying_sequence("x" * 50_000, Surroundings("", "screen", "screen"))
    parts = re.findall(r"\x1bP((?:\x1b\])?[^\x1b]*)\x1b\\", long)
    assert "".join(parts).startswith("\x1b]52;c;eHh4")
    assert max(map(len, parts)) <= 256
