"""What somebody sees who starts the console before any desk is set up: a choice by one key."""

from __future__ import annotations

import os
import shutil
import sys
import termios
import textwrap
from collections.abc import Callable, Mapping
from typing import Final

import hoory_tui
from hoory_tui.config import paths
from hoory_tui.lazily import dataclass
from hoory_tui.words import said, to_say

DEMO: Final = to_say("demo")
TOUR: Final = to_say("tour")
LOGIN: Final = to_say("login")
QUIT: Final = to_say("quit")
CHOICES: Final = (
    ("d", DEMO, to_say("look around on the demo desk: a pretend company, inside this program")),
    ("t", TOUR, to_say("take the tour: ten steps on the demo desk, a few minutes, by doing")),
    ("l", LOGIN, to_say("sign in to your support desk")),
    ("q", QUIT, to_say("quit")),
)
"""By key: what it chooses, and how that is called."""
_ENDINGS: Final = frozenset("q\x03\x04\x1b")
"""Besides the letter: ctrl+c, ctrl+d and escape."""
_NO_CHOICE: Final = "\0"
_USUAL: Final = 80
_NARROWEST: Final = 30
_BELOW: Final = " " * len("  d  ")
_AFTERWARDS: Final = (
    (to_say("To sign in to your desk, type: {command}"), "hoory-tui login"),
    (to_say("For the ten steps, type: {command}"), "hoory-tui tour"),
)


@dataclass(frozen=True, slots=True)
class Ways:
    """What the choices lead to; each runs to its end and gives the exit code."""

    demo: Callable[[], int]
    tour: Callable[[], int]
    login: Callable[[], int]


def greet(ways: Ways, environ: Mapping[str, str] = os.environ) -> int:
    """Say what there is, wait for one key, and go there; returns the exit code."""
    sys.stdout.write(greeting(environ, shutil.get_terminal_size().columns))
    sys.stdout.flush()
    choice = _choose()
    sys.stdout.write(f"{said(choice)}\n\n")
    sys.stdout.flush()
    if choice == QUIT:
        return 0
    if choice == LOGIN:
        return ways.login()
    code = ways.demo() if choice == DEMO else ways.tour()
    if code == 0:
        told = (said(text, command=command) for text, command in _AFTERWARDS)
        sys.stdout.write("".join(f"{line}\n" for line in told))
    return code


def greeting(environ: Mapping[str, str], columns: int = _USUAL) -> str:
    """Return what is said first, in lines of so many cells."""
    home = environ.get("HOME", "")
    places = (
        (said("settings"), paths.settings_file(environ)),
        (said("logins"), paths.profiles_file(environ)),
        (said("drafts"), paths.state_dir(environ)),
        (said("cache"), paths.cache_dir(environ)),
    )
    column = max(len(what) for what, _ in places)
    lines = [
        said(
            "hoory-tui {version}: a console for support agents, in the terminal.",
            version=hoory_tui.__version__,
        ),
        "",
        said("No support desk is set up here yet. What would you like?"),
        "",
        *(_hung(f"  {key}  {said(words)}", columns) for key, _, words in CHOICES),
        "",
        said("Where things are kept, all of it yours alone:"),
        *(f"  {what:<{column}}  {_short(str(place), home)}" for what, place in places),
        "",
        said(
            "Press {keys} or {last}: ",
            keys=", ".join(key for key, *_ in CHOICES[:-1]),
            last=CHOICES[-1][0],
        ),
    ]
    return "\n".join(lines)


def _hung(line: str, columns: int) -> str:
    """Return a choice in lines that fit, the later ones below the first one's words."""
    return textwrap.fill(line, max(columns, _NARROWEST) - 1, subsequent_indent=_BELOW)


def _short(path: str, home: str) -> str:
    return f"~{path[len(home) :]}" if home and path.startswith(f"{home}/") else path


def _choose() -> str:
    """Return what the first key that means something chooses."""
    while True:
        keys = _read_keys()
        if not keys:
            return QUIT
        for key in keys:
            if key in _ENDINGS:
                return QUIT
            for letter, choice, _ in CHOICES:
                if key == letter:
                    return choice


def _read_keys() -> str:
    """Return what was typed without waiting for enter, in small letters; "" for nobody there."""
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    now = termios.tcgetattr(descriptor)
    now[3] &= ~(termios.ICANON | termios.ECHO | termios.ISIG)
    try:
        termios.tcsetattr(descriptor, termios.TCSANOW, now)
        read = os.read(descriptor, 32)
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
    text = read.decode("utf-8", "replace").lower()
    if len(text) > 1 and text.startswith("\x1b"):
        # An arrow or the like, which begins as escape does and chooses nothing.
        return _NO_CHOICE
    return text
