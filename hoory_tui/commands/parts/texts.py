"""The words of a message from wherever they are: arguments, the input, a file or an editor."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.lazily import dataclass
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

INPUT: Final = "-"
_LARGEST: Final = 1 << 20
"""Bytes that are read; servers take far less in one message."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was written; `is_only_here` tells that nobody else keeps it."""

    text: str
    is_only_here: bool = False


def read_words(options: argparse.Namespace, context: Context, *, may_be_none: bool) -> Words:
    """Return the words as they were given, without the line break that ends a file.

    Arguments are joined by blanks. Without any the input is read, or on a terminal the agent's
    editor opened. With `may_be_none` there may be no words at all. Raises CommandError.
    """
    given = [*options.text]
    if options.file is not None:
        if given:
            raise CommandError(
                "The text is given twice, as a file and as words; nothing was sent.", Exit.USAGE
            )
        given = [] if options.file == INPUT else given
        if options.file != INPUT:
            return Words(_from_file(options.file))
    elif given and given != [INPUT]:
        return Words(_checked(" ".join(given)))
    elif not given and may_be_none:
        return Words("")
    if not given and options.file is None and context.stdin.isatty():
        return Words(_from_editor(context), is_only_here=True)
    return Words(_from_input(context))


def _from_input(context: Context) -> str:
    if context.token_file == INPUT:
        raise CommandError(
            "The token is already taken from the input, so no text can be; nothing was sent.",
            Exit.USAGE,
        )
    # Bytes where there are any: line breaks are to stay what they are.
    source = getattr(context.stdin, "buffer", None)
    if source is None:
        return _checked(context.stdin.read(_LARGEST + 1))
    return _decoded(source.read(_LARGEST + 1), "the input")


def _from_file(path: str) -> str:
    name = clean_line(path)
    try:
        with Path(path).expanduser().open("rb") as opened:
            data = opened.read(_LARGEST + 1)
    except (OSError, RuntimeError, ValueError) as error:
        said = getattr(error, "strerror", None) or "it is no path"
        raise CommandError(
            f"The text in {name} cannot be read: {said}; nothing was sent.", Exit.USAGE
        ) from None
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> str:
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CommandError(
            f"What is in {name} is no text in UTF-8; nothing was sent.", Exit.USAGE
        ) from None


def _checked(text: str) -> str:
    if len(text) > _LARGEST:
        raise CommandError("The text is larger than 1 MB; nothing was sent.", Exit.USAGE)
    if not is_text(text):
        raise CommandError("The text is none in UTF-8; nothing was sent.", Exit.USAGE)
    if "\0" in text:
        raise CommandError("The text holds a zero byte; nothing was sent.", Exit.USAGE)
    if text.endswith("\r\n"):
        return text[:-2]
    return text.removesuffix("\n")


def is_text(text: str) -> bool:
    """Tell whether this can leave: arguments may hold bytes that are no letters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _from_editor(context: Context) -> str:
    if not (context.stdout.isatty() and context.stderr.isatty()):
        raise CommandError("There is no text; write it behind the id, or pipe it in.", Exit.USAGE)
    from hoory_tui.app.editor import EditorError, edit, editor_command
    from hoory_tui.config.paths import state_dir

    # The editor inherits the environment, so the token has to be out of it by now.
    _ = context.profile
    try:
        command = editor_command(context.environ)
        return asyncio.run(edit("", command, state_dir(context.environ)))
    except EditorError as error:
        raise CommandError(str(error)) from None


def keep(words: Words, conversation_id: int, context: Context) -> str:
    """Keep words that did not go out and are nowhere else; return a sentence on where."""
    if not words.is_only_here or not words.text.strip():
        return ""
    import os
    import tempfile

    from hoory_tui.config.paths import state_dir

    folder = state_dir(context.environ)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(".md", f"reply-{conversation_id}-", folder)
        with os.fdopen(number, "w", encoding="utf-8", newline="") as opened:
            opened.write(words.text)
    except OSError:
        return ""
    return f" Your text is kept in {clean_line(name)}."
