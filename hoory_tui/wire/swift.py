"""The short way for events as servers write them: from bytes into structs, or not at all.

Whatever is out of the ordinary is left to the long way, by `read_frame` and `read_event`, which
is lenient, counts what it leaves out and takes three times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import UNSET

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import Event, TypingPayload, shape_of
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.people import ContactPayload
from hoory_tui.wire.structs import derive

_LARGEST: Final = 32 * 1024
"""Bytes of a frame; the structs remember parts of what they were filled from."""
_EVENTS: Final = 256
_FREQUENT: Final = (ConversationPayload, MessagePayload, ContactPayload, TypingPayload)
_EVENT: Final = re.compile(rb'"event"\s*:\s*"([^"\\]{1,80})"')


class _Way(NamedTuple):
    """How the frames of one event are read."""

    name: str
    frames: msgspec.json.Decoder[Any]
    event: Callable[[int | None, Any], Event]


@lru_cache(_EVENTS)
def _way(event: bytes) -> _Way | None:
    name = event.decode()
    shape = shape_of(name)
    if shape is None or shape.model not in _FREQUENT:
        return None
    message = msgspec.defstruct("Message", [("event", str), ("data", derive(shape.model))])
    frame = msgspec.defstruct(
        "Frame", [("identifier", str), ("message", message), ("type", Any, UNSET)]
    )
    return _Way(name, msgspec.json.Decoder(frame), shape.event)


def read_swiftly(text: str | bytes, identifier: str) -> Event | None:
    """Return the event of this frame if it is one for our subscription, and an ordinary one.

    None says nothing of the frame but that it needs the long way.
    """
    try:
        raw = text.encode() if isinstance(text, str) else text
        guess = _EVENT.search(raw) if len(raw) <= _LARGEST else None
        if guess is None:
            return None
        way = _way(guess[1])
        if way is None:
            return None
        frame = way.frames.decode(raw)
    except (ValueError, RecursionError):
        return None
    message = frame.message
    is_ours = frame.identifier == identifier and frame.type is UNSET
    if not is_ours or message.event != way.name:
        return None
    return way.event(message.data.account_id, message.data)
