from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.demo.bell_book import BellBook
from hoory_tui.demo.records import Notification

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "read", "unread", "snooze", "wake"]),
        st.integers(0, 5),
    )
)


@given(DEEDS)
def test_the_count_is_right_after_anything(deeds: list[tuple[str, int]]) -> None:
    book = BellBook()
    for number, (deed, place) in enumerate(deeds, 1):
        rows = list(book)
        if deed == "add":
            book.add(Notification(number, 11, "conversation_mention", place, None, 1.0, 1.0))
        elif rows:
            row = rows[place % len(rows)]
            match deed:
                case "remove":
                    book.remove(row)
                case "read" | "unread":
                    book.mark(row, read_at=2.0 if deed == "read" else None)
                case "snooze" | "wake":
                    book.snooze(row, 3.0 if deed == "snooze" else None)
        left = list(book)
        assert book.unread == sum(one.read_at is None and one.snoozed_until is None for one in left)
        assert [one.id for one in book.newest_first()] == [one.id for one in reversed(left)]
        for conversation_id in range(6):
            expected = [one for one in left if one.conversation_id == conversation_id]
            assert book.of_conversation(conversation_id) == expected
