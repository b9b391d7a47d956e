"""The console in a real xterm, by what is seen of it: 16, 256 and all colours, sixels, keys."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Attachment
from tests.pictures.pictures import png

from .console import environ, until
from .desks import small_desk
from .xwindow import Colour, Window, x_screen, xterm

NAME: Final = "Dana Okafor"
DARK: Final = ("-bg", "black", "-fg", "white")
LIGHT: Final = ("-bg", "white", "-fg", "black")
BLUE: Final = (0, 0, 95)
"""What the library makes of our dark grounds where there are 256 colours."""
_GROUND: Final = 20_000
"""Pixels; a pane of the console has more."""
RED: Final = (255, 0, 0)

# TERM, COLORTERM, how the window is set, and the colour of a ground of ours.
KINDS: Final[dict[str, tuple[str, str, Sequence[str], Colour]]] = {
    "exact": ("xterm-256color", "truecolor", DARK, (0x16, 0x1B, 0x22)),
    "of 256": ("xterm-256color", "", DARK, (28, 28, 28)),
    "of 256 on white": ("xterm-256color", "", LIGHT, (238, 238, 238)),
    "of 16": ("xterm", "", DARK, (0, 0, 0)),
}


def variables(desk: DemoDesk, home: Path, term: str, colours: str) -> dict[str, str]:
    return environ(desk, home) | {"TERM": term, "COLORTERM": colours}


async def assign(window: Window, desk: DemoDesk) -> None:
    """Press the key that makes the conversation at hand mine, until there is a console to hear."""
    talk = desk.conversation(1)
    for _ in range(8):
        await window.key("a")
        with contextlib.suppress(AssertionError):
            await until(lambda: talk.assignee_id == desk.agents[0].id, "a key's deed", 2.0)
            return
    raise AssertionError("no key was heard")


async def test_what_is_seen_has_the_colours_of_the_terminal(tmp_path: Path) -> None:
    async with x_screen() as display:
        for name, (term, colours, options, ground) in KINDS.items():
            home = tmp_path / name.replace(" ", "-")
            async with small_desk(NAME) as desk:
                told = variables(desk, home, term, colours)
                console = (sys.executable, "-m", "hoory_tui")
                async with xterm(display, told, *console, options=options) as window:
                    picture = await window.shows(ground, least=_GROUND)
                    assert not picture.of(BLUE), name
                    await assign(window, desk)
                    if name == "of 256":
                        picture = await window.seen()
                        shades = [one for one, count in picture.colours.items() if count > _GROUND]
                        assert all(max(one) - min(one) < 16 for one in shades), "greys stay grey"
                    await window.key("ctrl+q")
                    await window.key("y")


@pytest.mark.parametrize("options", [("-ti", "vt340", "-xrm", "XTerm*numColorRegisters: 256")])
async def test_sixels_are_seen_and_go_with_their_box(
    options: Sequence[str], tmp_path: Path
) -> None:
    red = png(300, 200, b"".join(bytes([0, *RED * 300]) for _ in range(200)))
    file = Attachment(0, 0, "image", 0.0, file_name="red.png", content_type="image/png", body=red)
    async with x_screen() as display, small_desk(NAME) as desk:
        desk.contact_writes(1, "Look.", files=[file])
        told = variables(desk, tmp_path, "xterm-256color", "truecolor")
        folder = tmp_path / "config" / "hoory-tui"
        (folder / "config.toml").write_text("pictures = true\n")
        console = (sys.executable, "-m", "hoory_tui")
        async with xterm(display, told, *console, options=(*DARK, *options)) as window:
            small = (await window.shows(RED, least=_GROUND)).of(RED)
            await window.key("Return")
            await window.key("v")
            await window.key("p")
            # One pixel of the picture is one of the screen, and there are no gaps between.
            whole = await window.shows(RED, least=2 * small)
            assert whole.of(RED) == 300 * 200
            await window.key("Escape")
            await window.key("Escape")
            await until_small(window, small)


async def until_small(window: Window, count: int) -> None:
    """Wait until nothing is left of the large picture."""
    for _ in range(100):
        if (await window.seen()).of(RED) == count:
            return
    raise AssertionError("the large picture stayed")
