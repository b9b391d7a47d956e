"""What is on the screen can be read in every theme, whoever drew it: panes, boxes, toasts."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region

from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.config.settings import Settings

from ..app.colour_pairs import DARK, contrast, seen
from .console import Console, console
from .stage import ZOE

NO_USER = {"XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent"}
THEMES = available_themes(NO_USER)
AA, AAA, EDGE = 4.5, 7.0, 3.0
_LINES = range(0x2500, 0x25A0)
"""Lines, bars and blocks: what is looked at and not read."""


def unreadable(desk: Console, least: float, where: Region) -> set[str]:
    """Return what is in this part of the screen and nearer to its ground than this."""
    return {
        f"{text.strip()!r}: {contrast(*seen(style or Style(), DARK)):.2f}, {style}"
        for line in desk.app.terminal.lines[where.y : where.bottom]
        for text, style, _ in line.crop(where.x, where.right)
        if text.strip()
        and contrast(*seen(style or Style(), DARK))
        < (EDGE if all(ord(one) in _LINES for one in text.strip()) else least)
    }


async def unreadable_in_all(desk: Console, where: Region) -> dict[str, set[str]]:
    """Take one theme after the other; return what cannot be read in it."""
    found = {}
    for name in THEMES:
        desk.app.register_theme(load_theme(name, NO_USER))
        desk.app.theme = name
        await desk.turn()
        await desk.turn()
        least = AAA if name.startswith("contrast-") else AA
        found[name] = unreadable(desk, least, where)
    return {name: weak for name, weak in found.items() if weak}


async def test_everything_on_the_screen_can_be_read_in_every_theme() -> None:
    async with console(size=(150, 40), settings=Settings(send_delay=0)) as desk:
        await desk.turn_to(ZOE, opened=True)
        await desk.press("t")
        await desk.until(lambda: desk.app.screen is not desk.main, "a box")
        await desk.turn()
        # What a box lies over is dimmed, and nobody reads it meanwhile.
        box = desk.app.screen.query_one(".modal-box").region
        assert await unreadable_in_all(desk, box) == {}
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)
        await desk.write("for us", private=True)
        for severity in ("error", "warning", "information"):
            desk.app.notify("Something.", title="Alas", severity=severity, timeout=60)
        await desk.shows("Alas")
        assert await unreadable_in_all(desk, desk.main.region) == {}
