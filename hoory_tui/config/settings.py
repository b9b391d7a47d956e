"""The hand-edited ``config.toml``: theme, symbols, what opens links, where files go, keys."""

from __future__ import annotations

import difflib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final, Literal

from hoory_tui.config import paths
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.keynames import normalise_key, normalise_keys
from hoory_tui.config.rules import Rule, rules_of
from hoory_tui.config.spoken import language_code
from hoory_tui.config.tables import (
    Checked,
    each,
    key,
    never_open_or_seconds,
    one_of,
    text,
    texts,
    truth,
    whole,
)
from hoory_tui.config.wordtools import PipeCommand, macro_name, pipe_command
from hoory_tui.lazily import dataclass

AUTO: Final = "auto"
OFF: Final = "off"
PANES: Final = ("auto", "thread", "three", "two")
LAYOUTS: Final = (
    *("russian", "ukrainian", "bulgarian", "bulgarian-phonetic", "armenian"),
    *("armenian-typewriter", "greek", "hebrew", "arabic", "persian", "georgian"),
)
"""Keyboards whose letters are keys by their places."""
DEFAULT_THEME: Final = "hoory-dark"


def _layouts(value: object) -> str | tuple[str, ...]:
    """One of the words for all keyboards and for none, or names of keyboards."""
    if isinstance(value, str):
        return str(one_of(AUTO, OFF, *LAYOUTS)(value))
    name = one_of(*LAYOUTS)
    return tuple(name(one) for one in texts(value))


@dataclass(frozen=True, kw_only=True)
class Settings(Checked):
    """What a person may set by hand; every field has a default that works.

    ``keys`` maps the id of a binding to Textual's names of the keys that replace its own.
    ``ascii`` asks for plain letters in place of the symbols, ``emoji`` says how those in
    strangers' texts are drawn.  ``open_command`` is what opens a link, as a list of words in
    which ``{url}`` stands for the address; empty means to show and copy it.  Files are saved to
    ``download_folder`` (default: ``~/Downloads``) up to ``download_megabytes`` each.
    ``pictures`` allows to draw attached pictures.  ``cache`` keeps the last list and the last
    screen for the next start.  ``observer`` is to look on unseen: never shown as online, no typing
    signs, nothing marked as read by looking.  ``bell`` rings the
    terminal's for what comes in: for nothing, for what is mine, or for all.  ``mark_read`` is
    ``never`` (by its key and by
    answering alone), ``open``, or the seconds that an opened conversation is looked at first.
    ``send_delay`` is for how many seconds what is sent can still be taken back.
    ``bytes_per_second`` bounds what is painted without a key; by itself (0) it is more on this
    machine than over a secure shell.  ``layout`` says which keyboards' letters are keys by their
    places: those of all scripts, none, or the named ones.  ``panes`` is the layout of the screen
    at the start.  ``language`` is the code of the one that messages are translated into (default:
    the locale's).  ``macros`` gives keys to macros, by their ids or names; ``macros_ask`` tells
    whether such a key asks only before something is sent or written, or always.  ``pipe`` holds
    the commands that a thread can be given to, by name.  ``rules`` say what is to be done when
    something happens.
    """

    theme: str = key(text, default=DEFAULT_THEME)
    ascii: bool = key(truth, default=False)
    emoji: Literal["auto", "unicode", "plain"] = key(
        one_of("auto", "unicode", "plain"), default="auto"
    )
    open_command: tuple[str, ...] = key(texts, default=())
    download_folder: str = key(text, default="")
    download_megabytes: int = key(whole(1, 10_000), default=100)
    pictures: bool = key(truth, default=False)
    cache: bool = key(truth, default=True)
    observer: bool = key(truth, default=False)
    bell: Literal["none", "mine", "all"] = key(one_of("none", "mine", "all"), default="none")
    mark_read: str | int = key(never_open_or_seconds, default="never")
    send_delay: int = key(whole(0, 10), default=3)
    bytes_per_second: int = key(whole(1_000, 1_000_000_000), default=0)
    layout: str | tuple[str, ...] = key(_layouts, default=AUTO)
    panes: Literal["auto", "thread", "three", "two"] = key(one_of(*PANES), default=AUTO)
    language: str = key(language_code, default="")
    macros: dict[str, str] = key(each(macro_name, normalise_key), default_factory=dict)
    macros_ask: Literal["sending", "always"] = key(one_of("sending", "always"), default="sending")
    pipe: dict[str, PipeCommand] = key(each(pipe_command), default_factory=dict)
    rules: tuple[Rule, ...] = key(rules_of, default=())
    keys: dict[str, tuple[str, ...]] = key(each(normalise_keys), default_factory=dict)
    document: Document | None = field(default=None, repr=False, compare=False)
    """Kept to name the line when a key proves wrong later, once the bindings are known."""
    recording: str = field(default="", repr=False, compare=False)
    """The file in which the console records itself, empty for none; no key, a command line's."""

    def keymap(self) -> dict[str, str]:
        """The chosen keys in the shape of ``App.set_keymap``: id to comma-separated keys."""
        return {binding_id: ",".join(keys) for binding_id, keys in self.keys.items()}

    @property
    def keyboards(self) -> tuple[str, ...] | None:
        """Whose letters are keys by their places, None for those of all scripts."""
        if isinstance(self.layout, tuple):
            return self.layout
        return {AUTO: None, OFF: ()}.get(self.layout, (self.layout,))

    def key_fault(self, binding_id: str, problem: str, remedy: str) -> ConfigError:
        """An error about one entry of the ``[keys]`` table, with its file and line if known."""
        if self.document is None:
            return ConfigError(problem, key=f"keys.{binding_id}", remedy=remedy)
        return self.document.fault(("keys", binding_id), problem, remedy)


def load_settings(path: Path | None = None, *, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read ``config.toml``, or the defaults if there is none; :class:`ConfigError` if wrong."""
    document = Document.read(path or paths.settings_file(environ))
    if document is None:
        return Settings()
    return replace(document.build(Settings), document=document)


def check_key_ids(settings: Settings, known_ids: Collection[str]) -> None:
    """Refuse a ``[keys]`` entry for a binding that does not exist."""
    for binding_id in settings.keys:
        if binding_id not in known_ids:
            close = difflib.get_close_matches(binding_id, known_ids, n=1)
            remedy = f"perhaps {close[0]} is meant" if close else "remove it"
            raise settings.key_fault(binding_id, "there is no binding of this name", remedy)


def check_key_clashes(
    settings: Settings, defaults: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Refuse a chosen key that another binding has too, naming both bindings.

    ``defaults`` gives the built-in keys of the bindings that can be active together: only these
    are then compared, since one key may well do two things in two places.  Without it, only the
    chosen keys are compared with one another.
    """
    usual = defaults if defaults is not None else dict.fromkeys(settings.keys, ())
    owners: dict[str, str] = {}
    # Chosen keys last, so that the clash is reported at a line the user wrote.
    for binding_id in sorted(usual, key=lambda each: each in settings.keys):
        chosen = settings.keys.get(binding_id)
        for name in chosen or [normalise_key(one) for one in usual[binding_id]]:
            owner = owners.setdefault(name, binding_id)
            if owner != binding_id and chosen:
                raise settings.key_fault(
                    binding_id,
                    f"{name} is already the key of {owner}",
                    f"give {binding_id} or {owner} another key",
                )
