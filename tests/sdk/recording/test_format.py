"""The lines of a session: written, looked into, understood again."""

from __future__ import annotations

import pytest

from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.format import (
    Asked,
    End,
    Entry,
    Part,
    read_entry,
    read_header,
    write_entry,
    write_header,
)

from .sessions import HEADER, heard, message


@pytest.mark.parametrize(
    "entry",
    [
        Part(0.5, "labels", [{"id": 1}]),
        Part(0.5, "messages", [], 7),
        heard(1.25, "message.created", message(1, content="a\u202eb\x1b[31m\u2028\ud800")),
        Asked(2.0, {"method": "GET", "path": "/api", "status": 200}),
        End(3.0, {"events": 1}),
    ],
)
def test_a_line_is_read_as_it_was_written_and_acts_on_no_terminal(entry: Entry) -> None:
    line = write_entry(entry)
    assert line.isprintable()
    line.encode()
    assert read_entry(line) == entry


def test_a_header_is_read_as_it_was_written() -> None:
    assert read_header(write_header(HEADER)) == HEADER


@pytest.mark.parametrize("text", ["{}", '{"session": true}', '{"v": 1}'])
def test_what_is_no_header_is_said_to_be_none(text: str) -> None:
    with pytest.raises(RecordingError, match="no recorded session"):
        read_header(text)


def test_a_session_of_a_newer_program_is_not_guessed_at() -> None:
    with pytest.raises(RecordingError, match="newer hoory-tui"):
        read_header('{"session": 2}')


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"t": 1}', '{"t": -1, "part": "x"}', '{"t": true, "end": {}}'),
        *('{"t": 1, "line": {"event": 5}}', '{"t": NaN, "end": {}}', '{"t": 1, "line": []}'),
        "[" * 5000,
    ],
)
def test_what_is_no_line_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(ValueError, match="no "):
        read_entry(text)
