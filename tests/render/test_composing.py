"""What is said above the words being written."""

from __future__ import annotations

import pytest

from hoory_tui.render.composing import ComposerFacts, ComposerKeys, composer_notes
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.store.enclosure import MailHeads

KEYS = ComposerKeys()


def told(facts: ComposerFacts, width: int = 60) -> list[str]:
    return [
        "".join(text for text, _ in line) for line in composer_notes(facts, width, UNICODE, KEYS)
    ]


def test_of_ordinary_words_there_is_nothing_to_say() -> None:
    assert told(ComposerFacts(length=10, limit=100)) == []


def test_a_quote_is_one_line_without_its_marks() -> None:
    (line,) = told(ComposerFacts(quoted="Zoë: **now**\nand\x1b then", limit=100))
    assert line.startswith(" ↩ Zoë: now and")
    assert line.endswith("alt+r drops it ")
    assert "\x1b" not in line


def test_heads_of_a_mail_and_of_one_that_names_nobody() -> None:
    heads = MailHeads(("a@x.y",), ("b@x.y", "c@x.y"))
    assert told(ComposerFacts(heads=heads))[0].startswith(" to a@x.y  cc b@x.y, c@x.y")
    assert told(ComposerFacts(heads=MailHeads()))[0].startswith(" to the contact")


@pytest.mark.parametrize(
    ("length", "said"), [(49, ""), (50, "50 left"), (100, "0 left"), (101, "1 too many")]
)
def test_near_the_end_it_is_counted(length: int, said: str) -> None:
    assert said in " ".join(told(ComposerFacts(length=length, limit=100)))
    assert bool(said) is bool(told(ComposerFacts(length=length, limit=100)))


def test_what_is_not_filled_in_is_named() -> None:
    assert "! {{a}} is not filled in" in told(ComposerFacts(unresolved=("{{a}}",)))[0]
    assert "{{a}} and 1 more are not" in told(ComposerFacts(unresolved=("{{a}}", "{{b}}")))[0]


@pytest.mark.parametrize("width", [1, 10, 20, 40, 200])
def test_every_line_fits(width: int) -> None:
    facts = ComposerFacts(
        quoted="words " * 50,
        heads=MailHeads(("a@x.example",) * 9),
        template="order_update" * 5,
        signature="Ana\nTeam" * 20,
        unresolved=("{{order.id}}",),
        length=99,
        limit=100,
    )
    for line in composer_notes(facts, width, UNICODE, KEYS):
        assert line_width(line) <= width or width < 30
