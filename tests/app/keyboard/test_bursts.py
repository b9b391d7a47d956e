from __future__ import annotations

from hoory_tui.app.keyboard.bursts import TOO_FAST, Bursts
from hoory_tui.app.keyboard.typed import FOLLOWS

FINGER = 0.05
"""Seconds between two keys of a very fast hand."""
REPEAT = 0.0125
"""Seconds between two of a key held down on the fastest of desks."""


def typed(text: str, gap: float) -> tuple[Bursts, list[float]]:
    bursts, times = Bursts(), [1.0 + gap * number for number in range(len(text))]
    for letter, at in zip(text, times, strict=True):
        bursts.letter(letter, at)
    return bursts, times


def test_a_fast_hand_and_a_key_held_down_are_no_burst() -> None:
    for text, gap in (("hello", FINGER), ("jjjjjjjjjjjj", REPEAT), ("jjjj", 0.0), ("ok", 0.0)):
        bursts, times = typed(text, gap)
        assert not any(bursts.is_burst(at) for at in times)


def test_three_letters_within_a_moment_are_one() -> None:
    bursts, times = typed("hello", FOLLOWS / 4)
    assert all(bursts.is_burst(at) for at in times)
    bursts, times = typed("hel", FOLLOWS / 2.1)
    assert all(bursts.is_burst(at) for at in times)
    bursts, times = typed("hel", FOLLOWS / 1.9)
    assert not any(bursts.is_burst(at) for at in times)


def test_a_key_right_behind_letters_at_once_belongs_to_them() -> None:
    bursts, times = typed("hello", 0.001)
    assert bursts.is_burst(times[-1] + 0.001)
    assert not bursts.is_burst(times[-1] + FOLLOWS)


def test_a_key_right_behind_a_letter_is_part_of_the_text() -> None:
    bursts, times = typed("ok", FINGER)
    assert bursts.is_part_of_text(times[-1] + TOO_FAST / 2)
    assert not bursts.is_part_of_text(times[-1] + 2 * TOO_FAST)
    assert not bursts.is_part_of_text(times[0] - TOO_FAST / 2)


def test_nobody_answers_to_a_paste_before_it_is_seen() -> None:
    bursts = Bursts()
    bursts.paste(1.0)
    assert bursts.is_part_of_text(1.5)
    assert not bursts.is_part_of_text(0.9)
    bursts.seen(1.6)
    assert bursts.is_part_of_text(1.5)
    assert not bursts.is_part_of_text(1.7)


def test_a_key_right_behind_a_paste_is_part_of_it_though_it_was_drawn_at_once() -> None:
    bursts = Bursts()
    bursts.paste(1.0)
    bursts.seen(1.001)
    assert bursts.is_part_of_text(1.0 + TOO_FAST / 2)
    assert bursts.is_burst(1.0 + TOO_FAST / 2)
    assert not bursts.is_part_of_text(1.0 + 2 * TOO_FAST)


def test_a_letter_right_before_a_paste_belongs_to_it() -> None:
    bursts, times = typed("e", 0.0)
    bursts.paste(times[0] + 0.001)
    assert bursts.is_burst(times[0])
    assert not bursts.is_burst(times[0] - 2 * FOLLOWS)
