"""What the agent asks for out of the palette that nothing else asks for."""

from __future__ import annotations

from textual.message import Message

from hoory_tui.lazily import dataclass


@dataclass
class UseTheme(Message):
    """Take another theme's colours, until the end."""

    name: str


@dataclass
class ChooseTheme(Message):
    """Look at the themes, to take one."""


@dataclass
class KeepTheme(Message):
    """Have a theme at every start from now on; "" is the one that is there."""

    name: str = ""


@dataclass
class ReadSettings(Message):
    """Read the settings again, now."""


@dataclass
class EditSettings(Message):
    """Have the settings in the agent's own editor."""


@dataclass
class ShowNews(Message):
    """Tell what every version brought."""


@dataclass
class Suspend(Message):
    """Leave for the shell, to come back."""


@dataclass
class KeepPanes(Message):
    """Remember how the screen is laid out, for the next start."""

    name: str


@dataclass
class NeedBeside(Message):
    """Read the thread of the conversation in the second column."""

    conversation_id: int
