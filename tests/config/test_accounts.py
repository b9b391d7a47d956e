"""The remembered accounts of logins: only of the same server, and nothing out of a spoilt file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hoory_tui.config.accounts import KnownAccount, known_accounts, remember_accounts

URL = "https://desk.example.com"
BOTH = (KnownAccount(3, "Bikes"), KnownAccount(7, ""))


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}


def file(environ: dict[str, str]) -> Path:
    return Path(environ["XDG_STATE_HOME"]) / "hoory-tui" / "accounts.json"


def test_what_was_remembered_is_known_for_that_login_and_server(environ: dict[str, str]) -> None:
    assert known_accounts("main", URL, environ) == ()
    remember_accounts("main", URL, BOTH, environ)
    remember_accounts("other", URL, BOTH[:1], environ)
    assert known_accounts("main", URL, environ) == BOTH
    assert [one.label for one in BOTH] == ["Bikes", "#7"]
    assert known_accounts("main", "https://elsewhere.example.com", environ) == ()
    assert known_accounts("nobody", URL, environ) == ()
    assert stat.S_IMODE(file(environ).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        "[1, 2]",
        '{"main": 5}',
        '{"main": {"url": "https://desk.example.com", "accounts": 7}}',
        '{"main": {"url": "https://desk.example.com", "accounts": [["3", "x"], [0, "x"], [4]]}}',
        "[" * 5000,
    ],
)
def test_a_spoilt_file_is_as_none(environ: dict[str, str], content: str) -> None:
    remember_accounts("main", URL, BOTH, environ)
    file(environ).write_text(content)
    file(environ).chmod(0o600)
    assert known_accounts("main", URL, environ) == ()
    remember_accounts("main", URL, BOTH, environ)
    assert known_accounts("main", URL, environ) == BOTH


def test_names_are_cleaned_whoever_wrote_them(environ: dict[str, str]) -> None:
    remember_accounts("main", URL, [KnownAccount(3, "a\x1b[31mred\nline")], environ)
    (one,) = known_accounts("main", URL, environ)
    assert one.name.isprintable()


def test_what_cannot_be_written_does_no_harm(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file in the way")
    remember_accounts("main", URL, BOTH, environ)
    assert known_accounts("main", URL, environ) == ()
