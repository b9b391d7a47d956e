"""What the agent asks for with a key; screens post these, the console carries them out."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.lazily import dataclass
from hoory_tui.store.deeds import Deed


@dataclass
class ShowConversation(Message):
    """Show a conversation's thread; `opened` tells a deliberate opening from passing by."""

    conversation_id: int
    opened: bool


@dataclass
class NeedMoreConversations(Message):
    """The end of the list is near."""


@dataclass
class Do(Message):
    """Do the same to one conversation or to many."""

    deed: Deed
    conversation_ids: tuple[int, ...]


@dataclass
class ToggleResolved(Message):
    """Resolve a conversation, or reopen it when it is not open."""

    conversation_id: int


@dataclass
class AssignToMe(Message):
    """Take a conversation over, or let go of it when it is ours."""

    conversation_id: int


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
