"""Text with ranges: put together from pieces, taken apart into spans."""

from __future__ import annotations

import pytest

from hoory_tui.render.styled import BOLD, ITALIC, STRIKE, Anchor, Assembly, host_note, weight


def test_neighbours_of_one_role_become_one_range() -> None:
    made = Assembly()
    made.add("a", "bold")
    made.add("b", "bold")
    made.add("")
    made.add("c")
    made.add("d", "bold")
    assert made.done().ranges == ((0, 2, "bold"), (3, 4, "bold"))
    assert made.length == 4


def test_a_part_of_a_text_as_spans() -> None:
    made = Assembly()
    for text, role in (("one ", ""), ("two", "bold"), (" three ", ""), ("four", "code")):
        made.add(text, role)
    styled = made.done()
    assert styled.line(5, 16, "dim") == [("wo", "bold"), (" three ", "dim"), ("fo", "code")]
    assert styled.line(7, 9, "dim") == [(" t", "dim")]
    assert styled.line(4, 4, "dim") == []


def test_what_is_only_together_not_clean_loses_its_looks() -> None:
    made = Assembly()
    made.add("a", "bold")
    made.add("\u200d", "bold")
    assert made.done().text == "a"
    assert made.done().ranges == ()


@pytest.mark.parametrize(
    ("flags", "role"),
    [
        (0, ""),
        (BOLD, "bold"),
        (BOLD | ITALIC, "bold-italic"),
        (STRIKE, "strike"),
        (BOLD | ITALIC | STRIKE, "bold-strike"),
    ],
)
def test_weights(flags: int, role: str) -> None:
    assert weight(flags) == role


@pytest.mark.parametrize(
    ("label", "target", "note"),
    [
        ("guide", "https://a.example/x", (" (a.example)", "link")),
        ("a.example", "https://a.example/", ("", "")),
        ("http://a.example", "http://a.example", ("", "")),
        ("b.example", "https://a.example/", (" (! a.example)", "link-warn")),
        ("guide", "https://bücher.example", (" (bücher.example = xn--bcher-kva.example)", "link")),
        ("x", "https:\\\\a.example", (" (! https:\\\\a.example)", "link-warn")),
        ("x", "../../etc/passwd", (" (../../etc/passwd)", "link-refused")),
    ],
)
def test_the_note_behind_a_link(label: str, target: str, note: tuple[str, str]) -> None:
    assert host_note(Anchor(label, target), label) == note


def test_an_endless_target_is_cut() -> None:
    assert len(host_note(Anchor("x", "y" * 5000), "x")[0]) < 70
