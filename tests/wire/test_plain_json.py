"""JSON by the standard library alone is as careful as by the fast reader."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hoory_tui.wire.payload import read_json
from hoory_tui.wire.plain_json import WireError, read_plain_json


@pytest.mark.parametrize(
    "text",
    [
        b'{"a": [1, 2.5, null, true, "\xd5\x80"]}',
        b'{"access_token": "x", "b": {"password": "y", "has_password": true}}',
        b'{"access\\u005ftoken": "x"}',
        b'"\\ud800"',
        b"[" * 150 + b"]" * 150,
    ],
)
def test_both_readers_give_the_same(text: bytes) -> None:
    assert read_plain_json(text) == read_json(text)


@pytest.mark.parametrize("text", [b"", b"{", b"[" * 300 + b"]" * 300, b"[" * 100_000, b"\xff"])
def test_what_is_no_json_or_a_trap_is_refused(text: bytes) -> None:
    with pytest.raises(WireError):
        read_plain_json(text)


def test_it_brings_no_models() -> None:
    script = "import sys, hoory_tui.wire.plain_json; print(*{'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == ([], "")
