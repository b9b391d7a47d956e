"""What one can be to the others: online, busy, offline, or not there at all."""

from __future__ import annotations

from typing import Final

from textual.message import Message

from hoory_tui.screens import knowing_intents
from hoory_tui.store.state import Store
from hoory_tui.widgets.choices import Choice
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

_AUTO: Final = "auto"
_UNSEEN: Final = "unseen"
_BE: Final = "be:"
_HINTS: Final = {
    "online": to_say("conversations may be given to you"),
    "busy": to_say("there, but not for new ones"),
    "offline": to_say("not there"),
}


def availabilities(store: Store) -> list[Choice]:
    """Return what can be chosen, and what holds now."""
    seen = not store.observing
    choices = [
        Choice(
            f"{_BE}{name}", term(name).capitalize(), said(hint), seen and store.availability == name
        )
        for name, hint in _HINTS.items()
    ]
    if store.auto_offline is not None:
        hint = said("offline while you are not connected")
        text = said(
            "Offline automatically: on" if store.auto_offline else "Offline automatically: off"
        )
        choices.append(Choice(_AUTO, text, hint, words="switch"))
    hint = said("offline, no typing signs, nothing marked read")
    choices.append(Choice(_UNSEEN, said("Observe unseen"), hint, store.observing, words="hidden"))
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
