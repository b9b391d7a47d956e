"""Everything of a message and a draft comes back from the tables as it went in."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from hoory_tui.keep import rows
from hoory_tui.keep.errors import DamagedError
from hoory_tui.keep.holdings import Draft, Holdings, Placed
from hoory_tui.store.records import OutgoingFile, SendState
from tests.keep.consoles import message


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as opened:
        for statement in itertools.chain(*rows.VERSIONS):
            opened.execute(statement)
        yield opened


@pytest.mark.parametrize("state", SendState)
def test_a_message_comes_back_whole(connection: sqlite3.Connection, state: SendState) -> None:
    pending = message(
        "a",
        "Привет\n👋",
        conversation_id=2**70,
        private=True,
        after_id=2**63,
        state=state,
        problem="no way",
        left_at=3.5,
        retry_at=4.5,
        files=(OutgoingFile("/tmp/a\udcff'.pdf", "a\ufffd'.pdf", 7, 2**62, 2**64),) * 2,
    )
    rows.put_pending(connection, "s", "me", Placed(pending, 9))
    assert rows.pending_of(connection, "s", ["me"]) == [Placed(pending, 9)]


def test_a_draft_comes_back_whole(connection: sqlite3.Connection) -> None:
    rows.put_draft(connection, "s", "me", (-(2**80), True), Draft("x", 1.25))
    assert rows.drafts_of(connection, "s", ["me"]) == [((-(2**80), True), Draft("x", 1.25))]


def test_messages_come_in_order_of_writing(connection: sqlite3.Connection) -> None:
    for name, position in (("b", 3), ("a", 1), ("c", 2)):
        rows.put_pending(connection, "s", name, Placed(message(name), position))
    found = rows.pending_of(connection, "s", ["c", "b", "a"])
    assert [placed.pending.echo_id for placed in found] == ["a", "c", "b"]


def test_writing_touches_only_our_own_rows_of_our_scope(connection: sqlite3.Connection) -> None:
    for scope, owner in (("s", "other"), ("t", "me")):
        rows.put_draft(connection, scope, owner, (5, False), Draft("theirs", 1.0))
        rows.put_pending(connection, scope, owner, Placed(message("a", "theirs"), 1))
    held = Holdings()
    held.put_drafts({(5, False): "ours"})
    held.enqueue(message("a", "ours", conversation_id=6), "")
    rows.write(connection, "s", "me", held)
    held.put_drafts({(5, False): ""})
    held.forget(["a"])
    rows.write(connection, "s", "me", held)
    assert rows.drafts_of(connection, "s", ["me"]) == []
    for scope, owner in (("s", "other"), ("t", "me")):
        assert [draft.text for _, draft in rows.drafts_of(connection, scope, [owner])] == ["theirs"]
        assert len(rows.pending_of(connection, scope, [owner])) == 1


def test_a_time_that_is_no_number_is_no_obstacle(connection: sqlite3.Connection) -> None:
    odd = message("a", created_at=float("nan"), left_at=float("nan"), retry_at=float("inf"))
    rows.put_pending(connection, "s", "me", Placed(odd, 1))
    (placed,) = rows.pending_of(connection, "s", ["me"])
    assert placed.pending == message("a", created_at=0.0)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'odd'",
        "position = 9223372036854775807",
        "after_id = 'x'",
        "content = x'00'",
        "files = ''",
        "files = '7'",
        "files = '[[1]]'",
        "files = replace(hex(zeroblob(50000)), '00', '[')",
    ],
)
def test_what_we_never_wrote_is_damage(connection: sqlite3.Connection, change: str) -> None:
    rows.put_pending(connection, "s", "me", Placed(message("a"), 1))
    connection.execute(f"UPDATE pending SET {change}")
    with pytest.raises(DamagedError):
        rows.pending_of(connection, "s", ["me"])


def test_what_is_read_cannot_act_on_the_terminal(connection: sqlite3.Connection) -> None:
    rows.put_draft(connection, "s", "me", (1, False), Draft("a\x1b[2J", 1.0))
    assert rows.drafts_of(connection, "s", ["me"])[0][1].text == "a␛[2J"


def test_the_marker_is_remembered_per_scope(connection: sqlite3.Connection) -> None:
    held = Holdings()
    held.note_markers(False)
    rows.write(connection, "s", "me", held)
    assert rows.keeps_markers(connection, "s") is False
    assert rows.keeps_markers(connection, "t") is None
