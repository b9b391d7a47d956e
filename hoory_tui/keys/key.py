"""What a key is: its id, its names, what it does, where it works and how it is called."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from hoory_tui.keys.needs import Need
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
    TEXT = "text to read"
    LINKS = "links and files"
    LINK = "one link"
    PICKER = "list to choose from"
    LOG = "what was done"
    HELP = "list of keys"
    MENU = "menu of a message"
    CHECK = "before something is done"
    PIPE = "before a command is run"
    WORDS = "words of a command"
    CARD = "contact card"
    BELL = "notifications"
    ACCOUNTS = "all accounts"
    ALERTS = "what calls me"
    THEMES = "list of themes"
    FIELD = "line to change a value"
    NOTE = "note about a contact"
    FIND = "line to find by"
    SEARCH = "search"
    FORM = "form of an agent"
    COMPOSER = "composer"
    TOUR = "tour"
    VISIT = "contact's console"
    """Before its one thread; nothing of the agent's console works there but rows and composer."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that keys do.

    `id` is what a user's `[keys]` table names; `keys` are Textual key names, separated by
    commas; `footer` is the short word for the footer, empty to leave it out, and the footer
    shows the keys of the highest `weight` first. Without one of its `needs` a key does nothing
    but say so.
    """

    id: str
    keys: str
    action: str
    text: str
    group: str
    context: Context
    footer: str = ""
    needs: tuple[Need, ...] = ()
    weight: int = 0


MOVE: Final = "Move"
FIND: Final = "Find"
READ: Final = "Read"
ACT: Final = "Act"
WRITE: Final = "Write"
SEE: Final = "See"
CONSOLE: Final = "Console"
BOXES: Final = "In a box"
VISIT: Final = "From the contact's side"
