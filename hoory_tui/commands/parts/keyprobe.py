"""Keys as they are pressed: the bytes, the name, and what the console would do with it."""

from __future__ import annotations

import os
import select
import textwrap
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from hoory_tui.app.keyboard.bare import Ended, bare_terminal
from hoory_tui.app.keyboard.layouts import letters_of
from hoory_tui.app.keyboard.probe import Heard, Pressed, Probe, as_hex, as_words
from hoory_tui.commands.exits import Exit
from hoory_tui.config.keynames import INDISTINCT, TAKEN
from hoory_tui.keys import KEYS, Context, Key

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context as Surroundings
    from hoory_tui.config.settings import Settings

_READ: Final = 1 << 12
_LOOK: Final = 0.02
"""Seconds between two looks whether something that came is a key by now."""
_REST: Final = 0.25
"""The same when nothing waits: a signal that comes just before a wait is heard after it."""
_LEAVE: Final = ("ctrl+c", "q")
_WIDTH: Final = 80
_INDENT: Final = 20
_COMMAND: Final = (Context.CONSOLE, Context.EVERYWHERE, Context.COMMAND, Context.ROWS)
_COMPOSER: Final = (Context.CONSOLE, Context.EVERYWHERE, Context.COMPOSER)
_SIGNALLED: Final = 128


class Meanings:
    """What keys do in the list and the thread, and where an answer is written."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._letters: Mapping[str, str] = letters_of(settings.keyboards)

    def lines(self, pressed: Pressed) -> list[str]:
        """Return what a key does, as lines for a person."""
        names, place = self._by_place(pressed)
        said = [f"in the place of {place}"] if place else []
        said.append(f"list and thread: {self._command(names)}")
        said.append(f"composer: {self._composer(names, pressed)}")
        for name in names:
            if name in TAKEN:
                said.append(f"nothing can be bound to it: {TAKEN[name]}")
            twins = [one for one, other in INDISTINCT.items() if other == name]
            if twins:
                said.append(f"{' and '.join(twins)} cannot be told from it in most terminals")
        return said

    def _by_place(self, pressed: Pressed) -> tuple[tuple[str, ...], str]:
        letter = self._letters.get(pressed.character)
        if letter is None:
            return pressed.names, ""
        return (letter, *pressed.names), letter

    def _command(self, names: tuple[str, ...]) -> str:
        for name in names:
            if name in self._settings.macros:
                return f"macro {self._settings.macros[name]}"
        return self._found(names, _COMMAND) or "nothing"

    def _composer(self, names: tuple[str, ...], pressed: Pressed) -> str:
        bound = self._found(pressed.names, _COMPOSER)
        if bound:
            return bound
        if pressed.character.isprintable() and pressed.character:
            return "written as it is"
        # Keys of the list that no text takes for itself work here as well.
        is_twin = names[0].startswith(("alt+", "ctrl+"))
        twin = self._found(names, (Context.COMMAND,)) if is_twin else ""
        return twin or "nothing, or editing the text"

    def _found(self, names: tuple[str, ...], contexts: tuple[Context, ...]) -> str:
        found = [
            key
            for key in KEYS
            if key.context in contexts and not set(self._keys_of(key)).isdisjoint(names)
        ]
        return "; ".join(f"{key.text} ({key.id})" for key in found)

    def _keys_of(self, key: Key) -> tuple[str, ...]:
        return self._settings.keys.get(key.id) or tuple(key.keys.split(","))


def show_keys(settings: Settings, context: Surroundings, never: str) -> Exit:
    """Show every key until the agent leaves; the terminal is given back in any case."""
    meanings, probe = Meanings(settings), Probe()
    reads, writes = context.stdin.fileno(), context.stdout.fileno()
    context.stdout.write(f"{never}\n\nPress keys; leave with ctrl+c twice or q twice.\n\n")
    context.stdout.flush()
    last = ""
    try:
        with bare_terminal(reads, writes):
            while True:
                heard = _next(probe, reads)
                if heard is None:
                    return Exit.DONE
                for one in heard:
                    _write(writes, describe(one, meanings))
                    for key in one.keys:
                        if key.name == last and last in _LEAVE:
                            return Exit.DONE
                        last = key.name
    except Ended as ended:
        raise SystemExit(_SIGNALLED + ended.number) from None


def describe(heard: Heard, meanings: Meanings) -> str:
    """Return what was heard as lines that no terminal takes for anything else."""
    sent = f"{as_hex(heard.data)}   {as_words(heard.data)}"
    if not heard.keys and not heard.others:
        return "\n".join([_line("(nothing)", sent), _line("", "not a key, so it is left out")])
    lines = []
    for number, key in enumerate(heard.keys):
        lines.append(_line(key.name, sent if number == 0 else "in the same piece"))
        lines += [_line("", said) for said in meanings.lines(key)]
    if heard.others:
        lines.append(_line("(no key)", sent))
    lines += [_line("", other) for other in heard.others]
    return "\n".join(lines)


def _line(head: str, text: str) -> str:
    return "\n".join(
        textwrap.wrap(
            f"{head:<{_INDENT - 1}} {text}",
            _WIDTH,
            subsequent_indent=" " * (_INDENT + 2),
            break_on_hyphens=False,
            drop_whitespace=False,
            replace_whitespace=False,
        )
    )


def _next(probe: Probe, reads: int) -> list[Heard] | None:
    """Wait for something; None at the end of all input."""
    patience = _LOOK if probe.is_waiting else _REST
    if not select.select([reads], [], [], patience)[0]:
        return list(probe.tick(time.monotonic()))
    try:
        data = os.read(reads, _READ)
    except OSError:
        # The terminal was closed.
        return None
    return list(probe.feed(data, time.monotonic())) if data else None


def _write(writes: int, text: str) -> None:
    data = f"{text}\n".encode("utf-8", "replace")
    while data:
        data = data[os.write(writes, data) :]
