"""A terminal without symbols gets none: not from us, nor from the library's frames and bars."""

from __future__ import annotations

from hoory_tui.config.settings import Settings

from .console import Console, console
from .stage import ZOE

_EMOJI = "\U0001f000"
BOXES = ("colon", "I", "B", "alt+c", "t", "Z", "ctrl+q")


def symbols(desk: Console) -> set[str]:
    """Return what is on the screen and neither ASCII nor a customer's: a letter or an emoji."""
    return {
        letter
        for line in desk.text()
        for letter in line
        if not letter.isascii() and not letter.isalpha() and letter < _EMOJI
    }


async def test_nothing_that_is_drawn_is_more_than_ascii() -> None:
    settings = Settings(ascii=True, send_delay=0)
    async with console(size=(140, 36), settings=settings) as desk:
        await desk.turn_to(ZOE, opened=True)
        desk.app.notify("Saved …", severity="error")
        await desk.shows("Saved ~")
        assert symbols(desk) == set()
        for key in BOXES:
            await desk.press(key)
            await desk.until(lambda: desk.app.screen is not desk.main, key)
            assert symbols(desk) == set(), (key, desk.text())
            await desk.press("escape")
            await desk.until(lambda: desk.app.screen is desk.main)
        await desk.write("a line", private=True)
        assert symbols(desk) == set()
        # In these colours scroll bars are lines.
        desk.app.use_theme("terminal")
        await desk.turn()
        assert symbols(desk) == set()
        assert any(line.rstrip().endswith(("|", "#")) for line in desk.text())
