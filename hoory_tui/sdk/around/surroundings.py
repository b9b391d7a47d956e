"""Which terminal this is, what stands between it and us, and what that lets through."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from hoory_tui.wire.clean import clean_line

KITTY: Final = "kitty"
TMUX, SCREEN, ZELLIJ = "tmux", "screen", "zellij"
_PATIENCE: Final = 2.0
"""Seconds for tmux to answer."""
TMUX_KNOWS: Final = ("PATH", "TMUX", "TMUX_TMPDIR", "LANG", "LC_ALL", "LC_CTYPE")
"""What of our environment tmux may know."""
_ASKED: Final = (
    *("version", "allow-passthrough", "set-clipboard", "focus-events"),
    *("client_termtype", "client_termname"),
)
_ALWAYS_PASSED: Final = ("1.", "2.", "3.0", "3.1", "3.2")
"""Versions of tmux that have no such option and pass everything on."""
_PROGRAMS: Final = {
    "iTerm.app": "iTerm2",
    "WezTerm": "WezTerm",
    "ghostty": "Ghostty",
    "kitty": KITTY,
    "vscode": "VS Code",
    "Apple_Terminal": "Terminal.app",
}
_KINDS: Final = {
    "xterm-kitty": KITTY,
    "xterm-ghostty": "Ghostty",
    "wezterm": "WezTerm",
    "foot": "foot",
    "rxvt": "rxvt",
    "alacritty": "Alacritty",
}
"""By the beginning of TERM, which travels over ssh."""
_VARIABLES: Final = {
    "WT_SESSION": "Windows Terminal",
    "WEZTERM_PANE": "WezTerm",
    "GHOSTTY_RESOURCES_DIR": "Ghostty",
    "KITTY_WINDOW_ID": KITTY,
    "VTE_VERSION": "a terminal of GNOME's kind",
}
_MUTE_KINDS: Final = ("linux", "dumb", "vt1", "vt2", "vt3", "vt5", "ansi", "cons", "unknown")
"""Terminals that may show a sequence that they do not know as text."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the way to the terminal; `passes` is None where nobody was asked."""

    terminal: str = ""
    """The name of the terminal as people know it, "" for one that does not tell."""
    kind: str = ""
    """What TERM says."""
    between: str = ""
    """``tmux``, ``screen`` or ``zellij``, "" for nothing."""
    passes: bool | None = None
    """Whether tmux passes sequences on that it does not know."""
    clipboard: str = ""
    """What tmux does for a clipboard: ``on``, ``external`` or ``off``; "" where nobody told."""
    is_afar: bool = False
    """Whether the terminal is at the other end of a secure shell."""

    @property
    def is_mute(self) -> bool:
        """Whether the terminal is one that takes no sequences beyond the usual."""
        return not self.kind or self.kind.startswith(_MUTE_KINDS)

    @property
    def name(self) -> str:
        """The terminal in words."""
        return self.terminal or self.kind or "a terminal without a name"


def look_around(environ: Mapping[str, str]) -> Surroundings:
    """Return what the environment tells; nobody is asked."""
    between = next(
        (
            name
            for name, variable in ((ZELLIJ, "ZELLIJ"), (TMUX, "TMUX"), (SCREEN, "STY"))
            if environ.get(variable)
        ),
        "",
    )
    kind = clean_line(environ.get("TERM", ""))
    is_afar = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    return Surroundings(_terminal(environ, kind, between), kind, between, is_afar=is_afar)


async def ask_around(environ: Mapping[str, str]) -> Surroundings:
    """Return what the environment and the tmux around us tell."""
    found = look_around(environ)
    if found.between != TMUX:
        return found
    told = await _ask_tmux(environ)
    if not told:
        return replace(found, passes=False)
    # Of a terminal that was attached later, the environment knows nothing.
    name = _by_answer(told["client_termtype"]) or _by_kind(told["client_termname"])
    allowed = told["allow-passthrough"]
    is_old = not allowed and told["version"].startswith(_ALWAYS_PASSED)
    return replace(
        found,
        terminal=name or ("" if told["client_termname"] else found.terminal),
        kind=told["client_termname"] or found.kind,
        passes=is_old or allowed not in ("", "0", "off"),
        clipboard=told["set-clipboard"],
    )


def _terminal(environ: Mapping[str, str], kind: str, between: str) -> str:
    # Inside of others, TERM_PROGRAM is theirs and not the terminal's.
    program = _PROGRAMS.get(environ.get("TERM_PROGRAM", ""), "")
    if environ.get("LC_TERMINAL") == "iTerm2":
        program = program or "iTerm2"
    by_variable = (name for one, name in _VARIABLES.items() if environ.get(one))
    return program or ("" if between else _by_kind(kind)) or next(by_variable, "")


def _by_kind(kind: str) -> str:
    return next((name for begin, name in _KINDS.items() if kind.startswith(begin)), "")


def _by_answer(answer: str) -> str:
    """Return the name of a terminal by what it answered when tmux asked who it is."""
    known = (*_PROGRAMS.values(), "foot")
    return next((one for one in known if answer.casefold().startswith(one.casefold())), "")


async def _ask_tmux(environ: Mapping[str, str]) -> dict[str, str]:
    program = shutil.which("tmux", path=environ.get("PATH"))
    if program is None:
        return {}
    pane = environ.get("TMUX_PANE", "")
    where = ("-t", pane) if pane.startswith("%") and pane[1:].isdigit() else ()
    form = "\t".join(f"#{{{name}}}" for name in _ASKED)
    known = {name: environ[name] for name in TMUX_KNOWS if name in environ}
    try:
        process = await asyncio.create_subprocess_exec(
            *(program, "display-message", "-p", *where, form),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=known,
        )
    except OSError:
        return {}
    try:
        async with asyncio.timeout(_PATIENCE):
            written, _ = await process.communicate()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return {}
    parts = written.decode("utf-8", "replace").rstrip("\n").split("\t")
    if process.returncode or len(parts) != len(_ASKED):
        return {}
    return dict(zip(_ASKED, map(clean_line, parts), strict=True))
