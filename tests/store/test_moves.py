"""How many rows moved: what comparing whole lists tells."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.store.moves import moved, moved_among


class Line(list[int]):
    """Ids with their places."""

    def position(self, key: int, /) -> int | None:
        return self.index(key) if key in self else None


def test_what_stays_in_one_order_has_not_moved() -> None:
    assert moved([1, 2, 3], [1, 2, 3]) == 0
    assert moved([1, 2, 3], [3, 1, 2]) == 1
    assert moved([1, 2, 3], [4, 1, 2, 3]) == 1
    assert moved([1, 2, 3], [1, 3]) == 1
    assert moved([1, 2, 3], [3, 2, 1]) == 2


@settings(deadline=None)
@given(st.permutations(range(12)), st.data())
def test_the_touched_ones_tell_all(order: list[int], data: st.DataObject) -> None:
    touched = data.draw(st.lists(st.integers(0, 15), unique=True, max_size=6))
    held = [one for one in order if one not in touched or data.draw(st.booleans())]
    wanted = [one for one in order if one not in touched]
    for one in data.draw(st.permutations(touched)):
        if data.draw(st.booleans()):
            wanted.insert(data.draw(st.integers(0, len(wanted))), one)
    assert moved_among(Line(held), Line(wanted), touched) == moved(held, wanted)


def test_when_others_came_or_went_it_cannot_tell() -> None:
    assert moved_among(Line([1, 2, 3]), Line([1, 2]), [1]) is None
    assert moved_among(Line([1, 2, 3]), Line([1, 2]), [3]) == 1
