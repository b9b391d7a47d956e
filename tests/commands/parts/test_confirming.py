"""Questions: asked at a terminal and where it is dangerous, and nowhere else."""

from __future__ import annotations

import argparse
import io

import pytest

from hoory_tui.commands.context import Context
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.confirming import confirm


class Terminal(io.StringIO):
    """A stream at which somebody sits."""

    def isatty(self) -> bool:
        return True


def asked(answer: io.StringIO, *, yes: bool = False) -> str:
    """Put a question and return what stood on the terminal."""
    context = Context({}, stdin=answer, stdout=io.StringIO(), stderr=Terminal())
    confirm("Mute #7?", argparse.Namespace(yes=yes), context)
    assert isinstance(context.stderr, io.StringIO)
    return context.stderr.getvalue()


def test_a_person_is_asked_and_may_agree() -> None:
    assert asked(Terminal("Y\n")) == "Mute #7? [y/N] "
    assert asked(Terminal("yes\n"))


@pytest.mark.parametrize("answer", ["\n", "n\n", "", "nay\n"])
def test_everything_else_is_a_no(answer: str) -> None:
    with pytest.raises(CommandError) as refused:
        asked(Terminal(answer))
    assert refused.value.code == Exit.FAILED
    assert refused.value.sentence == "Nothing was changed."


def test_nobody_is_asked_where_nobody_sits_or_by_yes() -> None:
    assert asked(io.StringIO("n\n")) == ""
    assert asked(Terminal("n\n"), yes=True) == ""
