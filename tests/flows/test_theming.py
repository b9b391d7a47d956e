"""Colours are looked at on the screen itself, taken for now or for good, and given up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorType

from hoory_tui.config.settings import Settings
from hoory_tui.render.badge import Badge
from hoory_tui.screens.themes import ThemesScreen

from .console import Console, console
from .stage import ZOE
from .test_palette import command

WRITTEN = '# Mine.\ntheme = "hoory-dark" # calm\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    themes = tmp_path / "hoory-tui" / "themes"
    themes.mkdir(parents=True)
    return themes.parent


async def themes(desk: Console, *typed: str) -> ThemesScreen:
    """Open the box of themes and type into it."""
    await desk.press("alt+c")
    await desk.until(lambda: isinstance(desk.app.screen, ThemesScreen), "the box")
    box = desk.app.screen
    assert isinstance(box, ThemesScreen)
    await desk.shows("keep for good")
    await desk.press(*typed)
    return box


def ground_of_list(desk: Console) -> str:
    """Return the ground of the list, which is beside the box."""
    ground = desk.styles_of("▌Zoë")[-1].bgcolor
    return ground.name if ground is not None else ""


async def test_the_screen_takes_the_colours_at_hand_and_gives_them_up(folder: Path) -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        before = ground_of_list(desk)
        box = await themes(desk)
        assert box.rows.cursor == "hoory-dark"
        await desk.press("down")
        await desk.until(lambda: desk.app.theme == "hoory-light")
        await desk.until(lambda: ground_of_list(desk) != before)
        await desk.press("escape")
        await desk.until(lambda: desk.app.theme == "hoory-dark")
        await desk.until(lambda: ground_of_list(desk) == before)

        await themes(desk, *"nord", "enter")
        await desk.until(lambda: desk.app.theme == "nord" and desk.app.screen is desk.main)
        assert not (folder / "config.toml").exists()

        await command(desk, "theme dracula")
        await desk.until(lambda: desk.app.theme == "dracula")
        await command(desk, "theme nope")
        await desk.shows("there is no theme called")
        assert desk.app.theme == "dracula"


async def test_a_theme_is_kept_for_good_and_a_broken_one_is_named(folder: Path) -> None:
    (folder / "config.toml").write_text(WRITTEN)
    (folder / "themes" / "torn.toml").write_text('name = "torn"\n')
    async with console() as desk:
        box = await themes(desk, *"torn")
        await desk.shows("cannot be used")
        await desk.press("enter")
        await desk.shows("torn.toml, key dark")
        assert desk.app.screen is box
        await desk.until(lambda: desk.app.theme == "hoory-dark")
        await desk.press(*["backspace"] * 4, *"nord", "ctrl+s")
        await desk.shows('theme = "nord"')
        assert (folder / "config.toml").read_text() == WRITTEN.replace("hoory-dark", "nord")
        assert desk.app.theme == desk.app.settings.theme == "nord"


async def test_without_colour_everything_is_told_otherwise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with console(settings=Settings(theme="monochrome", send_delay=0)) as desk:
        await desk.turn_to(ZOE, opened=True)
        await desk.press("escape")
        await desk.until(lambda: desk.main.conversations.has_focus)
        assert all(style.reverse for style in desk.styles_of("▌Zoë"))
        await desk.write("for us", private=True)
        assert all(style.reverse and style.bold for style in desk.styles_of("PRIVATE NOTE"))
        shown = [one.style for line in desk.app.terminal.lines for one in line if one.style]
        colours = {colour for style in shown for colour in (style.color, style.bgcolor) if colour}
        assert {one.type for one in colours} == {ColorType.DEFAULT}


@pytest.mark.parametrize("size", [(200, 20), (80, 20), (40, 16)])
async def test_the_login_stands_at_the_edge(folder: Path, size: tuple[int, int]) -> None:
    async with console(size=size) as desk:
        desk.main.badge = Badge("production", "#a01c1c")
        await desk.shows(" production ", "#top-bar")
        assert desk.text()[0].startswith(" production ")
        style = desk.styles_of("production")[0]
        assert (style.color, style.bgcolor) == (Color.parse("#ffffff"), Color.parse("#a01c1c"))
        assert desk.text()[0].endswith("heard now ")
