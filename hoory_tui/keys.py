"""Every key of the console, declared once: bindings, help, footer and README come from here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from textual.binding import Binding

from hoory_tui.lazily import dataclass


class Context(StrEnum):
    """Where a key works; printable keys never work where text is typed.

    Those of the list and the thread that are not printable, such as alt+e, also work in the
    composer: they are meant as twins for who is writing.
    """

    CONSOLE = "whole console"
    """Before anything else that has the focus, boxes too."""
    EVERYWHERE = "everywhere"
    COMMAND = "list and thread"
    ROWS = "the focused pane"
    PAGER = "whole message"
    LINKS = "links and files"
    LINK = "one link"
    COMPOSER = "composer"


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do.

    `id` is what a user's `[keys]` table names; `keys` are Textual key names, separated by
    commas; `footer` is the short word for the footer, empty to leave it out.
    """

    id: str
    keys: str
    action: str
    text: str
    group: str
    context: Context
    footer: str = ""


_MOVE, _READ, _ACT, _WRITE, _CONSOLE = "Move", "Read", "Act", "Write", "Console"
_BOXES = "In a box"

KEYS: Final = (
    Key("nav.down", "j,down", "cursor_down", "Next row", _MOVE, Context.ROWS),
    Key("nav.up", "k,up", "cursor_up", "Previous row", _MOVE, Context.ROWS),
    Key("nav.top", "g,home", "cursor_top", "First row", _MOVE, Context.ROWS),
    Key("nav.bottom", "G,end", "cursor_bottom", "Last row", _MOVE, Context.ROWS),
    Key("nav.page_down", "ctrl+d,pagedown", "cursor_page_down", "A page down", _MOVE, Context.ROWS),
    Key("nav.page_up", "ctrl+u,pageup", "cursor_page_up", "A page up", _MOVE, Context.ROWS),
    Key(
        "conv.next",
        "J,ctrl+down,alt+j",
        "next_conversation(1)",
        "Next conversation",
        _MOVE,
        Context.EVERYWHERE,
    ),
    Key(
        "conv.prev",
        "K,ctrl+up,alt+k",
        "next_conversation(-1)",
        "Previous conversation",
        _MOVE,
        Context.EVERYWHERE,
    ),
    Key("pane.next", "tab,shift+tab", "next_pane", "Other pane", _MOVE, Context.EVERYWHERE),
    Key("view.1", "1", "show_view('me')", "Mine", _MOVE, Context.COMMAND),
    Key("view.2", "2", "show_view('unassigned')", "Unassigned", _MOVE, Context.COMMAND),
    Key("view.3", "3", "show_view('all')", "All", _MOVE, Context.COMMAND),
    Key("open", "enter,l,right", "open", "Open the conversation", _READ, Context.COMMAND, "open"),
    Key("back", "h,left,escape", "back", "Back one level", _READ, Context.COMMAND, "back"),
    Key("links", "v", "links", "Links and files of the message", _READ, Context.COMMAND),
    Key("plain", "f3", "plain", "The whole message, by itself", _READ, Context.COMMAND),
    Key("copy.text", "y", "copy_text", "Copy the message", _READ, Context.COMMAND),
    Key("toggle.details", "i", "toggle_details", "Details panel", _READ, Context.COMMAND),
    Key(
        "reply", "r,alt+l", "write(False)", "Reply to the contact", _WRITE, Context.COMMAND, "reply"
    ),
    Key("note", "p,alt+p", "write(True)", "Write a private note", _WRITE, Context.COMMAND, "note"),
    Key(
        "resolve",
        "e,alt+e",
        "toggle_resolved",
        "Resolve, or reopen what is resolved",
        _ACT,
        Context.COMMAND,
        "resolve",
    ),
    Key(
        "assign.me",
        "a",
        "assign_me",
        "Assign to me, or unassign what is mine",
        _ACT,
        Context.COMMAND,
        "assign me",
    ),
    Key(
        "retry",
        "full_stop",
        "retry_unsent",
        "Send again what did not go out here",
        _ACT,
        Context.COMMAND,
    ),
    Key(
        "discard",
        "x",
        "take_back_unsent",
        "Take what did not go out back into the composer",
        _ACT,
        Context.COMMAND,
    ),
    Key("compose.send", "ctrl+s,f2", "send", "Send", _WRITE, Context.COMPOSER, "send"),
    Key("compose.newline", "ctrl+j", "newline", "New line", _WRITE, Context.COMPOSER, "new line"),
    Key(
        "compose.switch",
        "ctrl+n",
        "switch_mode",
        "Switch between reply and private note",
        _WRITE,
        Context.COMPOSER,
        "reply ⇄ note",
    ),
    Key(
        "compose.attach",
        "f4",
        "attach",
        "Attach files, or take them off",
        _WRITE,
        Context.COMPOSER,
        "attach",
    ),
    Key(
        "compose.leave",
        "escape",
        "leave",
        "Leave the composer, the draft stays",
        _WRITE,
        Context.COMPOSER,
        "leave",
    ),
    Key("reload", "ctrl+r", "reload", "Load everything again", _CONSOLE, Context.EVERYWHERE),
    Key("redraw", "ctrl+l", "redraw", "Draw the screen again", _CONSOLE, Context.EVERYWHERE),
    Key("palette", "ctrl+p", "command_palette", "Command palette", _CONSOLE, Context.CONSOLE),
    Key("palette.quick", "colon", "app.command_palette", "The same", _CONSOLE, Context.COMMAND),
    Key("help", "question_mark,f1", "help", "All keys", _CONSOLE, Context.EVERYWHERE, "all keys"),
    Key(
        "leave",
        "q",
        "leave_or_quit",
        "Back, and at the root quit",
        _CONSOLE,
        Context.COMMAND,
        "quit",
    ),
    Key("quit", "ctrl+q", "quit", "Quit", _CONSOLE, Context.CONSOLE),
    Key(
        "pager.source", "s", "turn_source", "As it was sent, or as it reads", _BOXES, Context.PAGER
    ),
    Key("pager.wrap", "w", "turn_wrap", "Wrap long lines, or not", _BOXES, Context.PAGER),
    Key("pager.left", "left", "sideways(-1)", "Along long lines", _BOXES, Context.PAGER),
    Key("pager.right", "right", "sideways(1)", "Along long lines", _BOXES, Context.PAGER),
    Key("pager.copy", "y", "copy", "Copy all of it", _BOXES, Context.PAGER),
    Key("pager.close", "escape,q,f3,h", "close", "Back to the thread", _BOXES, Context.PAGER),
    Key("links.open", "enter,l,right", "open", "Look at the link", _BOXES, Context.LINKS),
    Key("links.copy", "y", "copy", "Copy the address", _BOXES, Context.LINKS),
    Key("links.save", "s", "save", "Save the file", _BOXES, Context.LINKS),
    Key("links.picture", "p", "picture", "Show the picture", _BOXES, Context.LINKS),
    Key("links.close", "escape,q,v,h,left", "close", "Back to the thread", _BOXES, Context.LINKS),
    Key("link.open", "o", "open", "Open the link", _BOXES, Context.LINK),
    Key("link.copy", "y", "copy", "Copy the address", _BOXES, Context.LINK),
    Key("link.leave", "n,escape,q", "leave", "Leave it", _BOXES, Context.LINK),
)

_SHOWN: Final = {
    "full_stop": ".",
    "question_mark": "?",
    "colon": ":",
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
    return [
        Binding(
            key.keys,
            key.action,
            key.text,
            id=key.id,
            show=bool(key.footer),
            tooltip=key.text,
            priority=key.context is Context.CONSOLE,
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
                {Context.CONSOLE, Context.LINKS, Context.ROWS},
                {Context.CONSOLE, Context.LINK},
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
