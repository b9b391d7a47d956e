"""What a typed name is taken for, and that it is never taken for one of several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.names import MOST_NAMED, Known, near, resolve

AGENTS = (
    Known(1, ("Ana Lopes", "ana@acme.example")),
    Known(2, ("Anaïs Roy", "anais@acme.example")),
    Known(3, ("Tom Ford", "tom@acme.example")),
    Known(7, ("42", "robot@acme.example")),
    Known(42, ("Mel Ek", "mel@acme.example")),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Lopes", 1),
        ("  ana   LOPES ", 1),
        ("ana@acme.example", 1),
        ("@tom", 3),
        ("ford", 3),
        ("#42", 42),
        ("42", 42),
        ("@42", 7),
        ("me", 2),
        ("ME", 2),
        ("@me", 42),
    ],
)
def test_a_name_means_the_one_it_fits_best(text: str, expected: int) -> None:
    assert resolve("agent", text, AGENTS, me=2) == expected


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("ana", Exit.AMBIGUOUS, "Ana Lopes (#1) or Anaïs Roy (#2)"),
        ("Anna Lopes", Exit.NOT_FOUND, "Ana Lopes"),
        ("#9", Exit.NOT_FOUND, "#9"),
        ("", Exit.NOT_FOUND, "“”"),
        ("@", Exit.NOT_FOUND, "“@”"),
        ("\x1b[2Jx", Exit.NOT_FOUND, "agent"),
    ],
)
def test_anything_else_is_refused_with_what_is_near(text: str, code: Exit, named: str) -> None:
    with pytest.raises(CommandError) as refused:
        resolve("agent", text, AGENTS)
    assert refused.value.code == code
    assert named in refused.value.sentence
    assert "\x1b" not in refused.value.sentence


def test_of_many_candidates_a_few_are_named() -> None:
    many = [Known(one, (f"Ana {one}",)) for one in range(1, 31)]
    with pytest.raises(CommandError) as refused:
        resolve("agent", "ana ", many)
    assert refused.value.sentence.count("(#") == MOST_NAMED
    assert "25 more" in refused.value.sentence


def test_where_only_a_whole_name_will_do_half_of_one_is_offered_the_whole() -> None:
    macros = [Known(1, ("Lost parcel",))]
    assert resolve("macro", "lost PARCEL", macros, is_whole=True) == 1
    with pytest.raises(CommandError) as refused:
        resolve("macro", "parcel", macros, is_whole=True)
    assert "did you mean Lost parcel" in refused.value.sentence


names = st.text(st.characters(codec="utf-8"), max_size=12)
known = st.lists(
    st.builds(Known, st.integers(1, 60), st.tuples(names)), max_size=8, unique_by=lambda one: one.id
)


@given(known, names)
def test_what_is_resolved_is_the_only_one_that_it_can_be(found: list[Known], text: str) -> None:
    def outcome(known: list[Known]) -> int | Exit:
        try:
            return resolve("agent", text, known)
        except CommandError as error:
            return error.code

    chosen = outcome(found)
    assert chosen in {one.id for one in found} | {Exit.NOT_FOUND, Exit.AMBIGUOUS}
    # The order in which the server has them decides nothing.
    assert outcome(found[::-1]) == chosen


@given(known)
def test_an_id_always_finds_its_own(found: list[Known]) -> None:
    for one in found:
        assert resolve("agent", f"#{one.id}", found) == one.id


@given(names, st.lists(names, max_size=6))
def test_what_is_near_is_among_what_there_is(text: str, found: list[str]) -> None:
    assert set(near(text, found)) <= set(found)


def test_what_all_addresses_end_in_names_nobody() -> None:
    team = [Known(1, ("Ana", "ana@sparrow.example")), Known(2, ("Max", "max@sparrow.example"))]
    assert resolve("agent", "@x", team) == 2
    with pytest.raises(CommandError) as caught:
        resolve("agent", "sparrow", team)
    assert caught.value.code is Exit.NOT_FOUND
