"""What the agent asks for while looking for something."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from textual.message import Message

from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from hoory_tui.store.filters import Filter


class Sought(StrEnum):
    """Where the line that is open looks."""

    LIST = "list"
    THREAD = "thread"
    FILTER = "filter"


@dataclass
class LineTyped(Message):
    """Something else is typed into the line."""

    sought: Sought
    text: str


@dataclass
class LineKept(Message):
    """What is found shall stay, and the hands go there."""

    sought: Sought


@dataclass
class LineDropped(Message):
    """All shall be as it was before the line was opened."""

    sought: Sought


@dataclass
class LineStepped(Message):
    """The cursor shall go on to another find, though the hands are in the line."""

    sought: Sought
    step: int


@dataclass
class FilterChosen(Message):
    """A filter is to be shown; an empty one shows all again."""

    rule: Filter


@dataclass
class FolderWanted(Message):
    """A filter is to be saved as a folder; `refuse` says why it cannot be."""

    rule: Filter
    refuse: Callable[[str], None]


@dataclass
class FolderUnwanted(Message):
    """The folder that is shown is to be deleted."""


@dataclass
class MoreWanted(Message):
    """The list is narrowed by these words, and what is held of it may not be all."""

    words: str


@dataclass
class SearchFor(Message):
    """Search everything for these words: a page of one kind, or the first of every kind."""

    words: str
    kind: str = ""
    page: int = 1


@dataclass
class GoTo(Message):
    """Open a conversation, held or not, and put the cursor on a message of it."""

    conversation_id: int
    message_id: int | None = None
    words: str = ""
    """What was searched for, to be marked in the thread."""


@dataclass
class ShowContact(Message):
    """Show all conversations of a contact."""

    contact_id: int
    name: str


@dataclass
class OlderWanted(Message):
    """What is looked for in a thread may stand further back."""

    conversation_id: int


@dataclass
class SaveFolder(Message):
    """Save a filter under a name."""

    name: str
    query: dict[str, Any]


@dataclass
class DeleteFolder(Message):
    """Delete a saved filter, which the agent has agreed to."""

    folder_id: int
    name: str
