"""Help of every command, and what is said of a word that is none."""

from __future__ import annotations

from argparse import SUPPRESS
from typing import Final

import pytest

from hoory_tui.arguments import parse_arguments
from hoory_tui.cli import main
from hoory_tui.commands.parts.grammar import console_grammar
from hoory_tui.commands.parts.helping import CONSOLE_OPTIONS
from hoory_tui.commands.registry import COMMANDS, CONSOLES_OWN, find_command, find_place
from hoory_tui.commands.run import make_parser

_EVERYWHERE: Final = frozenset(
    ("-h", "--help", "-P", "--profile", "-A", "--account", "--token-file")
)
"""Options of the console that every command has as well."""


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run the program and return its code and what it wrote."""
    try:
        code = main(list(words), environ={})
    except SystemExit as done:
        code = int(done.code or 0)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: hoory-tui {name}")
    assert "Traceback" not in out
    assert all(len(line) <= 80 for line in out.splitlines()), out
    shown = [one for one in make_parser(COMMANDS[name])._actions if one.help is not SUPPRESS]
    for action in shown:
        for option in action.option_strings:
            assert option in out
        assert action.help, f"{name}: nothing is said of {action.dest}"
    assert said(capsys, "help", name) == (0, out, "")


def test_the_help_lists_them_all_in_groups(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "--help")
    assert code == 0
    for name in (*COMMANDS, *CONSOLES_OWN):
        assert f"\n  {name} " in out
    assert all(command.summary in out for command in COMMANDS.values())
    assert all(len(line) <= 80 for line in out.splitlines())
    assert said(capsys, "help") == (0, out, "")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["conversatons"], "did you mean conversations"),
        (["xyzzyx"], "hoory-tui --help lists them all"),
        (["-P", "x", "lables"], "did you mean labels"),
        (["help", "shwo"], "did you mean show"),
    ],
)
def test_a_word_that_is_no_command(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert meant in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["labels", "--jsno"], "there is no option --jsno; did you mean --json"),
        (["--demo", "labels"], "--demo is for the console and does not go with labels"),
        (["--observer", "labels"], "--observer is for the console and does not go with labels"),
        (["labels", "mo\x1b[2Jre"], '"mo␛[2Jre" is one'),
        (["labels", "more"], '"more" is one argument too many'),
        (["labels", "--token=sEcReT"], "there is no option --token; did you mean --token-file"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "sEcReT" not in err
    assert "\x1b" not in err


def test_no_value_of_the_console_is_taken_for_a_command() -> None:
    for option in console_grammar().options:
        for name in option.names:
            assert find_place([name, "show"]) == (-1 if option.takes_value else 1), name
            if name not in _EVERYWHERE:
                assert name in CONSOLE_OPTIONS


def test_options_may_stand_on_both_sides_of_the_name() -> None:
    assert find_place(["-P", "show", "show", "1"]) == 2
    assert find_command(["--token-file", "labels", "agents"]) is COMMANDS["agents"]
    assert find_command(["--theme", "show"]) is None
    assert parse_arguments(["--theme", "show"]).theme == "show"


def test_a_login_named_before_the_command_is_the_one_that_is_used(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = said(capsys, "-P", "agents", "agents")
    assert before == said(capsys, "agents", "-P", "agents")
    assert 'no saved login called "agents"' in before[2]
