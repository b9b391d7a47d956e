"""What a command's exit code says; scripts rely on these numbers."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    """The server refused some or all of it, or a check did not pass."""
    USAGE = 2
    """The arguments, the settings or what stood on the input cannot be used."""
    NOT_FOUND = 3
    """There is no such thing."""
    AMBIGUOUS = 4
    """A name means several things."""
    SIGNED_OUT = 5
    """There is no login, or its token is not accepted."""
    UNREACHED = 6
    """No connection came about, or it broke; nothing was changed."""
    UNSURE = 7
    """It may have been done; look before it is asked again."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """Nobody reads any more what is written."""
    TERMINATED = 143
    """It was asked to end, as at a shutdown, and did so in order."""


class CommandError(Exception):
    """A command ends here; the text is one whole sentence for the person who typed it."""

    def __init__(self, sentence: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
