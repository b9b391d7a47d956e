"""Which colours a terminal has, by what it says of itself; and the nearest of few."""

from __future__ import annotations

import pytest
from rich.color import Color, ColorSystem

from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.render.colours import colour_depth, nearest_of_256, terminal_depth

NOBODY = {"HOME": "/nowhere"}


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"COLORTERM": "truecolor"}, 24),
        ({"COLORTERM": "24bit", "TERM": "xterm"}, 24),
        ({"TERM": "xterm-kitty"}, 24),
        ({"TERM": "alacritty"}, 24),
        ({"TERM": "xterm-direct"}, 24),
        ({"TERM": "screen-256color"}, 8),
        ({"TERM": "screen", "TMUX": "/tmp/t,1,0"}, 8),
        ({"TERM": "screen", "TMUX": "/tmp/t,1,0", "COLORTERM": "truecolor"}, 24),
        ({"TERM": "screen", "STY": "1.pts", "COLORTERM": "truecolor"}, 4),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts", "COLORTERM": "truecolor"}, 8),
        ({"TERM": "xterm"}, 4),
        ({"TERM": "linux"}, 4),
        ({}, 4),
    ],
)
def test_a_terminal_gets_the_colours_it_has(environ: dict[str, str], depth: int) -> None:
    assert terminal_depth(environ) == colour_depth(environ) == depth
    assert colour_depth({**environ, "NO_COLOR": "1"}) == 0


def shades(number: int) -> tuple[int, int, int]:
    red, green, blue = Color.from_ansi(number).get_truecolor()
    return red, green, blue


def test_what_is_nearly_grey_stays_grey_and_what_is_not_does_not() -> None:
    for nearly in ("#161b22", "#1e2430", "#252c39", "#302a1c", "#e1e6ed"):
        red, green, blue = shades(nearest_of_256(*Color.parse(nearly).get_truecolor()))
        assert red == green == blue
    for other in ("#dda63a", "#f58b93", "#7cc68d", "#085f5f"):
        wanted = Color.parse(other).get_truecolor()
        found = shades(nearest_of_256(*wanted))
        assert [found.index(max(found)), found.index(min(found))] == [
            wanted.index(max(wanted)),
            wanted.index(min(wanted)),
        ]


@pytest.mark.parametrize("number", range(16, 256))
def test_one_of_the_few_is_itself(number: int) -> None:
    assert shades(nearest_of_256(*shades(number))) == shades(number)


@pytest.mark.parametrize("name", ["hoory-dark", "hoory-light"])
def test_no_ground_of_ours_looks_like_a_colour_it_is_not(name: str) -> None:
    assert name in available_themes(NOBODY)
    theme = load_theme(name, NOBODY)
    for variable in ("list-background", "thread-background", "panel-background"):
        wanted = Color.parse(theme.variables[variable]).get_truecolor()
        theirs = Color.from_rgb(*wanted).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()

        def far(one: tuple[int, ...], other: tuple[int, ...] = wanted) -> int:
            return max(abs(a - b) for a, b in zip(one, other, strict=True))

        assert far(shades(nearest_of_256(*wanted))) <= min(12, far(theirs))
