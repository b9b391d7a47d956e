"""Opening a link: one program with one address as an argument, and no shell anywhere."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings
from hoory_tui.lazily import pattern
from hoory_tui.wire.links import Refused, read_link
from hoory_tui.words import said, saying

PLACE: Final = "{url}"
"""Stands for the address in a configured command."""
_PATIENCE: Final = 2.0
"""Seconds for which a command can fail and be told of; one that goes on is a browser at work."""
_SECRET: Final = pattern(r"^HOORY_|TOKEN|SECRET|PASSW|PASSPHRASE|API_?KEY", re.IGNORECASE)
_KEY: Final = "open_command"


class OpenError(Exception):
    """A link was not opened; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def opener_command(
    settings: Settings, environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> tuple[str, ...] | None:
    """Return the words of what opens links, None where they can only be shown and copied.

    Raises ConfigError for a configured command that is none.
    """
    if settings.open_command:
        return check_command(settings.open_command)
    if environ.get("SSH_CONNECTION"):
        # A browser would open on the wrong machine, or as text in the middle of our screen.
        return None
    if platform == "darwin":
        return ("open", PLACE)
    has_display = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    if has_display and shutil.which("xdg-open", path=environ.get("PATH")):
        return ("xdg-open", PLACE)
    return None


def check_command(words: Sequence[str]) -> tuple[str, ...]:
    """Return a configured command; raises ConfigError unless its first word is a program's."""
    problem = ""
    if not words[0].strip():
        problem = saying("the first word of the command is empty")
    elif PLACE in words[0]:
        problem = saying("the first word of the command must be a program, not an address")
    elif words[0].startswith("-"):
        problem = saying("the first word of the command is an option, not a program")
    elif any("\0" in word for word in words):
        problem = saying("a word of the command holds a NUL character")
    if problem:
        remedy = saying('write a list such as ["xdg-open", "{place}"]', place=PLACE)
        raise ConfigError(problem, key=_KEY, remedy=remedy)
    return tuple(words)


def command_line(command: Sequence[str], url: str) -> list[str]:
    """Return the words to run: the address stands for every mark, or last where there is none."""
    words = [word.replace(PLACE, url) for word in command]
    return words if any(PLACE in word for word in command) else [*words, url]


def clean_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what a program of somebody else's may know: all but what sounds like a secret."""
    return {name: value for name, value in environ.items() if not _SECRET.search(name)}


async def open_link(
    command: Sequence[str],
    url: str,
    environ: Mapping[str, str] = os.environ,
    *,
    patience: float = _PATIENCE,
) -> None:
    """Hand an address to the command; raises OpenError when that is seen not to work.

    The address passes the gate once more here, whoever asks.
    """
    link = read_link(url)
    if isinstance(link, Refused):
        raise OpenError(said("The link was not opened: {reason}.", reason=link.reason))
    words = command_line(command, link.url)
    code = await asyncio.to_thread(_run, words, clean_environment(environ), patience)
    if code:
        raise OpenError(
            said(
                "{name} did not open the link (it ended with {code}); copy the link, or "
                "correct open_command in config.toml.",
                name=_name(words),
                code=code,
            )
        )


def _run(words: Sequence[str], environ: Mapping[str, str], patience: float) -> int:
    """Start the command and return its exit code, 0 for one that goes on."""
    try:
        # Not by the event loop: that kills, when it ends, what it has started.
        process = subprocess.Popen(  # noqa: S603
            words,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else said("it cannot be run")
        raise OpenError(
            said(
                "{name} could not be started ({why}); copy the link, or correct "
                "open_command in config.toml.",
                name=_name(words),
                why=why,
            )
        ) from None
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, name="opener", daemon=True).start()
        return 0


def _name(words: Sequence[str]) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in words[0])
