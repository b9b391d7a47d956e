"""What a command says, and with which code it ends, when the server did not do what was asked."""

from __future__ import annotations

from hoory_tui.client.errors import (
    Broken,
    HooryError,
    NotAllowed,
    NotFound,
    SignInRefused,
    TokenReplaced,
    TooManyRequests,
    Unreached,
)
from hoory_tui.commands.exits import CommandError, Exit


def command_error(error: HooryError, *, is_writing: bool = False) -> CommandError:
    """Return what ends the command: the error's own sentence, and the code of its kind.

    `is_writing` tells that something was to be changed, which may have come about nevertheless.
    """
    return CommandError(error.sentence, exit_code(error, is_writing=is_writing))


def exit_code(error: HooryError, *, is_writing: bool = False) -> Exit:
    """Return the code of this kind of error."""
    if is_writing and error.may_have_arrived:
        return Exit.UNSURE
    match error:
        case SignInRefused() | TokenReplaced() | NotAllowed():
            return Exit.SIGNED_OUT
        case NotFound():
            return Exit.NOT_FOUND
        case Unreached() | Broken() | TooManyRequests():
            return Exit.UNREACHED
    return Exit.FAILED


def without_advice(sentence: str) -> str:
    """Return what happened alone: where it may have been done, to try again would do it twice."""
    return f"{sentence.partition('; ')[0].removesuffix('.')}." if sentence else ""
