"""What the agent asks for with one message, a macro or the whole thread as input."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.lazily import dataclass


@dataclass
class CopyWebLink(Message):
    """Put the dashboard's address of a conversation, or of a message of it, into the clipboard."""

    conversation_id: int
    message_id: int | None = None


@dataclass
class OpenInWeb(Message):
    """Show where the dashboard has this, to be opened from there."""

    conversation_id: int
    message_id: int | None = None


@dataclass
class DeleteMessage(Message):
    """Empty a message for everybody; it was asked about already."""

    conversation_id: int
    message_id: int


@dataclass
class RetryMessage(Message):
    """Have the server send again what failed on the way to the contact."""

    conversation_id: int
    message_id: int


@dataclass
class TranslateMessage(Message):
    """Have the server translate a message into the language of the settings."""

    conversation_id: int
    message_id: int


@dataclass
class KeepAsCanned(Message):
    """Keep a text as a canned response of the account."""

    short_code: str
    content: str


@dataclass
class RunMacroOn(Message):
    """Carry a macro out, as it was shown to the agent: `macro_key` names it, see store.macros."""

    macro_key: str
    conversation_ids: tuple[int, ...]


@dataclass
class ChooseMacro(Message):
    """Let the agent choose a macro for these conversations."""

    conversation_ids: tuple[int, ...]


@dataclass
class MacroByKey(Message):
    """A key was pressed that config.toml gives to a macro, by its id or name."""

    wanted: str
    conversation_ids: tuple[int, ...]


@dataclass
class PipeAsked(Message):
    """Give a thread to a command, or stop the one that is at work, or take what it has written."""

    conversation_id: int


@dataclass
class StopPipe(Message):
    """Stop the command that is at work."""
