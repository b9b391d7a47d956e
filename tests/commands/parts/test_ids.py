"""Conversations named as arguments, as lines, as lines of JSON and as a list."""

from __future__ import annotations

import io

import pytest

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.ids import read_ids


class Terminal(io.StringIO):
    """An input at which somebody sits."""

    def isatty(self) -> bool:
        return True


def context(text: str, token_file: str | None = None) -> Context:
    return Context({}, token_file=token_file, stdin=io.StringIO(text))


@pytest.mark.parametrize(
    ("given", "text", "expected"),
    [
        (["3", "#1", "3"], "ignored", [3, 1]),
        ([], "5\n\n 6 \r\n#7\n", [5, 6, 7]),
        (["-"], "", []),
        (["9", "-", "1"], "4\n", [9, 4, 1]),
        (["-"], '{"id": 8, "status": "open"}\n{"id": "9"}\n', [8, 9]),
        (["-"], '{"id": 90001, "conversation_id": 5, "event": "message.created"}\n', [5]),
        (["-"], '[\n  {"id": 1},\n  {"id": 2}\n]\n', [1, 2]),
        (["-"], "\ufeff12\n", [12]),
        (["-"], '{"id": 8, "content": "a\u2028b\x85c"}\r\n', [8]),
    ],
)
def test_every_form_of_ids_is_read(given: list[str], text: str, expected: list[int]) -> None:
    assert read_ids(given, context(text)) == expected


@pytest.mark.parametrize(
    ("given", "text", "said"),
    [
        (["1042x"], "", "“1042x”"),
        (["0"], "", "“0”"),
        (["-"], "1\nID STATUS\n", "Line 2"),
        (["-"], '1\n{"id": null}\n', "Line 2"),
        (["-"], '{"id": true}\n', "Line 1"),
        (["-"], '[{"id": 1}, {"name": "x"}]', "Entry 2"),
        (["-"], '{"id": 4}\n{"kind": "contact", "id": 5, "conversation_id": null}\n', "Line 2"),
        (["-"], '{"id": 11, "name": "Ana", "role": "agent"}\n', "Line 1"),
        (["-"], '[{"id": 51, "title": "battery"}]', "Entry 1"),
        (["-"], "[1, 2", "no JSON"),
        (["-"], "\x1b]0;x\x07\n", "Line 1"),
    ],
)
def test_what_is_no_id_is_named_with_its_place(given: list[str], text: str, said: str) -> None:
    with pytest.raises(CommandError) as refused:
        read_ids(given, context(text))
    assert refused.value.code == Exit.USAGE
    assert said in refused.value.sentence
    assert "\x1b" not in refused.value.sentence


def test_on_a_terminal_nothing_is_waited_for_unless_it_is_asked_for() -> None:
    with pytest.raises(CommandError, match="No conversation is named"):
        read_ids([], Context({}, stdin=Terminal("7\n")))
    assert read_ids(["-"], Context({}, stdin=Terminal("7\n"))) == [7]


def test_an_input_that_gave_the_token_gives_no_ids() -> None:
    with pytest.raises(CommandError, match="token"):
        read_ids(["-"], context("7\n", token_file="-"))


def test_an_input_that_is_no_text_is_refused() -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"7\n\xff\xfe\n"), "utf-8")
    with pytest.raises(CommandError, match="no text"):
        read_ids(["-"], Context({}, stdin=stdin))
