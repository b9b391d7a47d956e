"""What is missing, doubled, out of order or unreadable is found, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.sdk.recording.checking import check
from hoory_tui.sdk.recording.format import Entry, Part
from hoory_tui.sdk.recording.reader import read_session

from .sessions import conversation, heard, message, session_file


def found(path: Path, *entries: Entry) -> dict[str, int]:
    return dict(check(read_session(session_file(path / "one", *entries))).counts)


def created(at: float, number: int, **more: object) -> Entry:
    return heard(at, "message.created", message(number, **more))


@pytest.mark.parametrize(
    ("entries", "counts"),
    [
        ([created(1, 2), created(2, 3)], {}),
        # Servers make two events at once, and whoever is first is heard first.
        ([created(1, 3), created(2, 2)], {}),
        ([created(1, 2), created(2, 2)], {"doubled": 1}),
        ([created(2, 2), created(1, 3)], {"out of order": 1}),
        ([created(1, 2), heard(2, "message.updated", message(2, updated_at=1))],
         {"out of order": 1}),
        ([heard(1, "message.updated", message(2))], {"missing": 1}),
        # Of a message from before the recording nobody has to tell.
        ([heard(1, "message.updated", message(2, created_at=5))], {}),
        ([heard(1, "conversation.updated", conversation(messages=[message(9)]))], {"missing": 1}),
        ([heard(1, "conversation.updated", conversation(messages=[message(9)])), created(2, 9)],
         {}),
        ([Part(1, "messages", [message(9)], 7), heard(2, "message.updated", message(9))], {}),
        ([heard(1, "message.created", {"id": None})], {"unreadable": 1}),
        ([Part(1, "agents", "nonsense")], {"unreadable": 1}),
        ([heard(1, "somebody.sneezed", {"id": 1})], {}),
    ],
)  # fmt: skip
def test_each_fault_is_counted_as_what_it_is(
    tmp_path: Path, entries: list[Entry], counts: dict[str, int]
) -> None:
    assert found(tmp_path, *entries) == counts


def test_lines_that_cannot_be_read_are_counted_however_many(tmp_path: Path) -> None:
    path = session_file(tmp_path / "one", created(1, 2))
    with path.open("ab") as file:
        file.write(b"nonsense\n" * 50)
    findings = check(read_session(path))
    assert findings.counts == {"unreadable": 50}
    assert len(findings.sentences) == 20
