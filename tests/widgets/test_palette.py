"""Every role and ground that drawing functions name has a look in every theme."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from rich.color import Color

import hoory_tui.render
from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.widgets.palette import Palette
from hoory_tui.widgets.roles import GROUNDS, ROLES

RENDER = Path(hoory_tui.render.__file__).parent
NO_THEME_OF_THE_USER = {"XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent"}


def named_roles() -> set[str]:
    """Return every constant that stands in the place of a role in a span."""
    found = set()
    for path in RENDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Tuple) or len(node.elts) != 2:
                continue
            text, role = node.elts
            drawn = not isinstance(text, ast.Constant) or " " in str(text.value)
            if drawn and isinstance(role, ast.Constant) and isinstance(role.value, str):
                found.add(role.value)
    # Numbers have their words beside them too, and so have plurals.
    return {one for one in found if one and "{" not in one} - {"hour", "minute", "year"}


def test_every_role_has_a_look() -> None:
    roles = named_roles()
    assert len(roles) > 25
    assert roles <= set(ROLES)


@pytest.mark.parametrize("name", available_themes(NO_THEME_OF_THE_USER))
def test_every_look_is_made_of_colours_of_the_theme(name: str) -> None:
    theme = load_theme(name, NO_THEME_OF_THE_USER)
    written = [*theme.roles.values(), *theme.grounds.values()]
    names = {*theme.variables.values(), *(one for way in written for one in way[1:] if one)}
    colours = {Color.parse(one.removeprefix("ansi_")) for one in names if one[0] in "#a"}
    styles = Palette(theme)
    for role, (colour, _, ground) in ROLES.items():
        assert colour in theme.variables, role
        assert not ground or ground in theme.variables, role
        for place, background in GROUNDS.items():
            assert background in theme.variables, place
            style = styles.style(role, place)
            assert style.color in colours
            assert style.bgcolor in colours


def test_text_is_never_read_as_markup() -> None:
    theme = load_theme("hoory-dark", NO_THEME_OF_THE_USER)
    strip = Palette(theme).strip([("[red]x[/red]", "text"), ("", "text")], "row")
    assert strip.text == "[red]x[/red]"
    assert len(list(strip)) == 1


def test_symbols_of_texts_have_ascii_twins_too() -> None:
    theme = load_theme("hoory-dark", NO_THEME_OF_THE_USER)
    strip = Palette(theme, ascii_only=True).strip([("a… b – c “d”", "text")], "row")
    assert strip.text == 'a~ b - c "d"'


@pytest.mark.parametrize("colour", ["red", "#a01c1c"])
def test_a_colour_of_a_login_may_be_a_name_or_six_digits(colour: str) -> None:
    style = Palette(load_theme("hoory-dark", NO_THEME_OF_THE_USER)).style(
        f"profile:{colour}", "row"
    )
    assert style.bgcolor == Color.parse("#a01c1c")
