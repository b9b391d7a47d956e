"""What a row and a head are told, and that no stranger makes them cost anything."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC
from typing import Final

from hoory_tui.render.bars import thread_head
from hoory_tui.render.facts import Moment, card, head_facts, row_facts
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width, width_of
from hoory_tui.render.names import NAME_CELLS
from hoory_tui.render.rows import row_lines
from hoory_tui.render.sidebar import sidebar_lines
from hoory_tui.store.records import Contact, Conversation, Inbox, Message
from hoory_tui.store.state import Store
from hoory_tui.wire.clean import clean_line

AT: Final = Moment(1_790_000_000.0, UTC, UNICODE)


def store_of(text: str, labels: int = 1) -> Store:
    """Return a store of one conversation in which everything is called like this."""
    store = Store(1, 1)
    store.inboxes[1] = Inbox(1, text)
    attributes = {f"{text[:50]}{number}": text for number in range(labels)}
    store.contacts[1] = Contact(1, text, text, text, text, custom_attributes=attributes)
    store.conversations[1] = Conversation(
        1,
        inbox_id=1,
        contact_id=1,
        assignee_name=text,
        team_name=text,
        labels=(text,) * labels,
        last_message=Message(1, 1, content=text),
    )
    return store


def paint(store: Store, at: Moment) -> list[str]:
    """Draw the row, the head and the card once."""
    conversation = store.conversations[1]
    rows = row_lines(row_facts(store, 1, at, ""), 56, at.glyphs, selected=False)
    head = thread_head(head_facts(store, conversation, at), 120, at.glyphs)
    side = sidebar_lines([], [], card(store, conversation, at), 34, at.glyphs)
    assert [line_width(line) for line in (*rows, head, *side)] == [56, 56, 120, *[34] * len(side)]
    return ["".join(text for text, _ in line) for line in (*rows, head, *side)]


def test_endless_names_and_thousands_of_labels_cost_next_to_nothing() -> None:
    usual, huge = store_of("Zoë 👍🏽"), store_of("Zoë 👍🏽" * 200_000, 5000)
    at = Moment(AT.now, UTC, replace(UNICODE, is_plain=True))

    def took(store: Store) -> float:
        times = []
        for _ in range(15):
            started = time.perf_counter()
            paint(store, at)
            times.append(time.perf_counter() - started)
        return min(times)

    # The attributes are put into one dictionary; all else looks at beginnings only.
    assert took(huge) < 30 * took(usual) + 0.01
    facts, head = row_facts(huge, 1, at, ""), head_facts(huge, huge.conversations[1], at)
    for text in (facts.name, facts.inbox, facts.assignee, head.name, head.inbox, *head.labels):
        assert width_of(text) <= NAME_CELLS
    assert len(head.labels) < 50


def test_hidden_directions_are_told_of_each_name() -> None:
    shown = paint(store_of(clean_line("gold\u202e")), AT)
    assert shown[0].startswith(" ⚠ gold")
    assert shown[1].startswith(" ⚠ gold")
    assert shown[1].count("⚠ gold") == 2
    assert shown[2].count("⚠ gold") == 4
    assert sum("⚠ gold" in line for line in shown[3:]) == 6
    assert not any("⚠" in line for line in paint(store_of("gold"), AT))


def test_a_name_of_blanks_is_something_to_point_at() -> None:
    assert "(no name) #1" in paint(store_of(clean_line("\u2800\u3164\u2800")), AT)[0]
