"""Themes as TOML files: every colour the widgets name, or an error that names the one missing."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import theme_folders, user_themes_dir
from hoory_tui.lazily import pattern
from hoory_tui.widgets.looks import WORDS, Looks, Writing
from hoory_tui.widgets.roles import GROUNDS, ROLES
from hoory_tui.words import saying

BASE_VARIABLES: Final = (
    *("primary", "secondary", "accent", "foreground", "background", "surface", "panel"),
    *("success", "warning", "error"),
)

OWN_VARIABLES: Final = (
    *("list-background", "thread-background", "panel-background"),
    *("text", "text-dim", "text-faint", "accent-text"),
    *("selected-background", "selected-blur-background", "unread-text"),
    *("badge-background", "badge-text"),
    *("note-background", "note-text", "note-edge"),
    *("incoming-edge", "outgoing-edge", "incoming-background", "outgoing-background"),
    *("activity-text", "failed-text", "live-text", "warn-text", "typing-text"),
    *("day-text", "divider-text", "key-text"),
    *("composer-background", "composer-note-background"),
    *("border", "scrollbar", "scrollbar-background"),
)

REQUIRED_VARIABLES: Final = BASE_VARIABLES + OWN_VARIABLES
"""The colours every theme file must give, by their names in CSS (without the ``$``)."""

# Textual's own widgets have names of their own; without these they would be coloured by formulas
# that know nothing of our two levels of background.
TEXTUAL_VARIABLES: Final[Mapping[str, str]] = {
    "ansi-background": "panel-background",
    "ansi-foreground": "text",
    "text-muted": "text-dim",
    "text-disabled": "text-faint",
    "block-cursor-background": "selected-background",
    "block-cursor-foreground": "text",
    "block-cursor-blurred-background": "selected-blur-background",
    "block-cursor-blurred-foreground": "text",
    "block-hover-background": "selected-blur-background",
    "border-blurred": "scrollbar-background",
    "scrollbar-hover": "text-faint",
    "scrollbar-active": "accent",
    "scrollbar-corner-color": "scrollbar-background",
    "scrollbar-background-hover": "scrollbar-background",
    "scrollbar-background-active": "scrollbar-background",
    "footer-background": "panel-background",
    "footer-foreground": "text-dim",
    "footer-description-foreground": "text-dim",
    "footer-key-foreground": "key-text",
    "input-cursor-background": "text",
    "input-cursor-foreground": "composer-background",
    "input-selection-background": "selected-background",
    "input-selection-foreground": "text",
    "screen-selection-background": "selected-background",
    "screen-selection-foreground": "text",
    "link-color": "accent-text",
    "link-color-hover": "accent-text",
    "link-background-hover": "selected-background",
}

ANSI_COLOURS: Final = (
    "ansi_default",
    *(
        f"ansi_{bright}{hue}"
        for bright in ("", "bright_")
        for hue in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    ),
)
"""The terminal's own colours, which look as its user has set them."""

_NAME: Final = pattern(r"[a-z0-9][a-z0-9_-]{0,63}")
_COLOUR: Final = pattern(r"#[0-9A-Fa-f]{6}")
_TOP_KEYS: Final = ("name", "dark", "colors", "roles", "grounds")


def available_themes(environ: Mapping[str, str] = os.environ) -> list[str]:
    """The names of all themes that can be asked for, the user's own among them, sorted."""
    files = [file for folder in theme_folders(environ) for file in folder.glob("*.toml")]
    return sorted({file.stem for file in files if _NAME.fullmatch(file.stem)})


def load_theme(name: str, environ: Mapping[str, str] = os.environ) -> Looks:
    """Read a theme by name, the user's own file before ours; :class:`ConfigError` if wrong."""
    if _NAME.fullmatch(name):
        for folder in theme_folders(environ):
            document = Document.read(folder / f"{name}.toml")
            if document is not None:
                return theme_from(document)
    raise ConfigError(
        saying('there is no theme called "{name}"', name=name),
        remedy=saying("choose one of {names}", names=", ".join(available_themes(environ))),
    )


def broken_themes(environ: Mapping[str, str] = os.environ) -> list[ConfigError]:
    """What is wrong with the user's own theme files, a mistake a file."""
    found = []
    for file in sorted(user_themes_dir(environ).glob("*.toml")):
        try:
            if not _NAME.fullmatch(file.stem):
                raise _wrong_name(file)
            if (document := Document.read(file)) is not None:
                theme_from(document)
        except ConfigError as error:
            found.append(error)
    return found


