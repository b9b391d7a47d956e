"""Messages held in memory: as many as wanted, recorded ones with other ids, texts and places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any, Final

from hoory_tui.store import reduce
from hoory_tui.store.happenings import Opened
from hoory_tui.store.state import Store
from hoory_tui.wire.cable import Cable
from hoory_tui.wire.events import Event
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.payload import read_payload
from tests.benchmarks import traffic

A_CONVERSATION: Final = 20
"""Messages of each conversation."""
_CHUNK: Final = 500
_FIRST_ID: Final = 50_000_000
_FIRST_CONVERSATION: Final = 500_000
_SHORTEST, _LONGEST = 20, 280


def frames(count: int) -> Iterator[dict[str, Any]]:
    """Yield so many cable frames of new messages, 20 to a conversation; the same at every call."""
    recorded = [one for one in traffic.recorded() if one["event"] == "message.created"]
    words = " ".join(one["data"]["content"] or "" for one in recorded).split()
    for number, one in enumerate(islice(cycle(recorded), count)):
        content = _content(words, number)
        data = one["data"] | {
            "id": _FIRST_ID + number,
            "conversation_id": _FIRST_CONVERSATION + number // A_CONVERSATION,
            "created_at": one["data"]["created_at"] + number,
            "content": content,
            "processed_message_content": content,
        }
        yield {
            "identifier": traffic.IDENTIFIER.encode(),
            "message": {"event": one["event"], "data": data},
        }


def _content(words: list[str], number: int) -> str:
    # Evenly from short to long, and none twice, so that none can be shared.
    length = _SHORTEST + number * 7919 % (_LONGEST - _SHORTEST)
    start = number * 31 % len(words)
    return f"{number} {' '.join((words * 2)[start : start + 60])}"[:length]


def events(count: int) -> Iterator[list[Event]]:
    """Yield the events of these frames in batches, read as the console reads its cable."""
    cable = Cable(traffic.IDENTIFIER, now=0.0)
    confirm = {"type": "confirm_subscription", "identifier": traffic.IDENTIFIER.encode()}
    for text in ('{"type": "welcome"}', json.dumps(confirm)):
        cable.receive_text(text, 0.0)
    for number, frame in enumerate(frames(count), start=1):
        cable.receive_text(json.dumps(frame, ensure_ascii=False), 0.0)
        if number % _CHUNK == 0 or number == count:
            yield cable.take_events()


def fill(store: Store, count: int) -> None:
    """Put so many messages into a store, through the reducer, and look that all are there."""
    last = _FIRST_CONVERSATION + (count - 1) // A_CONVERSATION
    conversation_ids = range(_FIRST_CONVERSATION, last + 1)
    for conversation_id in conversation_ids:
        reduce.apply(store, Opened(conversation_id), 0.0)
    for batch in events(count):
        reduce.apply_all(store, batch, 0.0)
    held = sum(len(store.timelines[conversation_id]) for conversation_id in conversation_ids)
    assert held == count, f"{held} of {count} messages are in the store"


def payloads(count: int) -> list[MessagePayload]:
    """Return so many messages as the models that the wire declares for them."""
    texts = (json.dumps(frame["message"]["data"], ensure_ascii=False) for frame in frames(count))
    return [read_payload(MessagePayload, json.loads(text)) for text in texts]
