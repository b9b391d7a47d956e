"""What is around the console: terminals by their variables, and tmux by what it answers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hoory_tui.sdk.around.surroundings import Surroundings, ask_around, look_around


@pytest.mark.parametrize(
    ("environ", "terminal", "between"),
    [
        ({"TERM": "xterm-256color"}, "", ""),
        ({"TERM": "xterm-kitty"}, "kitty", ""),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "kitty", ""),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "iTerm2", ""),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "iTerm2", ""),
        ({"TERM": "xterm-ghostty"}, "Ghostty", ""),
        ({"TERM": "xterm-256color", "WT_SESSION": "a-b"}, "Windows Terminal", ""),
        # Started from a kitty, which left its variable behind.
        ({"TERM": "foot", "KITTY_WINDOW_ID": "1"}, "foot", ""),
        ({"TERM": "rxvt-unicode-256color"}, "rxvt", ""),
        ({"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "tmux"}, "", "tmux"),
        ({"TERM": "screen", "STY": "1.x"}, "", "screen"),
        ({"TERM": "xterm-256color", "ZELLIJ": "0"}, "", "zellij"),
    ],
)
def test_terminals(environ: dict[str, str], terminal: str, between: str) -> None:
    found = look_around(environ)
    assert (found.terminal, found.between) == (terminal, between)


@pytest.mark.parametrize(
    ("kind", "is_mute"),
    [("linux", True), ("dumb", True), ("", True), ("vt220", True), ("vte-256color", False)],
)
def test_terminals_without_sequences(kind: str, *, is_mute: bool) -> None:
    assert look_around({"TERM": kind}).is_mute is is_mute


def fake_tmux(folder: Path, body: str) -> dict[str, str]:
    """Put a program called tmux into a folder; return the environment that finds it first."""
    program = folder / "tmux"
    program.write_text(f"#!{sys.executable}\nimport os, sys\n{body}\n", "utf-8")
    program.chmod(0o700)
    path = {"PATH": str(folder), "TMUX": "/tmp/tmux-1/default,1,0", "TERM": "tmux-256color"}
    return {**path, "TMUX_PANE": "%7", "HOORY_TOKEN": "canary", "KITTY_WINDOW_ID": "9"}


def answering(folder: Path, *values: str) -> dict[str, str]:
    line = "\t".join(values)
    body = f"assert 'HOORY_TOKEN' not in os.environ and sys.argv[4] == '%7'\nprint({line!r})"
    return fake_tmux(folder, body)


async def test_tmux_tells_of_the_terminal_that_is_attached_now(tmp_path: Path) -> None:
    environ = answering(tmp_path, "3.4", "1", "external", "0", "WezTerm 2024", "xterm-256color")
    assert await ask_around(environ) == Surroundings(
        "WezTerm", "xterm-256color", "tmux", passes=True, clipboard="external"
    )


async def test_an_unknown_terminal_is_none_that_was_there_before(tmp_path: Path) -> None:
    environ = answering(tmp_path, "3.3a", "0", "on", "1", "XTerm(379)", "xterm-256color")
    found = await ask_around(environ)
    assert (found.terminal, found.passes, found.name) == ("", False, "xterm-256color")


async def test_an_old_tmux_passes_everything_on(tmp_path: Path) -> None:
    found = await ask_around(answering(tmp_path, "3.2a", "", "external", "", "", "xterm-kitty"))
    assert (found.terminal, found.passes) == ("kitty", True)


@pytest.mark.parametrize("body", ["sys.exit(1)", "print('one line')", "print()"])
async def test_a_tmux_that_tells_nothing_passes_nothing_on(body: str, tmp_path: Path) -> None:
    found = await ask_around(fake_tmux(tmp_path, body))
    assert (found.between, found.passes) == ("tmux", False)
    found = await ask_around({"TMUX": "x", "PATH": str(tmp_path / "none"), "TERM": "tmux"})
    assert found.passes is False


async def test_nobody_is_asked_outside_of_tmux(tmp_path: Path) -> None:
    environ = fake_tmux(tmp_path, f"open({str(tmp_path / 'asked')!r}, 'w')")
    await ask_around({**environ, "TMUX": ""})
    assert [one.name for one in tmp_path.iterdir()] == ["tmux"]  # noqa: ASYNC240
