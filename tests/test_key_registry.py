"""One registry: what is bound, what help and the palette offer, and what a person may change."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Final

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

import hoory_tui
from hoory_tui.app.app import HooryApp
from hoory_tui.config.keynames import TAKEN
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.keys import KEYS, Context, Key, Need, default_keys, known_ids, shown_keys
from hoory_tui.screens.help import NOT_NOW, Circumstances, key_offers
from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.palette import KEY, palette_offers
from hoory_tui.screens.reasons import key_of_action

from .test_keys import NEVER

IDS: Final = [key.id for key in KEYS]
P0: Final = (
    *("open", "reply", "note", "resolve", "snooze", "assign.me", "assign.other", "labels"),
    *(
        "priority",
        "canned",
        "mark",
        "undo",
        "find",
        "view.1",
        "view.2",
        "view.3",
        "help",
        "palette",
    ),
)
"""What agents do all day; each is one key press away, pickers aside."""
_SPARE: Final = "f9"
_ON_THE_SCREEN: Final = (Context.EVERYWHERE, Context.COMMAND)


def classes() -> Iterator[type[DOMNode]]:
    """Yield every widget, screen and app class of the package."""
    for module in pkgutil.walk_packages(hoory_tui.__path__, "hoory_tui."):
        if not module.name.startswith(("hoory_tui.screens", "hoory_tui.widgets", "hoory_tui.app")):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and "BINDINGS" in vars(value):
                yield value


def bound() -> dict[str, list[tuple[type[DOMNode], Binding]]]:
    """Return, by key id, the classes that bind it."""
    found: dict[str, list[tuple[type[DOMNode], Binding]]] = {key_id: [] for key_id in IDS}
    for cls in dict.fromkeys(classes()):
        for one in vars(cls)["BINDINGS"]:
            if isinstance(one, Binding) and one.id in found:
                found[one.id].append((cls, one))
    return found


def has_action(cls: type[DOMNode], action: str) -> bool:
    name = action.partition("(")[0]
    owner: type[DOMNode] = cls
    if name.startswith("app."):
        owner, name = HooryApp, name.removeprefix("app.")
    return any(hasattr(owner, f"{prefix}action_{name}") for prefix in ("", "_"))


def test_every_key_is_bound_somewhere_and_does_something_there() -> None:
    made = bound()
    assert [key_id for key_id, places in made.items() if not places] == []
    for key in KEYS:
        for cls, binding in made[key.id]:
            owner = (
                cls
                if issubclass(cls, HooryApp)
                else HooryApp
                if issubclass(cls, App)
                else MainScreen
                if cls in MainScreen.mro()
                else cls
            )
            assert binding.action == key.action
            assert has_action(owner, key.action), (key.id, key.action, cls.__name__)


def test_an_action_of_the_main_screen_has_one_key_so_that_its_reason_is_known() -> None:
    for key in KEYS:
        if key.context in _ON_THE_SCREEN:
            assert key_of_action(key.action) is key, key.id


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("unmet", [frozenset(), frozenset(Need)])
def test_help_and_the_palette_offer_every_key(writing: bool, unmet: frozenset[Need]) -> None:
    at = Circumstances(writing, unmet)
    offers = key_offers(at, {})
    assert sorted(one.key for one in offers) == sorted(IDS)
    assert all(bool(one.reason) == (one.group == NOT_NOW) for one in offers)
    groups = [one.group for one in offers]
    assert len(set(groups)) == sum(a != b for a, b in zip(["", *groups], groups, strict=False))
    palette = palette_offers(at, {}, (), ())
    named = {one.key.removeprefix(KEY) for one in palette}
    usable = {one.key for one in offers if not one.reason} - {"palette", "palette.quick"}
    assert usable <= named


@pytest.mark.parametrize("key", KEYS, ids=IDS)
def test_every_key_can_be_changed(key: Key) -> None:
    settings = Settings(keys={key.id: (_SPARE,)})
    check_key_ids(settings, known_ids())
    for defaults in default_keys():
        check_key_clashes(settings, defaults)
    assert shown_keys(key, settings.keymap()) == [_SPARE]
    assert sum(key.id in defaults for defaults in default_keys()) > 0, "clashes are looked for"


def test_what_agents_do_all_day_is_one_key_away() -> None:
    by_id = {key.id: key for key in KEYS}
    for key_id in P0:
        names = by_id[key_id].keys.split(",")
        assert all(" " not in name for name in names), "no chords"
        assert names, key_id


def test_what_is_never_bound_is_refused_in_the_settings_too() -> None:
    refused = set(TAKEN) | {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket", "alt+enter"}
    assert refused >= NEVER
