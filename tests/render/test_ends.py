"""What two sequences have in common at both ends."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.render.ends import common_ends


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=20), st.lists(st.integers(0, 3), max_size=20))
def test_common_ends_are_the_same_and_do_not_overlap(before: list[int], after: list[int]) -> None:
    filler = [9] * 600
    for one, another in ((before, after), (filler + before, filler + after)):
        head, tail = common_ends(one, another)
        assert head + tail <= min(len(one), len(another))
        assert one[:head] == another[:head]
        assert one[len(one) - tail :] == another[len(another) - tail :]
        middle = one[head : len(one) - tail], another[head : len(another) - tail]
        assert not (middle[0] and middle[1] and middle[0][0] == middle[1][0])
        assert not (middle[0] and middle[1] and middle[0][-1] == middle[1][-1])
