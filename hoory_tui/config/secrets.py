"""Where a saved login's token comes from, in the order of how little it lies about."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.keyring_token import read_keyring
from hoory_tui.config.private import read_private
from hoory_tui.config.secret import Secret, text_of
from hoory_tui.config.token_command import run_token_command
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.words import saying

STANDARD_INPUT: Final = "-"

_TOKEN: Final = pattern(r"[!-~]+")
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a login says about its token, and what was given besides."""

    name: str
    command: tuple[str, ...] = ()
    given: str = field(default="", repr=False)
    """From the environment or the command line's own file."""
    file: Path | None = None
    written: Secret | None = None
    keyring: bool = False


def find_token(sources: Sources, environ: Mapping[str, str]) -> Secret | None:
    """The token: of the command, else the given one, else of a file, else of the keyring.

    Raises :class:`ConfigError`, which never has it in its text.
    """
    if sources.command:
        line = run_token_command(sources.command, environ=environ)
        return _checked(line, saying("the first line of the token command"))
    if sources.given:
        return _checked(sources.given, saying("HOORY_TOKEN in the environment"))
    if sources.file is not None:
        return read_token_file(sources.file)
    if sources.written is not None:
        return sources.written
    return (
        _checked(read_keyring(sources.name), saying("the keyring's entry"))
        if sources.keyring
        else None
    )


def _checked(text: str, place: str) -> Secret:
    try:
        return check_token(text)
    except ValueError as error:
        problem = saying("{place} is wrong: {reason}", place=place, reason=error.args[0])
    raise ConfigError(problem, kept=saying("nothing was started"), remedy=saying("correct it"))


def check_token(token: object) -> Secret:
    """An access token, wrapped; :class:`ValueError`, without the token, if it cannot be one."""
    text = text_of(token)
    if not isinstance(text, str):
        raise ValueError(saying("this must be text in quotes"))  # noqa: TRY004
    # It travels in a header, where a space or a line break would end or forge something.
    if not _TOKEN.fullmatch(text):
        raise ValueError(saying("the token is empty or holds a space or a letter no token has"))
    return Secret(text)


def read_token_file(path: Path) -> Secret:
    """The token on the first line of a file that only its owner can open; :class:`ConfigError`."""
    content = read_private(path)
    if content is None:
        raise ConfigError(
            saying("there is no such token file"), path=path, remedy=saying("correct token_file")
        )
    return _first_line(content, path)


def read_token_from(place: str) -> Secret:
    """The token in a file, or on standard input for ``-``, which is then the terminal again.

    Raises :class:`ConfigError`.
    """
    if place != STANDARD_INPUT:
        return read_token_file(Path(place).expanduser())
    if sys.stdin.isatty():
        raise ConfigError(
            saying("the token would be shown while it is typed"),
            remedy=saying("pipe it in, as in: pass show hoory | hoory-tui --token-file -"),
        )
    token = _first_line(_read_line(0), None)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        # Whoever looks next finds that this is no terminal, and says so.
        return token
    os.dup2(terminal, 0)
    os.close(terminal)
    return token


def beside(folder: Path, written: str) -> Path:
    """A path as it is written in a file: of the home folder for ``~``, else beside that file."""
    return folder / Path(written).expanduser()


def _read_line(descriptor: int) -> bytes:
    line = b""
    while b"\n" not in line and len(line) < _LONGEST:
        part = os.read(descriptor, _LONGEST)
        if not part:
            break
        line += part
    return line


def _first_line(content: bytes, path: Path | None) -> Secret:
    try:
        return check_token(content.split(b"\n", 1)[0].strip().decode("utf-8", "replace"))
    except ValueError:
        problem = saying("the first line holds no token")
    raise ConfigError(problem, path=path, remedy=saying("put the token there and nothing else"))