def theme_from(document: Document) -> Looks:
    """Turn a theme file into Textual's theme; :class:`ConfigError` names the wrong key."""
    values = document.values
    for key in values:
        if key not in _TOP_KEYS:
            raise document.fault((key,), saying("this key is unknown"), _meant(key, _TOP_KEYS))
    name = values.get("name")
    if name != document.path.stem:
        raise document.fault(
            ("name",),
            saying("a theme has the name of its file"),
            saying('write name = "{stem}"', stem=document.path.stem),
        )
    dark = values.get("dark")
    if not isinstance(dark, bool):
        raise document.fault(
            ("dark",), saying("this must be true or false"), saying("write dark = true, or false")
        )
    colours = _colours(document, values.get("colors"))
    derived = {theirs: colours[ours] for theirs, ours in TEXTUAL_VARIABLES.items()}
    is_ansi = any(colour in ANSI_COLOURS for colour in colours.values())
    # Whatever the terminal's own colours are, what is turned round can be seen.
    derived["input-cursor-text-style"] = "reverse" if is_ansi else "none"
    return Looks(
        name=document.path.stem,
        dark=dark,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=colours["accent"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        success=colours["success"],
        warning=colours["warning"],
        error=colours["error"],
        variables={**derived, **{own: colours[own] for own in OWN_VARIABLES}},
        ansi=is_ansi,
        roles=_writings(document, "roles", tuple(ROLES)),
        grounds=_writings(document, "grounds", tuple(GROUNDS)),
    )


def _colours(document: Document, table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        raise document.fault(
            ("colors",), saying("this table is missing"), saying("add [colors] and its colours")
        )
    for key in table:
        if key not in REQUIRED_VARIABLES:
            raise document.fault(
                ("colors", key), saying("there is no such colour"), _meant(key, REQUIRED_VARIABLES)
            )
    for key in REQUIRED_VARIABLES:
        if key not in table:
            raise document.fault(
                ("colors", key), saying("this colour is missing"), saying("add it")
            )
        colour = table[key]
        if isinstance(colour, str) and colour.startswith("ansi_"):
            if colour not in ANSI_COLOURS:
                raise document.fault(
                    ("colors", key),
                    saying("this is none of the terminal's own colours"),
                    _meant(colour, ANSI_COLOURS),
                )
        elif not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
            raise document.fault(
                ("colors", key),
                saying("this is no colour"),
                saying(
                    'write six digits, such as "#4a90d9", or one of the terminal\'s own, '
                    '"ansi_blue"'
                ),
            )
    return table


def _writings(document: Document, name: str, known: tuple[str, ...]) -> dict[str, Writing]:
    table = document.values.get(name, {})
    if not isinstance(table, dict):
        raise document.fault(
            (name,),
            saying("this must be a table"),
            saying("write [{name}] above its keys", name=name),
        )
    found = {}
    for key, told in table.items():
        if key not in known:
            raise document.fault(
                (name, key),
                saying("there is none of the {name} called so", name=name),
                _meant(key, known),
            )
        writing = _writing(told)
        if writing is None:
            raise document.fault(
                (name, key),
                saying("this is no way to write"),
                saying(
                    'write some of {names}, a colour, or "ansi_black on ansi_cyan"',
                    names=", ".join(WORDS),
                ),
            )
        found[key] = writing
    return found


def _writing(told: object) -> Writing | None:
    """Return what words such as ``bold ansi_black on ansi_cyan`` mean, None for nothing known."""
    if not isinstance(told, str):
        return None
    front, _, ground = told.partition("on ")
    words = front.split()
    colours = [one for one in words if _is_colour(one)]
    plain = frozenset(words) - set(colours)
    is_ground = not ground or _is_colour(ground.strip())
    if len(colours) > 1 or not plain <= set(WORDS) or not is_ground:
        return None
    return Writing(plain, colours[0] if colours else "", ground.strip())


def _is_colour(told: str) -> bool:
    return told in ANSI_COLOURS or _COLOUR.fullmatch(told) is not None


def _wrong_name(file: Path) -> ConfigError:
    return ConfigError(
        saying("a theme's name is made of small letters, digits, - and _"),
        path=file,
        kept=saying("it is not offered"),
        remedy=saying("give the file another name"),
    )


def _meant(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return saying("perhaps {name} is meant", name=close[0]) if close else saying("remove it")
