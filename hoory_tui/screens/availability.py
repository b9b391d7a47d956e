"""What one can be to the others: online, busy, offline, or not there at all."""

from __future__ import annotations

from typing import Final

from textual.message import Message

from hoory_tui.screens import knowing_intents
from hoory_tui.store.state import Store
from hoory_tui.widgets.choices import Choice

_AUTO: Final = "auto"
_UNSEEN: Final = "unseen"
_BE: Final = "be:"
_HINTS: Final = {
    "online": "conversations may be given to you",
    "busy": "there, but not for new ones",
    "offline": "not there",
}


def availabilities(store: Store) -> list[Choice]:
    """Return what can be chosen, and what holds now."""
    seen = not store.observing
    choices = [
        Choice(f"{_BE}{name}", name.capitalize(), hint, seen and store.availability == name)
        for name, hint in _HINTS.items()
    ]
    if store.auto_offline is not None:
        state = "on" if store.auto_offline else "off"
        hint = "offline when nothing of yours is connected"
        choices.append(Choice(_AUTO, f"Offline automatically: {state}", hint, words="switch"))
    hint = "offline, no typing signs, nothing marked read by looking"
    choices.append(Choice(_UNSEEN, "Observe unseen", hint, store.observing, words="hidden"))
    return choices


def asked_for(key: str, store: Store) -> Message:
    """Return what a choice asks for."""
    if key == _AUTO:
        return knowing_intents.SetAutoOffline(not store.auto_offline)
    if key == _UNSEEN:
        return knowing_intents.Observe(on=True)
    availability = key.removeprefix(_BE)
    if store.observing:
        return knowing_intents.Observe(on=False, availability=availability)
    return knowing_intents.SetAvailability(availability)
