"""What the agent asks for with a key; screens post these, the console carries them out."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.lazily import dataclass
from hoory_tui.store.deeds import Deed
from hoory_tui.store.views import ListView


@dataclass
class ShowConversation(Message):
    """Show a conversation's thread; `opened` tells a deliberate opening from passing by."""

    conversation_id: int
    opened: bool


@dataclass
class ShowView(Message):
    """Show a list of conversations, from its top."""

    view: ListView


@dataclass
class ViewShown(Message):
    """Another list is shown: what of it is not known has to be read."""

    view: ListView


@dataclass
class NeedMoreConversations(Message):
    """The end of the list is near."""


@dataclass
class Do(Message):
    """Do the same to one conversation or to many."""

    deed: Deed
    conversation_ids: tuple[int, ...]


@dataclass
class RetryUnsent(Message):
    """Send again what did not go out in a conversation."""

    conversation_id: int


@dataclass
class TakeBackUnsent(Message):
    """Take what did not go out of a conversation back into the composer."""

    conversation_id: int


@dataclass
class StoppedTyping(Message):
    """The agent left the composer of a conversation."""

    conversation_id: int


@dataclass
class Reload(Message):
    """Fetch everything again and try the link now."""


@dataclass
class OpenLink(Message):
    """Open an address that passed the gate and that the agent confirmed."""

    url: str


@dataclass
class CopyText(Message):
    """Put a text into the clipboard; `what` names it in the word about it."""

    text: str
    what: str


@dataclass
class SaveFile(Message):
    """Save an attachment into the folder for downloads."""

    conversation_id: int
    message_id: int
    attachment_id: int


@dataclass
class ShowPicture(Message):
    """Draw an attached picture."""

    conversation_id: int
    message_id: int
    attachment_id: int


@dataclass
class LibraryWanted(Message):
    """A picker shows these parts of the library: read them again, see store.library.PARTS."""

    parts: tuple[str, ...]


@dataclass
class UndoLast(Message):
    """Undo the last thing that was done, or stop it while it is being done."""


@dataclass
class UndoDeed(Message):
    """Undo one of the things that were done, or do again what was undone of it."""

    number: int


@dataclass
class RetryDeed(Message):
    """Try again what failed of one of the things that were done."""

    number: int


@dataclass
class ShowLog(Message):
    """Show the list of what was done."""
