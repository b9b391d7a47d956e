"""The agent's own editor on a draft: a program and its words, never a shell, on a private file."""

from __future__ import annotations

import asyncio
import contextlib
import shlex
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Final

from hoory_tui.app.workplace import Workplace
from hoory_tui.wire.clean import clean
from hoory_tui.words import said

_VARIABLES: Final = ("HOORY_EDITOR", "VISUAL", "EDITOR")
_USUAL: Final = ("vi",)
_KEYBOARD: Final = (signal.SIGINT, signal.SIGQUIT)
"""Signals that keys send to everybody on the terminal, and that are meant for the editor now."""


class EditorError(Exception):
    """Nothing came back from the editor; the text is one sentence."""


def editor_command(environ: Mapping[str, str]) -> list[str]:
    """Return the editor and its words; raises EditorError for what cannot be read as such."""
    for name in _VARIABLES:
        if written := environ.get(name, "").strip():
            try:
                command = shlex.split(written)
            except ValueError as error:
                raise EditorError(
                    said("{name} cannot be read as a command: {error}.", name=name, error=error)
                ) from None
            if command:
                return command
    return list(_USUAL)


async def edit(text: str, command: list[str], folder: Path, *, name: str = "draft.md") -> str:
    """Return the text as it was left in the editor, cleaned; the terminal is the editor's.

    `name` is that of the file, by which editors know what is in it. Raises EditorError when it
    did not end well; what it may have written is then kept in a file that the sentence names.
    """
    place = lay_out(folder, name, text)
    try:
        edited = await edit_in(place, command)
    except EditorError:
        place.end()
        raise
    place.remove()
    return edited


def lay_out(folder: Path, name: str, text: str) -> Workplace:
    """Return a place to edit a text in; raises EditorError."""
    try:
        return Workplace.lay_out(folder, name, text)
    except OSError as error:
        raise EditorError(
            said("The draft cannot be written for the editor: {problem}.", problem=error.strerror)
        ) from None


async def edit_in(place: Workplace, command: list[str]) -> str:
    """Return what the editor has left in a place, cleaned; the place stays what it is.

    Raises EditorError when it did not end well.
    """
    try:
        code = await _run([*command, str(place.file)], place.held)
    except OSError as error:
        name = clean(command[0])
        raise EditorError(
            said(
                "The editor {name} did not start: {problem}. Your text is as it was; "
                "set HOORY_EDITOR, VISUAL or EDITOR.",
                name=name,
                problem=error.strerror,
            )
        ) from None
    try:
        edited = place.read()
    except OSError:
        raise EditorError(said("The editor's file is gone; your text is as it was.")) from None
    if code and place.is_changed:
        raise EditorError(
            said(
                "The editor ended with code {code}, so your text is as it was; what it "
                "wrote is in {file}.",
                code=code,
                file=clean(str(place.file)),
            )
        )
    if code:
        raise EditorError(
            said("The editor ended with code {code}; your text is as it was.", code=code)
        )
    return clean(edited).rstrip("\n")


async def _run(command: list[str], held: int) -> int:
    with _keys_for_another():
        # Should we be killed, it goes on holding the place that it writes to.
        process = await asyncio.create_subprocess_exec(*command, pass_fds=(held,))
        try:
            return await process.wait()
        finally:
            if process.returncode is None:
                # The console ends under the editor, which would go on reading its keys.
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()


@contextlib.contextmanager
def _keys_for_another() -> Iterator[None]:
    # Not ignored: that would be handed on to the editor.
    before = {one: signal.signal(one, _let_pass) for one in _KEYBOARD}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _let_pass(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the editor got the same signal."""
