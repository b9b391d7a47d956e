"""Cursors: small, opaque, and refused when they are of somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.client.session import Server
from hoory_tui.sdk.following.cursor import Cursor, CursorError, mark_of, read_cursor

MILLISECONDS = st.integers(0, 2_000_000_000_000)


@given(st.integers(0, 10**9), MILLISECONDS, MILLISECONDS, st.sets(st.integers(0, 10**12)))
def test_a_cursor_is_read_as_it_was_written(
    account_id: int, changed: int, later: int, recent: set[int]
) -> None:
    cursor = Cursor(account_id, changed / 1000, (changed + later) / 1000, tuple(sorted(recent)))
    text = cursor.encode()
    assert text.isascii()
    assert text.replace("-", "").replace("_", "").isalnum()
    read = read_cursor(text, account_id)
    assert read.recent == cursor.recent
    assert read.changed == pytest.approx(cursor.changed, abs=0.002)
    assert read.created == pytest.approx(cursor.created, abs=0.003)


def test_ids_in_a_row_take_no_more_room_than_one() -> None:
    many = Cursor(3, 1_795_442_917.014, 1_795_442_917.014, tuple(range(900_000, 903_000)))
    assert len(many.encode()) < 60


@pytest.mark.parametrize("text", ["", "nonsense", "!", "MSwz", "MSwzLC0xLDA", "W10", "é"])
def test_what_is_no_cursor_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(CursorError, match="This is no cursor of this program"):
        read_cursor(text, 3)


def test_a_cursor_of_another_account_is_refused() -> None:
    with pytest.raises(CursorError, match="of account 4, and this is account 3"):
        read_cursor(Cursor(4, 1.0, 1.0).encode(), 3)


def test_a_cursor_of_another_server_is_refused_but_not_of_another_port_here() -> None:
    one, other = (mark_of(Server(f"https://{name}.example")) for name in ("desk", "staging"))
    assert mark_of(Server("http://127.0.0.1:4000")) == mark_of(Server("http://localhost:4001"))
    text = Cursor(3, 1.0, 1.0, server=one).encode()
    assert read_cursor(text, 3, one).server == one
    with pytest.raises(CursorError, match="of another server"):
        read_cursor(text, 3, other)
