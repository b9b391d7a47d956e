"""The outline stands where the panes will stand, in their colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.color import Color

from hoory_tui.app.outline import outline
from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.config.folders import config_folder
from hoory_tui.keep.frames import is_harmless
from hoory_tui.render.colours import colour_depth

from ..terminal.glass import Glass

TRUE = {"COLORTERM": "truecolor", "HOME": "/nowhere"}
SIZES = [(80, 24), (120, 36), (140, 40), (200, 50), (100, 12)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("environ", [TRUE, {"TERM": "xterm-256color"}, {"TERM": "vt220"}])
def test_it_fills_the_screen_and_does_nothing_else(
    size: tuple[int, int], environ: dict[str, str]
) -> None:
    drawn = outline(*size, "hoory-dark", {"HOME": "/nowhere", **environ}, "starting")
    assert is_harmless(drawn)
    glass = Glass(*size)
    glass.feed(drawn.encode())
    shown = glass.text.split("\n")
    assert [len(line) for line in shown] == [size[0]] * size[1]
    if size[1] >= 16 or colour_depth(environ) <= 4:
        assert shown[0].startswith(" hoory-tui ")
        assert shown[0].endswith(" starting ")
    assert not "".join(shown[1:]).strip()


@pytest.mark.parametrize("name", available_themes({"HOME": "/nowhere"}))
def test_it_has_the_colours_of_the_theme(name: str) -> None:
    theme = load_theme(name, {"HOME": "/nowhere"})
    drawn = outline(200, 50, name, TRUE, "starting")
    if theme.ansi:
        # The terminal's own ground is there already.
        assert drawn == f"\x1b[1;1H hoory-tui{'starting'.rjust(200 - 11)} "
        return
    for variable in ("list-background", "thread-background", "panel-background"):
        red, green, blue = Color.parse(theme.variables[variable]).get_truecolor()
        assert f"48;2;{red};{green};{blue}m" in drawn


def test_the_panes_are_as_wide_as_the_style_sheet_says() -> None:
    sheet = (Path(__file__).parents[2] / "hoory_tui" / "screens" / "main.tcss").read_text()
    wide = re.search(r"-wide ConversationList \{\s*width: (\d+)", sheet)
    vast = re.search(r"-vast ConversationList \{\s*width: (\d+)", sheet)
    people = re.search(r"PresenceSidebar \{\s*width: (\d+)", sheet)
    assert wide is not None
    assert vast is not None
    assert people is not None
    for columns, width in ((140, wide[1]), (200, vast[1]), (100, "40")):
        row = outline(columns, 24, "hoory-dark", TRUE, "").split("\x1b[3;1H")[1]
        first = re.match(r"\x1b\[[0-9;]+m( +)", row)
        assert first is not None
        assert len(first[1]) == int(width)
    assert f"m{' ' * int(people[1])}\x1b[4;1H" in outline(140, 24, "hoory-dark", TRUE, "")


@pytest.mark.parametrize("content", ["", "panel-background = 7", 'text = "#12345"', "\x00\xff"])
def test_a_theme_that_is_wrong_is_for_others_to_tell_of(content: str, tmp_path: Path) -> None:
    environ = {**TRUE, "HOME": str(tmp_path)}
    folder = Path(config_folder(environ)) / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(content)
    assert outline(80, 24, "mine", environ, "starting").startswith("\x1b[1;1H hoory-tui")
