"""The agent's own editor: which one, on what file, and what becomes of what it leaves."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hoory_tui.app.editor import EditorError, edit, editor_command


def script(folder: Path, *lines: str) -> list[str]:
    file = folder / "editor"
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    file.chmod(0o700)
    return [str(file)]


def in_folder(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def test_which_editor_it_is() -> None:
    environ = {"EDITOR": "nano", "VISUAL": "vim -u 'my rc'", "HOORY_EDITOR": " "}
    assert editor_command(environ) == ["vim", "-u", "my rc"]
    assert editor_command(environ | {"HOORY_EDITOR": "ed"}) == ["ed"]
    assert editor_command({}) == ["vi"]
    with pytest.raises(EditorError, match="EDITOR cannot be read"):
        editor_command({"EDITOR": "it's"})


async def test_what_is_written_comes_back_clean(tmp_path: Path) -> None:
    state = tmp_path / "state"
    seen = tmp_path / "seen"
    command = script(
        tmp_path,
        f'stat -c "%a" "$1" > {seen}; stat -c "%a" "$(dirname "$1")" >> {seen}',
        f'cat "$1" >> {seen}',
        r"""printf 'new \033[31m words\n\n' > "$1" """,
    )
    assert await edit("old; $(touch x)", command, state) == "new ␛[31m words"
    assert seen.read_text() == "600\n700\nold; $(touch x)"
    assert in_folder(state) == [], "nothing is left behind"
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


async def test_nothing_of_a_name_or_an_argument_is_a_shells(tmp_path: Path) -> None:
    command = [*script(tmp_path, 'printf "%s" "$1" > "$2"'), "$(id);`id`"]
    assert await edit("", command, tmp_path / "a b;c") == "$(id);`id`"


async def test_an_editor_that_fails_changes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with pytest.raises(EditorError, match="ended with code 3; your text is as it was"):
        await edit("words", script(tmp_path, "exit 3"), state)
    assert in_folder(state) == []
    with pytest.raises(EditorError, match="what it wrote is in") as failure:
        await edit("words", script(tmp_path, 'echo half > "$1"', "exit 1"), state)
    (kept,) = state.glob("*/draft.md")
    assert str(kept) in str(failure.value)
    assert kept.read_text() == "half\n"


async def test_an_editor_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EditorError, match="did not start: No such file"):
        await edit("words", ["/nowhere/editor"], tmp_path)
    assert in_folder(tmp_path) == []


async def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EditorError, match="cannot be written for the editor"):
        await edit("words", ["true"], tmp_path / "file" / "state")


async def test_the_file_is_gone_with_the_editor(tmp_path: Path) -> None:
    with pytest.raises(EditorError, match="is gone"):
        await edit("words", script(tmp_path, 'rm "$1"'), tmp_path / "state")
    assert in_folder(tmp_path / "state") == []
