"""Settings that change while the console runs: noticed, taken up by name, refused with a place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hoory_tui.config.paths import theme_folders
from hoory_tui.config.settings import Settings, load_settings
from hoory_tui.config.template import commented

from ..flows.console import Console, console


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hoory-tui"
    (folder / "themes").mkdir(parents=True)
    return folder


def place(desk: Console, folder: Path) -> None:
    """Have the console look for its files here, and look once."""
    desk.app.environ = {
        "XDG_CONFIG_HOME": str(folder.parent),
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
        "COLORTERM": "truecolor",
        "TERM": "xterm-256color",
        "XDG_STATE_HOME": str(folder.parent / "state"),
    }
    desk.app.look_at_files()


def save(desk: Console, folder: Path, text: str) -> None:
    (folder / "config.toml").write_text(text)
    desk.app.look_at_files()


def bell(desk: Console) -> str:
    return desk.app.settings.bell


async def told(desk: Console, *words: str) -> None:
    def is_told() -> bool:
        said = [one.message for one in desk.app._notifications]
        return any(all(word in one for word in words) for one in said)

    await desk.until(is_told, str(words))


async def test_what_the_file_says_anew_counts_at_once(folder: Path) -> None:
    async with console(settings=Settings(theme="hoory-dark", send_delay=7)) as desk:
        place(desk, folder)
        save(desk, folder, 'theme = "hoory-light"\nbell = "mine"\npictures = true\n')
        await told(desk, "taken up: theme, bell", "After the next start: pictures")
        assert desk.app.theme == "hoory-light"
        assert bell(desk) == "mine"
        assert desk.app.settings.pictures is not True, "only after the next start"
        assert desk.app.settings.send_delay == 7, "nothing changed about it in the file"
        save(desk, folder, '[keys]\nhelp = "f5"\n[macros]\nf12 = "Close"\n')
        await desk.press("f5")
        await desk.until(lambda: type(desk.app.screen).__name__ == "HelpScreen", "help by f5")
        await desk.press("escape")
        await desk.shows("f5 all keys", "#footer")
        await desk.until(lambda: desk.app.screen is desk.app.main, "the list")
        assert "f12" in desk.app.main.macro_keys
        assert bell(desk) == "none"


async def test_a_mistake_is_told_once_with_its_place_and_nothing_changes(folder: Path) -> None:
    async with console() as desk:
        place(desk, folder)
        save(desk, folder, 'bell = "mine"\n')
        save(desk, folder, 'send_delay = 1\nbell = "mnie"\n')
        await told(desk, f"{folder}/config.toml, line 2, key bell", "from before stay")
        assert bell(desk) == "mine"
        assert desk.app.settings.send_delay != 1
        before = len(desk.app._notifications)
        desk.app.look_at_files()
        assert len(desk.app._notifications) == before, "told once"
        save(desk, folder, '[keys]\nreload = "f5"\nredraw = "f5"\n')
        await told(desk, "f5 is already the key of")
        (folder / "config.toml").unlink()
        desk.app.look_at_files()
        assert bell(desk) == "none", "without a file all is as delivered"


async def test_the_theme_in_use_is_read_again_when_its_file_changes(folder: Path) -> None:
    came_along = theme_folders({"HOME": str(folder)})[1] / "hoory-dark.toml"
    mine = folder / "themes" / "mine.toml"
    text = came_along.read_text().replace('name = "hoory-dark"', 'name = "mine"')
    mine.write_text(text)
    async with console() as desk:
        place(desk, folder)
        save(desk, folder, 'theme = "mine"\n')
        assert desk.app.theme == "mine"
        desk.app.look_at_files()
        line = next(one for one in text.splitlines() if one.startswith("accent ="))
        seen: list[object] = []
        desk.app.theme_changed_signal.subscribe(desk.app.main, seen.append)
        mine.write_text(text.replace(line, 'accent = "#123456"'))
        desk.app.look_at_files()
        await told(desk, "The theme mine was read again")
        await desk.until(lambda: "#123456" in map(accent_of, seen), "all told of new colours")
        mine.write_text(text.replace(line, 'accent = "blue"'))
        desk.app.look_at_files()
        await told(desk, "mine.toml, line", "key colors.accent")
        assert desk.app.current_theme.accent == "#123456"


async def test_what_changed_before_the_first_look_is_seen_too(folder: Path) -> None:
    file = folder / "config.toml"
    file.write_text('bell = "none"\nsend_delay = 0\n')
    settings = replace(load_settings(file), theme="hoory-dark")
    file.write_text('bell = "all"\nsend_delay = 0\n')
    async with console(settings=settings) as desk:
        place(desk, folder)
        await told(desk, "taken up: bell")


async def test_the_palette_reads_and_edits_them(folder: Path) -> None:
    async with console() as desk:
        place(desk, folder)
        await desk.press("colon", *keys("gs again"), "enter")
        await told(desk, "The settings are as they were.")
        await desk.press("colon", *keys("changel"), "enter")
        await desk.until(lambda: type(desk.app.screen).__name__ == "TextScreen", "the changelog")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.app.main, "the list")
        await desk.press("colon", *keys("edit the s"), "enter")
        await told(desk, "An editor needs a terminal, and there is none here.")
        assert commented()
        assert not (folder / "config.toml").exists()


def accent_of(theme: object) -> object:
    return getattr(theme, "accent", None)


def keys(words: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in words]
