"""One agent's notifications, counted and found by conversation without looking through them."""

from __future__ import annotations

from collections.abc import Iterator

from .records import Notification


class BellBook:
    """Rows in the order they came; marks go through here, so that the count stays right."""

    def __init__(self) -> None:
        self._rows: dict[int, Notification] = {}
        self._of_conversation: dict[int, list[Notification]] = {}
        self._unread = 0

    @property
    def unread(self) -> int:
        """Return how many rows are unread and not snoozed."""
        return self._unread

    def add(self, row: Notification) -> None:
        """Store a new row."""
        self._rows[row.id] = row
        self._of_conversation.setdefault(row.conversation_id, []).append(row)
        self._unread += _counts(row)

    def remove(self, row: Notification) -> None:
        """Forget a row."""
        del self._rows[row.id]
        self._of_conversation[row.conversation_id].remove(row)
        self._unread -= _counts(row)

    def mark(self, row: Notification, *, read_at: float | None) -> None:
        """Mark a row as read at a moment, or as unread."""
        self._unread -= _counts(row)
        row.read_at = read_at
        self._unread += _counts(row)

    def snooze(self, row: Notification, until: float | None) -> None:
        """Hide a row until a moment, or show it again."""
        self._unread -= _counts(row)
        row.snoozed_until = until
        self._unread += _counts(row)

    def get(self, number: int) -> Notification | None:
        """Return the row with this id."""
        return self._rows.get(number)

    def of_conversation(self, conversation_id: int) -> list[Notification]:
        """Return a conversation's rows (database id), oldest first."""
        return list(self._of_conversation.get(conversation_id, ()))

    def newest_first(self) -> Iterator[Notification]:
        """Yield all rows, the latest first."""
        return reversed(self._rows.values())

    def __iter__(self) -> Iterator[Notification]:
        return iter(list(self._rows.values()))


def _counts(row: Notification) -> int:
    return int(row.read_at is None and row.snoozed_until is None)
