"""Which message of a thread is the next find."""

from __future__ import annotations

from hoory_tui.screens.threadfind import matches, next_find
from hoory_tui.store.records import Mail, Message

IDS = [1, 2, 3, 4, 5]


def test_words_are_found_without_case_and_across_lines() -> None:
    messages = [
        Message(1, 1, content="My ORDER\nis late"),
        Message(2, 1, content="order is late", deleted=True),
        Message(3, 1, content="orders"),
        Message(4, 1, content="short", mail=Mail(full="short and the whole order is late")),
    ]
    assert matches(messages, "order is  late") == [1, 4]
    assert matches(messages, " ") == []


def test_the_next_find_is_looked_for_from_the_cursor() -> None:
    found = [2, 4]
    assert next_find(found, IDS, None, -1) == 4
    assert next_find(found, IDS, 4, -1) == 2
    assert next_find(found, IDS, 4, -1, also=True) == 4
    assert next_find(found, IDS, 2, -1) is None
    assert next_find(found, IDS, 1, 1) == 2
    assert next_find(found, IDS, 99, -1) == 4
    assert next_find([], IDS, 3, 1) is None
