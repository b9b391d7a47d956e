"""A token from a command, such as a password manager: run without a shell, heard for one line."""

from __future__ import annotations

import os
import selectors
import shlex
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import saying

if TYPE_CHECKING:
    import subprocess

PATIENCE: Final = 30.0
"""Seconds that the command gets, for whoever has to type a passphrase first."""

_LONGEST: Final = 8192
_CHUNK: Final = 65536
_GLANCE: Final = 0.1
"""Seconds between two looks whether the command has ended."""
_KEPT: Final = saying("nothing was started")


def split_command(command: object) -> tuple[str, ...]:
    """The words of a command given as a list, or as a text that is split as a shell would.

    Raises :class:`ValueError` with a sentence for the user.
    """
    if isinstance(command, str):
        try:
            words: list[object] = list(shlex.split(command))
        except ValueError:
            raise ValueError(saying("this command has a quote that does not end")) from None
    elif isinstance(command, (list, tuple)):
        words = list(command)
    else:
        raise ValueError(saying("this must be a command, or a list of its words"))  # noqa: TRY004
    texts = tuple(word for word in words if isinstance(word, str) and "\0" not in word)
    if not texts or len(texts) < len(words) or not texts[0]:
        raise ValueError(saying("this must be a command, or a list of its words"))
    return texts


def run_token_command(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    patience: float = PATIENCE,
    show: Callable[[str], None] | None = None,
) -> str:
    """The first line that the command writes; it reads nothing and no shell is involved.

    What it complains of goes to `show`, line by line, cleaned (default: to stderr). Raises
    :class:`ConfigError` when it fails, takes longer than `patience` seconds or says nothing.
    """
    # Few logins have such a command, and every start passes this module.
    import subprocess

    try:
        process = subprocess.Popen(  # noqa: S603 (the user's own command, in the user's own file)
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(environ),
        )
    except OSError as error:
        raise _failure(
            saying("the token command cannot be started ({strerror})", strerror=error.strerror)
        ) from None
    with process:
        try:
            said = _listen(process, time.monotonic() + patience, show or _to_stderr)
        except TimeoutError:
            process.kill()
            said = None
    if said is None:
        raise _failure(
            saying("the token command took longer than {patience:g} s", patience=patience)
        )
    if process.returncode:
        raise _failure(
            saying("the token command failed ({ending})", ending=_ending(process.returncode))
        )
    line = said.split(b"\n", 1)[0].strip()
    if not line:
        raise _failure(saying("the token command wrote no token on its first line"))
    return line.decode("utf-8", "replace")


def _listen(process: subprocess.Popen[bytes], until: float, show: Callable[[str], None]) -> bytes:
    """Return the beginning of what the command writes; raises TimeoutError."""
    import subprocess

    said, complaint = bytearray(), bytearray()
    with selectors.DefaultSelector() as waiting:
        for stream in (process.stdout, process.stderr):
            waiting.register(_present(stream), selectors.EVENT_READ)
        while waiting.get_map():
            has_ended = process.poll() is not None
            ready = waiting.select(0 if has_ended else min(_left(until), _GLANCE))
            if has_ended and not ready:
                # Something that it left running, such as an agent, keeps the pipes open.
                break
            for key, _ in ready:
                part = os.read(key.fd, _CHUNK)
                if not part:
                    waiting.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    # Taken to the end, or the command would hang, but not kept.
                    said += part[: _LONGEST - len(said)]
                else:
                    complaint += part[:_LONGEST]
                    *lines, complaint = complaint.split(b"\n")
                    for line in lines:
                        show(_cleaned(line))
        if complaint:
            show(_cleaned(complaint))
    try:
        process.wait(_left(until))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    return bytes(said)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _present(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    terminal = ""
    for descriptor in (0, 1, 2):
        try:
            terminal = terminal or os.ttyname(descriptor)
        except OSError:
            continue
    # Without it gpg finds no terminal to ask for a passphrase at, for our input is not passed on.
    return {**environ, **({"GPG_TTY": terminal} if terminal else {})}


def _cleaned(line: bytes | bytearray) -> str:
    return clean_line(line[:_LONGEST].decode("utf-8", "replace"))


def _to_stderr(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _ending(code: int) -> str:
    return (
        saying("exit code {code}", code=code) if code > 0 else saying("signal {code}", code=-code)
    )


def _failure(problem: str) -> ConfigError:
    return ConfigError(
        problem, kept=_KEPT, remedy=saying("run it yourself to see why, and correct it")
    )
