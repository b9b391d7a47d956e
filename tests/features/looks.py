"""How it looks, as each agent likes it."""

from __future__ import annotations

from typing import Final

from .feature import row

LOOKS: Final = (
    row(
        "Looks",
        "Light, dark, and other colours",
        0,
        "themes themes.keep",
        "flows/test_theming.py::test_the_screen_takes_the_colours_at_hand_and_gives_them_up "
        "flows/test_theming.py::test_a_theme_is_kept_for_good_and_a_broken_one_is_named "
        "flows/test_readable.py::test_everything_on_the_screen_can_be_read_in_every_theme",
        "twelve themes, looked at on the screen itself; files of one's own",
    ),
    row(
        "Looks",
        "High contrast, or no colour at all",
        1,
        "",
        "app/test_contrast.py::test_every_text_can_be_read "
        "flows/test_theming.py::test_without_colour_everything_is_told_otherwise "
        "flows/test_ascii.py::test_nothing_that_is_drawn_is_more_than_ascii",
        "themes, NO_COLOR, ascii",
    ),
    row(
        "Looks",
        "A colour for each login",
        1,
        "",
        "flows/test_theming.py::test_the_login_stands_at_the_edge",
        "colour in profiles.toml; its name stands on it",
    ),
)
