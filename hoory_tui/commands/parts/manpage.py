"""The manual page in the language of man(7); what it says of commands they say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import hoory_tui
from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.grammar import Grammar, Switch, all_grammars, console_grammar

MEANINGS: Final = {
    Exit.DONE: "done",
    Exit.FAILED: "the server refused some or all of it, or a check did not pass",
    Exit.USAGE: "the arguments, the settings or the input cannot be used",
    Exit.NOT_FOUND: "there is no such thing",
    Exit.AMBIGUOUS: "a name means several things",
    Exit.SIGNED_OUT: "no token, or it is not accepted",
    Exit.UNREACHED: "no connection, or it broke; nothing was changed",
    Exit.UNSURE: "it may have been done; look before you ask again",
    Exit.INTERRUPTED: "interrupted",
    Exit.PIPE_CLOSED: "nobody read on",
    Exit.TERMINATED: "told to end",
}
"""What each exit code says."""
_ABOUT: Final = (
    "hoory-tui is a full-screen console for support agents on Hoory AI and the other servers of "
    "the Chatwoot family. Without a command the console starts, on the saved login or on what the "
    "environment says. Its keys are shown by ? there, and by hoory-tui keys --list.",
    "The commands do the same without a screen, for pipes and scripts.",
)
_ENVIRONMENT: Final = {
    "HOORY_URL, HOORY_TOKEN, HOORY_ACCOUNT": "a login that needs no file",
    "HOORY_EDITOR, VISUAL, EDITOR": "the editor for long replies and for the settings",
    "NO_COLOR": "no colours, on the screen and in tables",
    "XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME": "where the folders below lie",
}
_FILES: Final = {
    "~/.config/hoory-tui/config.toml": "the settings; hoory-tui config shows and checks them",
    "~/.config/hoory-tui/profiles.toml": "the saved logins, readable by you alone",
    "~/.config/hoory-tui/themes/": "themes of your own",
    "~/.config/hoory-tui/macros/": "macros of your own",
    "~/.local/state/hoory-tui/": "drafts, unsent messages and the log",
    "~/.cache/hoory-tui/": "the last list and screens, for the next start",
}
_COMMON: Final = frozenset({"--help", "--profile", "--token-file"})
"""What every command takes; it is told once, above."""


def man_page() -> str:
    """Return the page."""
    return "".join(f"{line}\n" for line in _page())


def _page() -> Iterator[str]:
    console, commands = console_grammar(), all_grammars()
    version = _said(f"hoory-tui {hoory_tui.__version__}")
    yield f'.TH HOORY\\-TUI 1 "{hoory_tui.RELEASED}" "{version}"'
    yield ".SH NAME"
    yield _said("hoory-tui") + " \\- a console for support agents, in the terminal"
    yield ".SH SYNOPSIS"
    yield f".B {_said('hoory-tui')}"
    yield _said("[OPTION]...")
    yield ".br"
    yield f".B {_said('hoory-tui')}"
    yield f"\\fICOMMAND\\fR {_said('[OPTION]... [ARGUMENT]...')}"
    yield ".SH DESCRIPTION"
    for place, paragraph in enumerate(_ABOUT):
        yield from ([".PP"] if place else [])
        yield _said(paragraph)
    yield ".SH OPTIONS"
    for option in console.options:
        yield from _option(option)
    yield ".SH COMMANDS"
    for one in commands:
        yield from _command(one)
    yield from _listed("EXIT STATUS", ((str(code.value), MEANINGS[code]) for code in Exit))
    yield from _listed("ENVIRONMENT", _ENVIRONMENT.items())
    yield from _listed("FILES", _FILES.items())


def _command(one: Grammar) -> Iterator[str]:
    yield f".SS {_said(one.name)}"
    about = one.about.rstrip(".")
    yield _said(f"{about[:1].upper()}{about[1:]}.")
    if one.choices:
        yield _said(f"Takes one of: {', '.join(one.choices)}.")
    for option in one.options:
        if not _COMMON.intersection(option.names):
            yield from _option(option)


def _option(option: Switch) -> Iterator[str]:
    value = " \\fIVALUE\\fR" if option.takes_value else ""
    yield ".TP"
    yield ", ".join(f"\\fB{_said(name)}\\fR" for name in option.names) + value
    about = " ".join(option.about.split())
    yield _said(f"{about[:1].upper()}{about[1:]}." if about else "")


def _listed(title: str, items: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f".SH {title}"
    for name, about in items:
        yield ".TP"
        yield f"\\fB{_said(name)}\\fR"
        yield _said(f"{about[:1].upper()}{about[1:]}.")


def _said(text: str) -> str:
    """Return text in which man(7) finds no request and no escape of its own."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return f"\\&{escaped}" if escaped[:1] == "." else escaped
