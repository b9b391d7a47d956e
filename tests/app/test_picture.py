"""What is shown before anything is read: found by what the start is told, and only then."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from hoory_tui.app.picture import (
    STARTING,
    as_of,
    early_picture,
    late_picture,
    login_mark,
    start_mark,
)
from hoory_tui.config.folders import frames_folder
from hoory_tui.config.private import write_private
from hoory_tui.keep.frames import Frame, frame_bytes, frame_name

SIZE = (80, 24)
NAME = "Dana Okafor"
NOON = time.mktime((2023, 11, 14, 12, 0, 0, 0, 0, -1))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "HOORY_URL": "https://acme.example",
        "HOORY_TOKEN": "sEcReT",
    }


def leave(mark: str, environ: dict[str, str], body: str = NAME) -> Path:
    """Leave a screen as a console does at its end."""
    content = frame_bytes(Frame(int(NOON), 20, "2;7", f"\x1b[1;1H{body}"), *SIZE)
    assert content is not None
    path = Path(frames_folder(environ)) / frame_name(mark, *SIZE)
    write_private(path, content)
    return path


def config(environ: dict[str, str], name: str, content: str) -> None:
    path = Path(environ["HOME"]) / ".config" / "hoory-tui" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def early(argv: list[str], environ: dict[str, str]) -> str:
    return early_picture(start_mark(argv, environ), argv, environ, SIZE)


def test_the_same_start_finds_its_last_screen(environ: dict[str, str]) -> None:
    leave(start_mark([], environ), environ)
    assert NAME in early([], environ)
    assert "as of 14 Nov 12:00" in early([], environ)


def test_no_other_start_finds_it(environ: dict[str, str]) -> None:
    config(environ, "profiles.toml", "[profiles.a]")
    leave(start_mark([], environ), environ)
    assert NAME in early([], environ)
    others = [environ | {one: "other"} for one in ("HOORY_URL", "HOORY_TOKEN", "HOORY_ACCOUNT")]
    others += [environ | {"TERM": "vt220"}, environ | {"NO_COLOR": "1"}]
    for other in others:
        assert NAME not in early([], other)
    assert NAME not in early(["--debug"], environ)
    assert NAME not in early_picture(start_mark([], environ), [], environ, (81, 24))
    config(environ, "profiles.toml", "[profiles.b]")
    assert NAME not in early([], environ)


def test_a_token_from_elsewhere_is_part_of_the_mark(environ: dict[str, str]) -> None:
    mark = start_mark([], environ)
    assert login_mark(mark, "one", is_told=True) == mark
    marks = {mark, login_mark(mark, "one", is_told=False), login_mark(mark, "two", is_told=False)}
    assert len(marks) == 3
    leave(login_mark(mark, "one", is_told=False), environ)
    assert NAME not in early([], environ)
    assert NAME in late_picture(login_mark(mark, "one", is_told=False), "x", environ, SIZE)
    assert NAME not in late_picture(login_mark(mark, "two", is_told=False), "x", environ, SIZE)


@pytest.mark.parametrize("argv", [["--token-file", "x"], ["--token-file=x"]])
def test_nothing_is_found_by_a_token_file(argv: list[str], environ: dict[str, str]) -> None:
    assert start_mark(argv, environ) == ""
    assert login_mark("", "one", is_told=False) == ""
    leave("", environ)
    assert early(argv, environ) == ""
    assert NAME not in late_picture("", "hoory-dark", environ, SIZE)


def test_a_mark_gives_no_token_away(environ: dict[str, str]) -> None:
    for mark in (start_mark([], environ), login_mark("x", "sEcReT", is_told=False)):
        assert re.fullmatch("[0-9a-f]{32}", mark)


def test_a_screen_that_was_tampered_with_is_not_shown(environ: dict[str, str]) -> None:
    path = leave(start_mark([], environ), environ)
    path.write_bytes(path.read_bytes().replace(b"Dana", b"\x1bcDa"))
    assert "Da" not in early([], environ).replace("hoory-tui", "")
    path.write_bytes(path.read_bytes().replace(b"\x1bcDa", b"Dana"))
    assert NAME in early([], environ)
    path.chmod(0o644)
    assert NAME not in early([], environ)


@pytest.mark.parametrize("term", ["", "dumb"])
def test_a_dumb_terminal_is_shown_nothing(term: str, environ: dict[str, str]) -> None:
    environ["TERM"] = term
    leave(start_mark([], environ), environ)
    assert early([], environ) == ""
    assert late_picture("", "hoory-dark", environ, SIZE) == ""


@pytest.mark.parametrize("size", [(19, 24), (80, 3), (1000, 24), (80, 1000)])
def test_an_odd_terminal_is_shown_nothing(size: tuple[int, int], environ: dict[str, str]) -> None:
    assert early_picture("", [], environ, size) == ""


def test_the_outline_is_for_starts_that_will_succeed(environ: dict[str, str]) -> None:
    bare = {"HOME": environ["HOME"], "TERM": "xterm"}
    assert STARTING in early([], environ)
    assert STARTING in early(["--demo", "--quiet-visitors"], bare)
    assert early([], bare) == ""
    for argv in (["login"], ["demo-server"], ["--nonsense"], ["--theme", "x"], ["--demo=1"]):
        assert early(argv, environ) == ""
    config(bare, "profiles.toml", '[profiles.a]\ntoken = "x"')
    assert STARTING in early([], bare)


@pytest.mark.parametrize("key", ["token_command", "token_file", "keyring"])
def test_whoever_asks_for_a_token_may_need_the_terminal(key: str, environ: dict[str, str]) -> None:
    bare = {"HOME": environ["HOME"], "TERM": "xterm"}
    config(bare, "profiles.toml", f'[profiles.a]\n{key} = "x"')
    assert early([], bare) == ""


@pytest.mark.parametrize("line", ['theme = "hoory-light"', "ascii = true"])
def test_other_looks_than_the_usual_wait_for_the_settings(
    line: str, environ: dict[str, str]
) -> None:
    config(environ, "config.toml", line)
    assert early([], environ) == ""
    assert STARTING in late_picture("", "hoory-light", environ, SIZE)


def test_an_old_screen_says_how_old() -> None:
    assert as_of(NOON, NOON + 60) == " starting, as of 12:00 "
    assert as_of(NOON, NOON + 86_400) == " starting, as of 14 Nov 12:00 "
