"""A token in the keyring: there, absent, refused, or never answered."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.keyring_token import read_keyring, write_keyring

LIBRARY = """
import threading
kept = {}
def get_password(service, name):
    if name == "stuck":
        threading.Event().wait()
    if name == "broken":
        raise RuntimeError("sEcReT in a text")
    return kept.get((service, name))
def set_password(service, name, token):
    kept[service, name] = token
"""


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "keyring.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("keyring", None)


@pytest.mark.usefixtures("keyring")
def test_what_was_kept_comes_back() -> None:
    write_keyring("acme", "tok3n")
    assert read_keyring("acme") == "tok3n"
    with pytest.raises(ConfigError, match='has no token for "other"'):
        read_keyring("other")


@pytest.mark.usefixtures("keyring")
def test_what_goes_wrong_is_told_without_its_words() -> None:
    with pytest.raises(ConfigError, match=r"refused \(RuntimeError\)") as caught:
        read_keyring("broken")
    assert "sEcReT" not in str(caught.value)


def test_without_the_library_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(ConfigError, match=r"install hoory-tui\[keyring\], or use token_command"):
        read_keyring("acme")


def test_a_keyring_that_never_answers_holds_up_neither_start_nor_end(tmp_path: Path) -> None:
    (tmp_path / "keyring.py").write_text(LIBRARY)
    script = (
        "from hoory_tui.config.keyring_token import read_keyring\n"
        "try:\n    read_keyring('stuck', patience=0.2)\n"
        "except Exception as error:\n    print(error)\n"
    )
    began_at = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    assert "did not answer within 0.2 s" in done.stdout
    assert time.monotonic() - began_at < 5
