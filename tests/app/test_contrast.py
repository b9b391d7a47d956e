"""Every text can be read on every ground that it can lie on, in every theme, as WCAG asks."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorType
from rich.style import Style

from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.config.colours import NAMED, ink_on
from hoory_tui.render.colours import nearest_of_256

from .colour_pairs import DARK, LIGHT, Rgb, contrast, drawn, rgb_of, seen, styled

NO_USER = {"XDG_CONFIG_HOME": "/nonexistent", "HOME": "/nonexistent"}
OURS = available_themes(NO_USER)
COLOURED = [name for name in OURS if not load_theme(name, NO_USER).ansi]
AA, AA_EDGE = 4.5, 3.0
AAA, AAA_EDGE = 7.0, 4.5
FEW_COLOURS = 4.0
"""Where a theme is shown in the nearest of 256 colours, which nobody promises anything about."""


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    assert contrast(*seen(Style(dim=True), DARK)) == pytest.approx(7.3, abs=0.1)
    assert seen(Style(reverse=True), LIGHT) == (LIGHT[1], LIGHT[0])


@pytest.mark.parametrize("name", OURS)
def test_every_text_can_be_read(name: str) -> None:
    theme = load_theme(name, NO_USER)
    text, edge = (AAA, AAA_EDGE) if name.startswith("contrast-") else (AA, AA_EDGE)
    pairs = [*drawn(theme), *styled(theme)]
    assert len(pairs) > 500
    # The terminal's own colours are measured as an xterm has them, on its ground and turned round.
    weak = {
        f"{what}: {contrast(*seen(style, terminal)):.2f}"
        for terminal in ((DARK, LIGHT) if theme.ansi else (DARK,))
        for what, is_edge, style in pairs
        if contrast(*seen(style, terminal)) < (edge if is_edge else text)
    }
    assert weak == set()


@pytest.mark.parametrize("name", COLOURED)
def test_every_text_can_be_read_in_256_colours(name: str) -> None:
    pairs = [*drawn(load_theme(name, NO_USER)), *styled(load_theme(name, NO_USER))]
    weak = {
        f"{what}: {contrast(_degraded(style.color), _degraded(style.bgcolor)):.2f}"
        for what, is_edge, style in pairs
        if not is_edge and contrast(_degraded(style.color), _degraded(style.bgcolor)) < FEW_COLOURS
    }
    assert weak == set()


def _degraded(colour: Color | None) -> Rgb:
    number = nearest_of_256(*rgb_of(colour, DARK[0]))
    red, green, blue = Color("", ColorType.EIGHT_BIT, number=number).get_truecolor()
    return red, green, blue


def test_what_login_it_is_can_be_read_on_every_colour() -> None:
    def measured(ground: str) -> float:
        return contrast(rgb_of(ink_on(ground), DARK[0]), rgb_of(ground, DARK[1]))

    assert min(map(measured, NAMED.values())) >= AAA
    steps = [f"{step:02x}" for step in range(0, 256, 17)]
    assert min(measured(f"#{r}{g}{b}") for r in steps for g in steps for b in steps) >= AA
