from __future__ import annotations

import random
from collections import Counter

from hoory_tui.demo.listing import Facet, Listing
from hoory_tui.demo.records import Conversation

OPEN = Facet("open", 1, None, None, ())
MINE = Facet("open", 1, None, 7, ("vip",))


def row(display_id: int, facet: Facet, moment: float) -> Conversation:
    made = Conversation(
        display_id + 1000, display_id, "", facet.inbox_id, 1, 1, moment, moment, moment
    )
    made.status, made.assignee_id = facet.status, facet.assignee_id
    made.labels = list(facet.labels)
    return made


def test_a_thousand_changes_later_order_counts_and_pages_are_those_of_a_sort() -> None:
    rng = random.Random(5)
    listing = Listing()
    listing.found([OPEN] * 50, [float(number) for number in range(50)])
    moments = {number + 1: float(number) for number in range(50)}
    facets = dict.fromkeys(moments, OPEN)
    for step in range(3000):
        display_id = rng.randint(1, len(moments) + (step % 100 == 0))
        facets[display_id] = rng.choice([OPEN, MINE])
        if display_id not in moments or rng.random() < 0.8:
            moments[display_id] = 100.0 + step
        listing.file(row(display_id, facets[display_id], moments[display_id]))
    wanted = sorted(moments, key=moments.__getitem__, reverse=True)
    assert list(listing.newest_first()) == wanted
    assert len(listing) == len(wanted)
    assert listing.totals == Counter(facets.values())
    mine = [one for one in wanted if facets[one] == MINE]
    assert listing.page({MINE}, 0, 10) == mine[:10]
    assert listing.page({MINE}, 10, 10) == mine[10:20]
    assert listing.page({MINE}, len(mine) - 1, 10) == mine[-1:]


def test_it_tells_what_changed_since_without_moving_it() -> None:
    listing = Listing()
    listing.found([OPEN, OPEN, MINE], [1.0, 2.0, 3.0])
    changed = row(1, OPEN, 1.0)
    changed.updated_at = 9.0
    listing.file(changed)
    assert listing.updated_since({OPEN, MINE}, 1.5) == [3, 2, 1]
    assert listing.updated_since({OPEN}, 2.5) == [1]
    assert listing.moment(1) == 1.0


def test_rows_filed_with_moments_of_the_past_are_sorted_in() -> None:
    listing = Listing()
    listing.found([OPEN, OPEN], [1.0, 3.0])
    listing.file(row(3, MINE, 2.0))
    listing.sort()
    assert list(listing.newest_first()) == [2, 3, 1]
