"""The theme files: complete, readable to the eye, and refused with the key when wrong."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from hoory_tui.app.themes import (
    BASE_VARIABLES,
    OWN_VARIABLES,
    REQUIRED_VARIABLES,
    TEXTUAL_VARIABLES,
    available_themes,
    load_theme,
)
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import theme_folders

OURS = ["hoory-dark", "hoory-light"]

GROUNDS = [
    *("list-background", "thread-background", "panel-background"),
    *("selected-background", "selected-blur-background"),
    *("incoming-background", "outgoing-background", "composer-background"),
]
NOTE_GROUNDS = ["note-background", "composer-note-background"]
TEXTS = [
    *("text", "text-dim", "accent-text", "unread-text", "activity-text", "day-text"),
    *("failed-text", "live-text", "warn-text", "typing-text", "divider-text", "key-text"),
]
NOTE_TEXTS = ["note-text", "note-edge", "text", "text-dim", "accent-text", "failed-text"]
DECORATIONS = ["text-faint", "incoming-edge", "outgoing-edge", "accent"]

AA_TEXT = 4.5
AA_DECORATION = 3.0


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "hoory-tui" / "themes").mkdir(parents=True)
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def colours(name: str, environ: dict[str, str]) -> dict[str, str]:
    theme = load_theme(name, environ)
    base = {key: value for key, value in vars(theme).items() if isinstance(value, str)}
    return {**base, **theme.variables}


def relative_luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(relative_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def copy_of_ours(environ: dict[str, str], name: str, pattern: str, replacement: str) -> Path:
    text = (theme_folders(environ)[-1] / "hoory-dark.toml").read_text()
    text = text.replace('name = "hoory-dark"', f'name = "{name}"')
    changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert count == 1
    file = Path(environ["XDG_CONFIG_HOME"], "hoory-tui", "themes", f"{name}.toml")
    file.write_text(changed)
    return file


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", OURS)
def test_every_text_can_be_read_on_every_ground_it_is_drawn_on(
    name: str, environ: dict[str, str]
) -> None:
    theme = colours(name, environ)
    pairs = [(text, ground, AA_TEXT) for text in TEXTS for ground in GROUNDS]
    pairs += [(text, ground, AA_TEXT) for text in NOTE_TEXTS for ground in NOTE_GROUNDS]
    pairs += [(mark, ground, AA_DECORATION) for mark in DECORATIONS for ground in GROUNDS]
    pairs += [("badge-text", "badge-background", AA_TEXT)]
    pairs += [(base, "thread-background", AA_TEXT) for base in ("success", "warning", "error")]
    too_weak = [
        f"{text} on {ground}: {contrast(theme[text], theme[ground]):.2f}"
        for text, ground, least in pairs
        if contrast(theme[text], theme[ground]) < least
    ]
    assert too_weak == []


@pytest.mark.parametrize("name", OURS)
def test_amber_is_the_note_and_nothing_else(name: str, environ: dict[str, str]) -> None:
    def is_amber(colour: str) -> bool:
        red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        return 25 < hue * 360 < 60 and saturation > 0.15

    theme = colours(name, environ)
    amber = {key for key in REQUIRED_VARIABLES if is_amber(theme[key])}
    assert amber == {"note-background", "note-text", "note-edge", "composer-note-background"}


@pytest.mark.parametrize("name", OURS)
def test_a_note_and_a_selected_row_stand_out(name: str, environ: dict[str, str]) -> None:
    theme = colours(name, environ)
    grounds = {theme[key] for key in ("thread-background", "outgoing-background")}
    assert theme["note-background"] not in grounds
    assert len({theme[key] for key in GROUNDS[:5]}) == 5


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
    assert theme.dark is (name == "hoory-dark")


def test_available_themes_are_ours_and_the_users(environ: dict[str, str]) -> None:
    assert available_themes(environ) == OURS
    copy_of_ours(environ, "mine", "^text = .*", 'text = "#ABCDEF"')
    assert available_themes(environ) == [*OURS, "mine"]
    assert load_theme("mine", environ).variables["text"] == "#ABCDEF"


def test_the_users_file_comes_before_ours(environ: dict[str, str]) -> None:
    copy_of_ours(environ, "hoory-dark", "^text = .*", 'text = "#123456"')
    assert load_theme("hoory-dark", environ).variables["text"] == "#123456"


@pytest.mark.parametrize("name", ["nope", "../outside", "", "a/b", "\x1b"])
def test_an_unknown_name_says_which_there_are(name: str, environ: dict[str, str]) -> None:
    outside = Path(environ["XDG_CONFIG_HOME"], "hoory-tui", "outside.toml")
    outside.write_text('name = "outside"')
    with pytest.raises(ConfigError, match="choose one of hoory-dark, hoory-light"):
        load_theme(name, environ)


@pytest.mark.parametrize(
    ("pattern", "replacement", "key", "words"),
    [
        ("^text-dim = .*\n", "", "colors.text-dim", "this colour is missing"),
        ("^accent = .*\n", "", "colors.accent", "this colour is missing"),
        ("^text-dim = ", "text-dimm = ", "colors.text-dimm", "perhaps text-dim is meant"),
        ("^text = .*", 'text = "blueish"', "colors.text", "this is no colour"),
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
