"""List above, thread below: by itself where a terminal is high and narrow, or because asked for."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings

from ..flows.console import Console, console
from ..flows.stage import DANA, ZOE

TALL = (84, 60)


def stacked(desk: Console) -> bool:
    """Tell whether both panes are there, each as wide as the screen, the list above."""
    main = desk.main
    above, below = main.conversations.region, main.thread.region
    if not (above.width == below.width == main.size.width):
        return False
    # Rows have two lines, and none is cut in half.
    assert above.height % 2 == 0
    return above.bottom == below.y and below.bottom == main.size.height - 1


async def test_a_tall_terminal_has_the_list_above_the_thread() -> None:
    async with console(size=TALL) as desk:
        main = desk.main
        await desk.turn_to(ZOE)
        assert stacked(desk)
        assert main.is_portrait
        await desk.shows("Die Bremse schleift", "#messages")
        await desk.press("enter")
        assert main.messages.has_focus
        assert stacked(desk)
        await desk.turn_to(DANA)
        await desk.shows("Dana", "#thread-head")
        await desk.press("b")
        await desk.until(lambda: not main.conversations.display, "the thread alone")
        assert main.thread.region.height == TALL[1] - 2
        await desk.press("b")
        await desk.until(lambda: stacked(desk), "the list again")
        await desk.press("i")
        await desk.until(lambda: main.sidebar.region.height == TALL[1] - 2, "details at the right")
        assert main.thread.region.width == TALL[0] - main.sidebar.region.width


async def test_it_comes_and_goes_with_the_size() -> None:
    async with console(size=(120, 60)) as desk:
        await desk.turn_to(ZOE, opened=True)
        assert not desk.main.is_portrait
        for size, is_tall in (((99, 40), True), ((99, 39), False), ((84, 200), True)):
            await desk.pilot.resize_terminal(*size)
            await desk.until(lambda: desk.main.is_portrait is is_tall, f"{size}")  # noqa: B023
            await desk.until(lambda: stacked(desk) is is_tall, f"{size}")  # noqa: B023
        # A box over it leaves the screen below its shape.
        await desk.press("question_mark")
        await desk.pilot.resize_terminal(120, 36)
        await desk.press("escape")
        await desk.until(lambda: desk.main.conversations.region.width == 40, "side by side")
        await desk.settled()


@pytest.mark.parametrize(
    ("size", "is_so"), [((120, 36), True), ((80, 24), True), ((80, 20), False)]
)
async def test_the_settings_ask_for_it_at_any_width(size: tuple[int, int], is_so: bool) -> None:
    async with console(size=size, settings=Settings(panes="portrait")) as desk:
        await desk.turn_to(ZOE)
        assert stacked(desk) is is_so
        assert desk.main.takes_turns is not is_so


async def test_a_second_conversation_needs_the_whole_width() -> None:
    async with console(size=(160, 45), settings=Settings(panes="portrait")) as desk:
        await desk.turn_to(ZOE)
        assert desk.main.thread.region.y > desk.main.conversations.region.y
        await desk.press("D")
        await desk.until(lambda: desk.main.beside is not None, "two side by side")
        assert not desk.main.is_portrait
        await desk.press("D")
        await desk.until(lambda: desk.main.is_portrait, "one below the list")
