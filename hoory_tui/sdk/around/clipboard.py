"""Ways into a clipboard, which may be on another machine than we are; what fails says so."""

from __future__ import annotations

import base64
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hoory_tui.sdk.around.notices import wrapped
from hoory_tui.sdk.around.surroundings import SCREEN, TMUX, TMUX_KNOWS, Surroundings
from hoory_tui.sdk.processes import environment_of_ours, feed
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

LARGEST: Final = 56_244
"""Bytes that a terminal takes: 74,992 in base64; what is longer is dropped without a word."""
_LARGEST_HERE: Final = 4_000_000
"""Bytes that a program on this machine is given."""
_PATIENCE: Final = 2.0
"""Seconds for a program to take a text."""
_WAYLAND: Final = (("wl-copy",),)
_X11: Final = (("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input"))
_MAC: Final = (("pbcopy",),)

TMUX_WAY, OSC52_WAY, COMMAND_WAY = "tmux", "osc52", "command"


@dataclass(frozen=True, slots=True)
class Step:
    """One way into a clipboard; `command` is the program that takes the text, if it is one."""

    kind: str
    command: tuple[str, ...] = ()

    @property
    def is_bounded(self) -> bool:
        """Whether the text goes through a terminal, which takes only so much."""
        return self.kind != COMMAND_WAY

    @property
    def name(self) -> str:
        """What it is called in a sentence about a failure."""
        return clean_line(self.command[0]) if self.command else self.kind


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """Ways that are all taken, and others for when none of them worked, in their order."""

    together: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()

    @property
    def largest(self) -> int:
        """How many bytes of a text are copied."""
        first = self.together or self.otherwise
        return LARGEST if any(one.is_bounded for one in first) else _LARGEST_HERE


def copy_plan(
    wanted: str,
    command: tuple[str, ...],
    environ: Mapping[str, str] = os.environ,
    which: Callable[..., str | None] = shutil.which,
) -> CopyPlan:
    """Return the ways for what the settings say.

    By itself: the named command; else what reaches whoever sits there, wherever that is: tmux,
    which knows its terminals, and a program of the desktop that we are on; else the terminal.
    """
    path = environ.get("PATH")
    has_tmux = bool(environ.get("TMUX")) and which("tmux", path=path) is not None
    tmux = (Step(TMUX_WAY, ("tmux", "load-buffer", "-w", "-")),) if has_tmux else ()
    by_terminal = Step(OSC52_WAY)
    named = (Step(COMMAND_WAY, command),) if command else ()
    match wanted:
        case "off":
            return CopyPlan(())
        case "osc52":
            return CopyPlan((by_terminal,))
        case "tmux":
            return CopyPlan(tmux, (by_terminal,))
        case "command":
            return CopyPlan(named, (*tmux, by_terminal))
    if named:
        return CopyPlan(named, (*tmux, by_terminal))
    tool = next((one for one in _tools(environ) if which(one[0], path=path)), None)
    desktop = (Step(COMMAND_WAY, tool),) if tool else ()
    return CopyPlan((*tmux, *desktop), (by_terminal,))


def _tools(environ: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the programs that know the clipboard of the desktop in front of the agent."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        # There may be one, and nobody sits at it.
        return ()
    found = _WAYLAND if environ.get("WAYLAND_DISPLAY") else ()
    found = (*found, *_X11) if environ.get("DISPLAY") else found
    return (*found, *_MAC) if sys.platform == "darwin" else found


def cut_for_clipboard(text: str, largest: int = LARGEST) -> str:
    """Return the text, or as much of its beginning as a clipboard takes."""
    data = text.encode("utf-8", "replace")
    return data[:largest].decode("utf-8", "ignore") if len(data) > largest else text


async def take_step(step: Step, text: str, environ: Mapping[str, str] = os.environ) -> str:
    """Give a text to a program; return what went wrong, "" for nothing."""
    known = (
        {name: environ[name] for name in TMUX_KNOWS if name in environ}
        if step.kind == TMUX_WAY
        else environment_of_ours(environ)
    )
    program = shutil.which(step.command[0], path=environ.get("PATH"))
    if program is None:
        return "is not there"
    command = (program, *step.command[1:])
    return await feed(command, text, seconds=_PATIENCE, environ=known)


def copying_sequence(text: str, around: Surroundings) -> str:
    """Return what has the terminal itself take a text."""
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    sequence = f"\x1b]52;c;{data}\x07"
    passes = around.between == TMUX and around.passes and around.clipboard != "on"
    # Tmux takes it by itself where it may; screen never does.
    if passes or around.between == SCREEN:
        return wrapped(sequence, around.between)
    return sequence


def step_told(step: Step, around: Surroundings) -> str:
    """Return by which way a text went, as a sentence's part."""
    match step.kind:
        case "tmux" if around.clipboard == "off":
            return said("to tmux alone, for its set-clipboard is off")
        case "tmux":
            return said("to tmux, which passes it on to the terminal")
        case "command":
            return said("to {program}", program=step.name)
    if around.between == TMUX and around.clipboard == "external" and not around.passes:
        return said("by way of the terminal (OSC 52), which tmux may hold back")
    return said("by way of the terminal (OSC 52)")
