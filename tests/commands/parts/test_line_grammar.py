"""Commands of the line mode: whole names, beginnings, numbers, and what is no command."""

from __future__ import annotations

import pytest

from hoory_tui.commands.parts.line_grammar import VERBS, help_lines, understood


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("list all pending", "list", "all pending"),
        ("  REPLY  Hello  there ", "reply", "Hello  there"),
        ("snooze tomorrow 9", "snooze", "tomorrow 9"),
        ("sno", "snooze", ""),
        ("prev", "previous", ""),
        ("q", "quit", ""),
        ("1042", "open", "1042"),
        ("#1042", "open", "1042"),
    ],
)
def test_a_line_is_a_command_and_its_words(line: str, name: str, words: str) -> None:
    verb, behind, problem = understood(line)
    assert verb is not None
    assert (verb.name, behind, problem) == (name, words, "")


def test_what_may_be_two_things_is_neither() -> None:
    verb, _, problem = understood("un")
    assert verb is None
    assert problem == "That may be unassigned or unread or unmute; write one of them."
    verb, _, problem = understood("resolv3")
    assert verb is None
    assert "Perhaps resolve is meant." in problem


def test_help_knows_every_command_and_each_alone() -> None:
    lines = help_lines()
    assert len(lines) == len(VERBS)
    assert help_lines("sn") == [one for one in lines if one.startswith("snooze")]
    assert "no command" in help_lines("xyz")[0]
    names = [name for verb in VERBS for name in (verb.name, *verb.aliases)]
    assert len(names) == len(set(names))
