"""Every key of the console, declared once: bindings, help, footer and README come from here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from hoory_tui.keys import (
    accounting,
    acting,
    boxes,
    composing,
    finding,
    laying,
    moving,
    reading,
    running,
    seeing,
    touring,
    visiting,
    wordboxes,
    writing,
)
from hoory_tui.keys.key import Context, Key
from hoory_tui.keys.needs import Need, Reasoning, first_unmet

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = [
    "KEYS",
    "Context",
    "Key",
    "Need",
    "Reasoning",
    "bindings",
    "default_keys",
    "first_unmet",
    "key_name",
    "known_ids",
    "readme_table",
    "shown_keys",
]

KEYS: Final = (
    *moving.KEYS,
    *finding.KEYS,
    *reading.KEYS,
    *writing.KEYS,
    *composing.KEYS,
    *acting.KEYS,
    *seeing.KEYS,
    *accounting.KEYS,
    *laying.KEYS,
    *running.KEYS,
    *boxes.KEYS,
    *wordboxes.KEYS,
    *visiting.KEYS,
    *touring.KEYS,
)

_SHOWN: Final = {
    "full_stop": ".",
    "question_mark": "?",
    "exclamation_mark": "!",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "slash": "/",
    "backslash": "\\",
    "asterisk": "*",
    "at": "@",
    "number_sign": "#",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "equals_sign": "=",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "vertical_line": "|",
    "apostrophe": "'",
    "quotation_mark": '"',
    "grave_accent": "`",
    "tilde": "~",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "escape": "esc",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def bindings(*contexts: Context) -> list[Binding]:
    """Return the bindings of these contexts, each with the id that a keymap names."""
    # Whoever only lists the keys draws no screen.
    from textual.binding import Binding

    return [
        Binding(
            key.keys,
            key.action,
            key.text,
            id=key.id,
            show=bool(key.footer),
            tooltip=key.text,
            priority=key.context in (Context.CONSOLE, Context.TOUR),
        )
        for key in KEYS
        if key.context in contexts
    ]


def known_ids() -> frozenset[str]:
    """Return the ids that a user's keymap may name."""
    return frozenset(key.id for key in KEYS)


def default_keys() -> list[dict[str, list[str]]]:
    """Return, for each set of contexts that are active together, the keys of every id.

    While writing, the deeds of the list and the thread keep those of their keys that no text
    field takes for itself.
    """
    command = {Context.CONSOLE, Context.EVERYWHERE, Context.COMMAND, Context.ROWS}
    writing = {Context.CONSOLE, Context.EVERYWHERE, Context.COMPOSER}
    twins = {key.id: _twins(key) for key in KEYS if key.context is Context.COMMAND}
    return [
        {key.id: key.keys.split(",") for key in KEYS if key.context in command},
        {key.id: key.keys.split(",") for key in KEYS if key.context in writing}
        | {key_id: names for key_id, names in twins.items() if names},
        *(
            {key.id: key.keys.split(",") for key in KEYS if key.context in contexts}
            for contexts in (
                {Context.CONSOLE, Context.PAGER, Context.ROWS},
                {Context.CONSOLE, Context.TEXT, Context.ROWS},
                {Context.CONSOLE, Context.LINKS, Context.ROWS},
                {Context.CONSOLE, Context.LINK},
                {Context.CONSOLE, Context.CARD, Context.ROWS},
                {Context.CONSOLE, Context.BELL, Context.ROWS},
                {Context.CONSOLE, Context.ACCOUNTS, Context.ROWS},
                {Context.CONSOLE, Context.LOG, Context.ROWS},
                {Context.CONSOLE, Context.ALERTS},
                {Context.CONSOLE, Context.FIELD},
                {Context.CONSOLE, Context.NOTE},
                {Context.CONSOLE, Context.PICKER, Context.HELP},
                {Context.CONSOLE, Context.PICKER, Context.THEMES},
                {Context.CONSOLE, Context.MENU},
                {Context.CONSOLE, Context.CHECK},
                {Context.CONSOLE, Context.PIPE},
                {Context.CONSOLE, Context.WORDS},
                {Context.CONSOLE, Context.FIND},
                {Context.CONSOLE, Context.SEARCH},
                {Context.CONSOLE, Context.VISIT, Context.ROWS},
                {Context.CONSOLE, Context.FORM},
                # They are there in the tour alone, and nobody has to make room for them.
                {Context.TOUR},
            )
        ),
    ]


def _twins(key: Key) -> list[str]:
    return [name for name in key.keys.split(",") if name.startswith(("alt+", "ctrl+"))]


def shown_keys(key: Key, keymap: Mapping[str, str] | None = None) -> list[str]:
    """Return the names of a key as people read them, after the user's keymap."""
    keys = (keymap or {}).get(key.id, key.keys)
    names = []
    for name in keys.split(","):
        *modifiers, letter = name.strip().split("+")
        names.append("+".join([*modifiers, _SHOWN.get(letter, letter)]))
    return names


def key_name(key_id: str, keymap: Mapping[str, str] | None = None) -> str:
    """Return the first key of this id as people read it."""
    return next(shown_keys(key, keymap)[0] for key in KEYS if key.id == key_id)


def readme_table() -> str:
    """Return the table of keys as the README shows it."""
    lines = ["| what | keys | where | id |", "| --- | --- | --- | --- |"]
    for key in KEYS:
        shown = " ".join(f"`{name}`" for name in shown_keys(key))
        lines.append(f"| {key.text} | {shown} | {key.context} | `{key.id}` |")
    return "\n".join(lines)
