"""The hand-edited ``config.toml``: theme, symbols, what opens links, where files go, keys."""

from __future__ import annotations

import difflib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final, Literal

from hoory_tui.config import paths
from hoory_tui.config.alerts import Alerts
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.keynames import normalise_key, normalise_keys
from hoory_tui.config.rules import Rule, rules_of
from hoory_tui.config.spoken import language_code
from hoory_tui.config.tables import (
    Checked,
    Mistake,
    WrongKeysError,
    each,
    key,
    never_open_or_seconds,
    one_of,
    table_of,
    text,
    texts,
    truth,
    truth_or_auto,
    truth_or_texts,
    whole,
)
from hoory_tui.config.wordtools import PipeCommand, macro_name, pipe_command, words_of
from hoory_tui.lazily import dataclass
from hoory_tui.words import LANGUAGES, saying

AUTO: Final = "auto"
OFF: Final = "off"
PANES: Final = ("auto", "thread", "three", "two", "portrait")
LAYOUTS: Final = (
    *("russian", "ukrainian", "bulgarian", "bulgarian-phonetic", "armenian"),
    *("armenian-typewriter", "greek", "hebrew", "arabic", "persian", "georgian"),
)
"""Keyboards whose letters are keys by their places."""
DEFAULT_THEME: Final = "hoory-dark"
"""For a terminal of which nothing else is known."""
PROTOCOLS: Final = (AUTO, "kitty", "sixel", "blocks")


def _layouts(value: object) -> str | tuple[str, ...]:
    """One of the words for all keyboards and for none, or names of keyboards."""
    if isinstance(value, str):
        return str(one_of(AUTO, OFF, *LAYOUTS)(value))
    name = one_of(*LAYOUTS)
    return tuple(name(one) for one in texts(value))


@dataclass(frozen=True, kw_only=True)
class Settings(Checked):
    """What a person may set by hand; every field has a default that works.

    What each is for stands in `config.sentences`, once for the file of settings and for us. What
    the types do not tell: ``keys`` maps the id of a binding to Textual's names of the keys that
    replace its own; ``open_command`` has ``{url}`` where the address belongs; None for ``ascii``
    and ``pictures`` leaves it to what the terminal is; ``mark_read`` is ``never``, ``open`` or
    seconds; 0 for ``bytes_per_second`` leaves it to where we run; ``accounts_together`` names
    others as ``"login"`` or ``"login/account"``.
    """

    theme: str = key(text, default=AUTO)
    plain: bool = key(truth, default=False)
    mouse: bool = key(truth, default=True)
    ascii: bool | None = key(truth_or_auto, default=None)
    emoji: Literal["auto", "unicode", "plain"] = key(
        one_of("auto", "unicode", "plain"), default="auto"
    )
    open_command: tuple[str, ...] = key(texts, default=())
    download_folder: str = key(text, default="")
    download_megabytes: int = key(whole(1, 10_000), default=100)
    pictures: bool | None = key(truth_or_auto, default=None)
    picture_protocol: Literal["auto", "kitty", "sixel", "blocks"] = key(
        one_of(*PROTOCOLS), default="auto"
    )
    cache: bool = key(truth, default=True)
    observer: bool = key(truth, default=False)
    bell: Literal["none", "mine", "all"] = key(one_of("none", "mine", "all"), default="none")
    alerts: Alerts = key(table_of(Alerts), default_factory=Alerts)
    title: bool = key(truth, default=True)
    clipboard: Literal["auto", "tmux", "osc52", "command", "off"] = key(
        one_of(AUTO, "tmux", "osc52", "command", OFF), default="auto"
    )
    clipboard_command: tuple[str, ...] = key(words_of, default=())
    mark_read: str | int = key(never_open_or_seconds, default="never")
    send_delay: int = key(whole(0, 10), default=3)
    bytes_per_second: int = key(whole(1_000, 1_000_000_000), default=0)
    layout: str | tuple[str, ...] = key(_layouts, default=AUTO)
    panes: Literal["auto", "thread", "three", "two", "portrait"] = key(one_of(*PANES), default=AUTO)
    language: str = key(language_code, default="")
    interface_language: str = key(one_of(AUTO, *LANGUAGES), default=AUTO)
    macros: dict[str, str] = key(each(macro_name, normalise_key), default_factory=dict)
    macros_ask: Literal["sending", "always"] = key(one_of("sending", "always"), default="sending")
    pipe: dict[str, PipeCommand] = key(each(pipe_command), default_factory=dict)
    rules: tuple[Rule, ...] = key(rules_of, default=())
    accounts_together: bool | tuple[str, ...] = key(truth_or_texts, default=False)
    keys: dict[str, tuple[str, ...]] = key(each(normalise_keys), default_factory=dict)
    document: Document | None = field(default=None, repr=False, compare=False)
    """Kept to name the line when a key proves wrong later, once the bindings are known."""
    recording: str = field(default="", repr=False, compare=False)
    """The file in which the console records itself, empty for none; no key, a command line's."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.clipboard == "command" and not self.clipboard_command:
            problem = saying("this asks for a command, and there is none")
            remedy = saying("add clipboard_command, or remove this")
            raise WrongKeysError([Mistake(("clipboard",), problem, remedy)])

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
            remedy = (
                saying("perhaps {name} is meant", name=close[0]) if close else saying("remove it")
            )
            raise settings.key_fault(binding_id, saying("there is no binding of this name"), remedy)


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
                    saying("{name} is already the key of {owner}", name=name, owner=owner),
                    saying(
                        "give {binding_id} or {owner} another key",
                        binding_id=binding_id,
                        owner=owner,
                    ),
                )
