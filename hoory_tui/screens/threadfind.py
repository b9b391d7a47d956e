"""Finding in a thread: from the cursor backwards, for what is newest matters most."""

from __future__ import annotations

from collections.abc import Sequence

from hoory_tui.render.body import whole_text
from hoory_tui.render.highlight import folded_words
from hoory_tui.render.thread import ItemKey
from hoory_tui.screens.column import ThreadColumn
from hoory_tui.store import select
from hoory_tui.store.records import Message
from hoory_tui.store.state import Store


def matches(messages: Sequence[Message], words: str) -> list[int]:
    """Return the ids of the messages that say this, case aside, in their order."""
    wanted = folded_words(words)
    if not wanted:
        return []
    return [
        one.id
        for one in messages
        if not one.deleted
        and any(wanted in folded_words(text) for text in (one.content, whole_text(one)))
    ]


def next_find(
    found: Sequence[int], ids: Sequence[int], at: int | None, step: int, *, also: bool = False
) -> int | None:
    """Return the next find from a message on, None when there is none in that direction.

    `ids` are all messages in their order; `at` None is behind the newest, and `also` counts the
    message itself.
    """
    places = {one: place for place, one in enumerate(ids)}
    here = places.get(at, len(ids)) if at is not None else len(ids)
    if step < 0:
        return next((one for one in reversed(found) if places[one] < here + also), None)
    return next((one for one in found if places[one] > here - also), None)


class ThreadFind:
    """What is looked for in the thread that is shown, and which of the finds is at hand."""

    def __init__(self, store: Store, thread: ThreadColumn) -> None:
        self._store = store
        self._thread = thread
        self._began_on: ItemKey | None = None
        self.words = ""

    @property
    def _messages(self) -> list[Message]:
        shown = self._thread.shown
        return select.messages_of(self._store, shown.id) if shown is not None else []

    @property
    def _found(self) -> list[int]:
        return matches(self._messages, self.words)

    @property
    def _at(self) -> int | None:
        key = self._thread.messages.cursor
        return (
            key[1] if key is not None and key[0] == "message" and isinstance(key[1], int) else None
        )

    @property
    def count(self) -> int:
        """How many of the messages held say it."""
        return len(self._found)

    @property
    def place(self) -> int:
        """Which of them the cursor is on, counted from the newest, 0 for none."""
        found = self._found
        return len(found) - found.index(self._at) if self._at in found else 0

    @property
    def held(self) -> int:
        """How many messages are looked through."""
        return len(self._messages)

    @property
    def has_older(self) -> bool:
        """Whether there are messages that are not held."""
        shown = self._thread.shown
        timeline = self._store.timelines.get(shown.id) if shown is not None else None
        return timeline is not None and timeline.loaded and timeline.has_older

    def begin(self) -> None:
        """Take note of where the cursor is."""
        self._began_on = self._thread.messages.cursor

    def look_for(self, text: str) -> None:
        """Look for other words, from where it was begun."""
        self.words = " ".join(text.split())
        self._thread.messages.seek(self.words)
        began = self._began_on
        at = began[1] if began is not None and began[0] == "message" else None
        found, ids = self._found, [one.id for one in self._messages]
        start = at if isinstance(at, int) else None
        best = next_find(found, ids, start, -1, also=True)
        best = best if best is not None else next_find(found, ids, start, 1)
        if best is not None:
            self._thread.messages.go_to(("message", best))

    def step(self, step: int) -> bool:
        """Go to the find before (-1) or behind (1) the cursor; tell whether there is one."""
        ids = [one.id for one in self._messages]
        found = next_find(self._found, ids, self._at, step)
        return found is not None and self._thread.messages.go_to(("message", found))

    def show(self, message_id: int, words: str) -> bool:
        """Go to one message and mark words there; tell whether it can be shown."""
        self.words = " ".join(words.split())
        self._thread.messages.seek(self.words)
        return self._thread.messages.go_to(("message", message_id))

    def go_back(self) -> None:
        """Put the cursor where it was when it was begun."""
        if self._began_on is not None:
            self._thread.messages.go_to(self._began_on)

    def end(self) -> None:
        """Look for nothing any more."""
        self.words = ""
        self._thread.messages.seek("")
