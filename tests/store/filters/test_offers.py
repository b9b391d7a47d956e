"""What could come next in a filter line."""

from __future__ import annotations

import pytest

from hoory_tui.store.filters import Names
from hoory_tui.store.filters.offers import offers_for

NAMES = Names(
    me_id=12,
    agents=((12, "Nare Petrosyan"), (13, "Anna Berg")),
    inboxes=((21, "Website chat"),),
    labels=("billing", "brakes", "vip", "two words"),
    attributes=("plan",),
)


@pytest.mark.parametrize(
    ("line", "cursor", "texts"),
    [
        ("sta", 3, ("status:",)),
        ("x -as", 5, ("assignee:",)),
        ("attr", 4, ("attr.plan:",)),
        ("status:", 7, ("open", "pending", "snoozed", "resolved", "all")),
        ("assignee:@an", 12, ("any", '"Anna Berg"')),
        ("assignee:be", 11, ('"Anna Berg"',)),
        ("label:vip,br x", 12, ("brakes",)),
        ('label:"two', 10, ('"two words"',)),
        ("inbox:ch", 8, ('"Website chat"',)),
        ("foo:b", 5, ()),
        ('"sta', 4, ()),
    ],
)
def test_what_fits_is_offered(line: str, cursor: int, texts: tuple[str, ...]) -> None:
    assert offers_for(line, cursor, NAMES).texts == texts


def test_an_offer_takes_the_place_of_what_was_typed_of_it() -> None:
    offers = offers_for("label:vip,br x", 12, NAMES)
    assert offers.put("label:vip,br x", "brakes") == ("label:vip,brakes x", 16)
    offers = offers_for("a  b", 2, NAMES)
    assert (offers.start, offers.end) == (2, 2)
    assert "status:" in offers.texts
