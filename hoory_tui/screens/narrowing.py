"""The list narrowed as one types: rows that do not fit are left out, the order stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.render.ranking import Ranking
from hoory_tui.store import select
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.words import said

_PREVIEW: Final = 400
"""Characters of the last message that are looked at."""


class Narrowing:
    """Tells which rows fit what is typed: by name and number in any way, else by their words."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._typed = ""
        self._known: dict[int, tuple[object, object, bool]] = {}

    @property
    def typed(self) -> str:
        """What is typed, without blanks around it."""
        return self._typed

    @property
    def empty_text(self) -> str:
        """What is said when no row fits."""
        return said("Nothing in this list fits “{words}”.", words=self._typed)

    def type(self, text: str) -> None:
        """Look for something else from now on."""
        wanted = " ".join(text.split())
        if wanted == self._typed:
            return
        longer = bool(self._typed) and wanted.startswith(self._typed)
        # Who did not fit does not fit a letter later either.
        self._known = {one: held for one, held in self._known.items() if longer and not held[2]}
        self._typed = wanted

    def sift(self, conversation_ids: Sequence[int], held: int | None = None) -> Sequence[int]:
        """Return those that fit, in their order, and with them the one that is held."""
        if not self._typed:
            return conversation_ids
        return [one for one in conversation_ids if one == held or self._fits(one)]

    def _fits(self, conversation_id: int) -> bool:
        row = self._store.conversations.get(conversation_id)
        if row is None:
            return False
        contact = self._store.contacts.get(row.contact_id)
        held = self._known.get(conversation_id)
        if held is not None and held[0] is row and held[1] is contact:
            return held[2]
        fits = self._look(row)
        self._known[conversation_id] = row, contact, fits
        return fits

    def _look(self, row: Conversation) -> bool:
        number = self._typed.removeprefix("#")
        if number.isascii() and number.isdecimal() and str(row.id).startswith(number):
            return True
        contact = select.contact_of(self._store, row)
        said = row.last_message.content[:_PREVIEW] if row.last_message is not None else ""
        words = f"{contact.email} {row.subject} {said}"
        return bool(Ranking([contact.label], [words]).best(self._typed))
