"""hoory-tui changelog: for people and for programs, since any version."""

from __future__ import annotations

import json

import pytest

from hoory_tui import __version__
from hoory_tui.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["changelog", *words], environ={"HOME": "/nowhere"})
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_what_came_since_is_told_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert code == 0
    assert out.startswith(f"{__version__}  ")
    assert max(map(len, out.splitlines())) <= 88
    code, out, _ = run(capsys, "--since", "0.0.1", "--json")
    assert {row["version"] for row in json.loads(out)} >= {__version__}
    code, out, err = run(capsys, "--since", "99")
    assert (code, out) == (0, "")
    assert "Nothing came after 99." in err
    code, _, err = run(capsys, "--since", "yesterday")
    assert code == 2
    assert "a version such as" in err
