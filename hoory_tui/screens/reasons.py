"""What keys may need and what is missing, here and now: why some of them would do nothing."""

from __future__ import annotations

from collections.abc import Collection

from hoory_tui.keys import KEYS, Context, Key, Need, first_unmet
from hoory_tui.lazily import dataclass
from hoory_tui.store import select
from hoory_tui.store.records import Conversation, SendState
from hoory_tui.store.state import Store

_UNDER_WAY = (SendState.SENDING, SendState.CHECKING)
_OF_THE_SCREEN = (Context.EVERYWHERE, Context.COMMAND)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the hands are: on which conversation, whether it has messages, how wide the screen."""

    at_hand: Conversation | None
    marked: Collection[int] = ()
    has_message: bool = True
    has_room: bool = True
    """Whether two threads fit beside each other."""


def unmet_needs(store: Store, place: Place) -> frozenset[Need]:
    """Return what keys may need and what is not there."""
    one = place.at_hand
    has_unsent = one is not None and _has_unsent(store, one.id)
    met = {
        Need.CONVERSATION: one is not None,
        Need.TARGETS: one is not None or bool(place.marked),
        Need.MARKED: bool(place.marked),
        Need.MESSAGE: one is None or place.has_message,
        Need.DESK: bool(store.me_id) and store.as_of is None,
        Need.CONFIRMED: one is None or bool(place.marked) or one.id not in store.unconfirmed,
        Need.REPLY: one is None or one.can_reply,
        Need.UNSENT: has_unsent,
        Need.RETURNABLE: has_unsent,
        Need.WIDE: place.has_room,
    }
    return frozenset(need for need, is_met in met.items() if not is_met)


def _has_unsent(store: Store, conversation_id: int) -> bool:
    pending = select.pending_of(store, conversation_id)
    return any(one.state not in _UNDER_WAY for one in pending)


def key_of_action(action: str) -> Key | None:
    """Return the key of the main screen that does this, None when none does."""
    return next(
        (key for key in KEYS if key.action == action and key.context in _OF_THE_SCREEN), None
    )


def why_not(action: str, unmet: Collection[Need]) -> str:
    """Return why an action of the main screen would do nothing, "" when it would do something."""
    key = key_of_action(action)
    return first_unmet(key.needs, unmet) if key is not None else ""
