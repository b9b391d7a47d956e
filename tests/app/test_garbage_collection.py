from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from hoory_tui.app.garbage_collection import (
    AWAY,
    CALM,
    THRESHOLDS,
    Collector,
    put_off,
    settle_down,
)
from hoory_tui.screens.help import HelpScreen

from ..flows.console import console


class Knot:
    """Something that only the collector gets rid of."""

    def __init__(self) -> None:
        self.itself = self


def lost() -> weakref.ref[Knot]:
    return weakref.ref(Knot())


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    with put_off():
        yield


def young() -> list[list[int]]:
    """Return enough new objects for a look to be worth it."""
    return [[one] for one in range(1000)]


def test_nothing_is_collected_until_all_is_loaded() -> None:
    knot = lost()
    held = young()

    assert not gc.isenabled()
    assert knot() is not None
    settle_down()
    assert knot() is None
    assert gc.isenabled()
    assert gc.get_threshold() == THRESHOLDS
    assert gc.get_freeze_count() > len(held)


def test_the_young_are_looked_through_while_the_hand_rests_and_not_before() -> None:
    settle_down()
    collector = Collector(now=0.0)
    held, knot = young(), lost()

    collector.rest(CALM / 2, now=1.0)
    assert knot() is not None
    collector.rest(CALM, now=2.0)
    assert knot() is None
    assert held


def test_what_has_stayed_is_set_aside_when_it_would_be_felt() -> None:
    settle_down()
    collector = Collector(now=0.0)
    aside = gc.get_freeze_count()
    held = [[one] for one in range(30_000)]

    collector.rest(CALM, now=100.0)

    assert gc.get_freeze_count() > aside + 29_000
    assert len(gc.get_objects(generation=2)) < len(held)


def test_a_hand_that_never_rests_is_not_made_to_wait() -> None:
    settle_down()
    collector = Collector(now=0.0)
    looks: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            looks.append(info["generation"])

    gc.callbacks.append(note)
    try:
        held = []
        for second in range(20):
            held.append([[one] for one in range(30_000)])
            collector.rest(0.1, now=float(second))
    finally:
        gc.callbacks.remove(note)

    assert set(looks) == {0}
    assert gc.get_freeze_count() > 400_000


def test_everything_is_looked_through_while_nobody_is_there() -> None:
    settle_down()
    collector = Collector(now=0.0)
    knot = lost()
    gc.freeze()
    held = young()

    collector.rest(CALM, now=4000.0)
    assert knot() is not None
    collector.rest(AWAY, now=4001.0)
    assert knot() is None
    assert held


async def test_boxes_that_are_closed_are_let_go_of() -> None:
    async with console() as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen), "the help")
        await desk.turn()
        box = weakref.ref(desk.app.screen)
        drawn = [weakref.ref(one._styles_cache) for one in desk.app.screen.query("*")]
        await desk.press("escape")
        # What the last key acted on is known until the next.
        await desk.press("j")
        collector = Collector(now=0.0)
        collector.rest(CALM, now=100.0)
        assert box() is None
        assert drawn
        assert not [one for one in drawn if one() is not None]
