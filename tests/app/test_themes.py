"""The theme files: complete, readable to the eye, and refused with the key when wrong."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from hoory_tui.app.themes import (
    BASE_VARIABLES,
    OWN_VARIABLES,
    REQUIRED_VARIABLES,
    TEXTUAL_VARIABLES,
    available_themes,
    broken_themes,
    load_theme,
    theme_from,
)
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import theme_folders
from hoory_tui.widgets.palette import Palette
from hoory_tui.widgets.roles import GROUNDS as PLACES
from hoory_tui.widgets.roles import ROLES

NO_USER = {"XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent"}
FILES = sorted(theme_folders(NO_USER)[-1].glob("*.toml"))
OURS = [file.stem for file in FILES]
HOUSE = ["hoory-dark", "hoory-light"]
COLOURED = [name for name in OURS if not load_theme(name, NO_USER).ansi]
LIGHT = ["contrast-light", "hoory-light", "solarized-light"]
GROUNDS = [
    *("list-background", "thread-background", "panel-background"),
    *("selected-background", "selected-blur-background"),
]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "hoory-tui" / "themes").mkdir(parents=True)
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def colours(name: str, environ: dict[str, str]) -> dict[str, str]:
    theme = load_theme(name, environ)
    base = {key: value for key, value in vars(theme).items() if isinstance(value, str)}
    return {**base, **theme.variables}


def copy_of_ours(environ: dict[str, str], name: str, pattern: str, replacement: str) -> Path:
    text = (theme_folders(environ)[-1] / "hoory-dark.toml").read_text()
    text = text.replace('name = "hoory-dark"', f'name = "{name}"')
    changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert count == 1
    file = Path(environ["XDG_CONFIG_HOME"], "hoory-tui", "themes", f"{name}.toml")
    file.write_text(changed)
    return file


def test_every_kind_of_theme_is_there() -> None:
    assert len(OURS) >= 10
    assert {*HOUSE, "contrast-dark", "contrast-light", "terminal", "monochrome"} <= set(OURS)


@pytest.mark.parametrize("file", FILES, ids=OURS)
def test_a_theme_is_complete_and_named_as_its_file(file: Path) -> None:
    document = Document.read(file)
    assert document is not None
    assert set(document.values["colors"]) == set(REQUIRED_VARIABLES)
    assert document.values["name"] == file.stem
    assert theme_from(document).name == file.stem
    assert document.text.startswith("# ")


def test_what_is_for_every_terminal_has_no_colour_of_its_own() -> None:
    for name in ("terminal", "monochrome"):
        theme = load_theme(name, NO_USER)
        assert theme.ansi
        assert not [one for one in theme.variables.values() if one.startswith("#")]
    palette = Palette(load_theme("monochrome", NO_USER))
    styles = [palette.style(role, ground) for role in ROLES for ground in PLACES]
    assert {one.color.name for one in styles if one.color is not None} == {"default"}
    assert {one.bgcolor.name for one in styles if one.bgcolor is not None} == {"default"}


@pytest.mark.parametrize("name", HOUSE)
def test_amber_is_the_note_and_nothing_else(name: str, environ: dict[str, str]) -> None:
    def is_amber(colour: str) -> bool:
        red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        return 25 < hue * 360 < 60 and saturation > 0.15

    theme = colours(name, environ)
    amber = {key for key in REQUIRED_VARIABLES if is_amber(theme[key])}
    assert amber == {"note-background", "note-text", "note-edge", "composer-note-background"}


@pytest.mark.parametrize("name", COLOURED)
def test_a_note_and_a_selected_row_stand_out(name: str, environ: dict[str, str]) -> None:
    theme = colours(name, environ)
    grounds = {theme[key] for key in ("thread-background", "outgoing-background")}
    assert theme["note-background"] not in grounds
    assert len({theme[key] for key in GROUNDS}) == len(GROUNDS)


@pytest.mark.parametrize("name", OURS)
async def test_textual_takes_every_variable(name: str, environ: dict[str, str]) -> None:
    theme = load_theme(name, environ)
    app: App[None] = App()
    async with app.run_test():
        app.register_theme(theme)
        app.theme = name
        variables = app.get_css_variables()
    given = colours(name, environ)
    for key in OWN_VARIABLES:
        assert variables[key].lower() == given[key].lower()
    for key in BASE_VARIABLES:
        # Textual computes shades of these, and rounds a channel down on the way.
        shown, asked = Color.parse(variables[key]).rgb, Color.parse(given[key]).rgb
        assert shown == pytest.approx(asked, abs=1)
    for theirs, ours in TEXTUAL_VARIABLES.items():
        assert variables[theirs].lower() == given[ours].lower()
    assert isinstance(theme, Theme)
    assert theme.dark is (name not in LIGHT)
    assert theme.ansi is (name not in COLOURED)


def test_available_themes_are_ours_and_the_users(environ: dict[str, str]) -> None:
    assert available_themes(environ) == OURS
    copy_of_ours(environ, "mine", "^text = .*", 'text = "#ABCDEF"')
    assert available_themes(environ) == sorted([*OURS, "mine"])
    assert load_theme("mine", environ).variables["text"] == "#ABCDEF"


def test_the_users_file_comes_before_ours(environ: dict[str, str]) -> None:
    copy_of_ours(environ, "hoory-dark", "^text = .*", 'text = "#123456"')
    assert load_theme("hoory-dark", environ).variables["text"] == "#123456"


@pytest.mark.parametrize("name", ["nope", "../outside", "", "a/b", "\x1b"])
def test_an_unknown_name_says_which_there_are(name: str, environ: dict[str, str]) -> None:
    outside = Path(environ["XDG_CONFIG_HOME"], "hoory-tui", "outside.toml")
    outside.write_text('name = "outside"')
    with pytest.raises(ConfigError, match=r"choose one of .*hoory-dark, hoory-light"):
        load_theme(name, environ)


@pytest.mark.parametrize(
    ("pattern", "replacement", "key", "words"),
    [
        ("^text-dim = .*\n", "", "colors.text-dim", "this colour is missing"),
        ("^accent = .*\n", "", "colors.accent", "this colour is missing"),
        ("^text-dim = ", "text-dimm = ", "colors.text-dimm", "perhaps text-dim is meant"),
        ("^text = .*", 'text = "blueish"', "colors.text", "this is no colour"),
        ("^text = .*", 'text = "ansi_blu"', "colors.text", "perhaps ansi_blue is meant"),
        (r"\Z", '[roles]\nfailed = "loud"\n', "roles.failed", "no way to write"),
        (r"\Z", '[roles]\nfailed = "bold on ansi_rot"\n', "roles.failed", "no way to write"),
        (r"\Z", '[roles]\nfialed = "bold"\n', "roles.fialed", "perhaps failed is meant"),
        (r"\Z", '[grounds]\nrwo = "bold"\n', "grounds.rwo", "perhaps row is meant"),
        (r"\Z", '[[roles]]\nfailed = "bold"\n', "roles", "this must be a table"),
        ("^text = .*", "text = 5", "colors.text", "this is no colour"),
        ("^text = .*", 'text = "#12345"', "colors.text", "this is no colour"),
        ("^dark = .*", 'dark = "yes"', "dark", "true or false"),
        ("^dark = .*\n", "", "dark", "true or false"),
        ("^dark = ", "drak = true\ndark = ", "drak", "perhaps dark is meant"),
        ('^name = "mine"', 'name = "other"', "name", "the name of its file"),
        (r"^\[colors\]", "[colours]", "colours", "perhaps colors is meant"),
    ],
)
def test_mistakes_name_file_and_key(
    pattern: str, replacement: str, key: str, words: str, environ: dict[str, str]
) -> None:
    file = copy_of_ours(environ, "mine", pattern, replacement)
    with pytest.raises(ConfigError) as caught:
        load_theme("mine", environ)
    assert (caught.value.path, caught.value.key) == (file, key)
    assert words in str(caught.value)


def test_a_file_without_colours_is_refused(environ: dict[str, str]) -> None:
    file = Path(environ["XDG_CONFIG_HOME"], "hoory-tui", "themes", "mine.toml")
    file.write_text('name = "mine"\ndark = true\n')
    with pytest.raises(ConfigError, match="this table is missing"):
        load_theme("mine", environ)


def test_what_is_written_about_roles_and_grounds_is_drawn(environ: dict[str, str]) -> None:
    more = """
    [roles]
    failed = "bold underline #112233 on ansi_red"
    name = ""
    [grounds]
    note = "italic"
    row-selected = "ansi_black on ansi_cyan"
    """
    copy_of_ours(environ, "mine", r"\Z", more)
    palette = Palette(load_theme("mine", environ))
    assert palette.style("failed", "note") == Style.parse("bold underline #112233 on red")
    assert palette.style("name", "thread").bold is None
    assert palette.style("text", "note").italic
    assert palette.style("name", "row-selected") == Style.parse("black on cyan")


def test_a_broken_file_is_named_and_stops_no_other(environ: dict[str, str]) -> None:
    copy_of_ours(environ, "mine", "^text = .*", 'text = "#123456"')
    broken = copy_of_ours(environ, "torn", "^text = .*", "text = ")
    misnamed = broken.with_name("Über mich.toml")
    misnamed.write_text("")
    assert [one.path for one in broken_themes(environ)] == [broken, misnamed]
    assert load_theme("mine", environ).variables["text"] == "#123456"


DIFFERENT = [
    *(("row-name", "row"), ("row-name-unread", "row"), ("row-name", "row-selected")),
    *(("row-name", "row-selected-blur"), ("tab", "bar"), ("tab-current", "bar")),
    *(("text", "thread"), ("failed", "thread"), ("note-mark", "thread"), ("dim", "thread")),
    *(("incoming-edge", "thread"), ("outgoing-edge", "thread"), ("note-edge", "thread")),
    *(("reply-badge-idle", "composer"), ("note-badge", "composer-note"), ("link", "thread")),
    *(("badge", "row"), ("urgent", "row"), ("found", "thread"), ("warn", "bar"), ("text", "bar")),
]


def test_without_hue_what_has_a_meaning_looks_different_from_what_has_none() -> None:
    palette = Palette(load_theme("monochrome", NO_USER))
    plain = {palette.style("text", ground) for ground in ("thread", "bar", "row")}
    loud = ("row-name-unread", "failed", "note-mark", "note-edge", "note-badge", "tab-current")
    for role, ground in DIFFERENT:
        is_plain = role in ("text", "row-name") and not ground.startswith("row-selected")
        assert (palette.style(role, ground) in plain) is is_plain, (role, ground)
    for role in loud:
        assert palette.style(role, "row").bold
    looks = [palette.style("row-name", place) for place in ("row", "row-selected-blur")]
    assert len({*looks, palette.style("row-name", "row-selected")}) == 3
    # A count on the row at hand stands out from it as it does from the others.
    assert palette.style("badge", "row").reverse
    assert not palette.style("badge", "row-selected").reverse
