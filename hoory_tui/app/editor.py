"""The agent's own editor on a draft: a program and its words, never a shell, on a private file."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Final

from hoory_tui.wire.clean import clean
from hoory_tui.words import said

_VARIABLES: Final = ("HOORY_EDITOR", "VISUAL", "EDITOR")
_USUAL: Final = ("vi",)
_LARGEST: Final = 1 << 20
"""Bytes of a draft; servers take far less."""
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
    try:
        file = _lay_out(folder, text, name)
    except OSError as error:
        raise EditorError(
            said("The draft cannot be written for the editor: {problem}.", problem=error.strerror)
        ) from None
    place = file.parent
    try:
        code = await _run([*command, str(file)])
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
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
        edited = _read(file)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
        raise EditorError(said("The editor's file is gone; your text is as it was.")) from None
    if code and edited != text:
        raise EditorError(
            said(
                "The editor ended with code {code}, so your text is as it was; what it "
                "wrote is in {file}.",
                code=code,
                file=clean(str(file)),
            )
        )
    shutil.rmtree(place, ignore_errors=True)
    if code:
        raise EditorError(
            said("The editor ended with code {code}; your text is as it was.", code=code)
        )
    return clean(edited).rstrip("\n")


def _lay_out(folder: Path, text: str, name: str) -> Path:
    """Return a file with the text in a folder of its own, in which editors leave their copies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = Path(tempfile.mkdtemp(prefix="draft-", dir=folder)) / name
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(text.encode())
    return file


def _read(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_LARGEST).decode("utf-8", "replace")


async def _run(command: list[str]) -> int:
    with _keys_for_another():
        process = await asyncio.create_subprocess_exec(*command)
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
