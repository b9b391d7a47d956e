"""Notifications in words and in order."""

from __future__ import annotations

from datetime import UTC

from hoory_tui.render.bell import bell_ids, bell_lines, bell_row, kind_words
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.store.records import Contact, Conversation, Notification
from hoory_tui.store.state import Store

AT = Moment(1_790_000_000.0, UTC, UNICODE)


def test_kinds_are_told_in_words_and_unknown_ones_by_their_name() -> None:
    assert kind_words("conversation_assignment") == "Assigned to you"
    assert kind_words("sla_missed_next_response") == "Answer missed"
    assert kind_words("made_up_kind") == "Made up kind"
    assert kind_words("") == "Notification"


def test_what_waits_comes_first_and_the_latest_of_it_first() -> None:
    store = Store(1, 1)
    for key, at, read_at, snoozed in (
        (1, 10.0, None, None),
        (2, 30.0, 40.0, None),
        (3, 20.0, None, None),
        (4, 50.0, None, 90.0),
    ):
        store.notifications[key] = Notification(
            key, created_at=at, read_at=read_at, snoozed_until=snoozed
        )
    assert bell_ids(store, with_read=False) == [3, 1]
    assert bell_ids(store, with_read=True) == [3, 1, 4, 2]


def test_a_row_tells_what_where_and_when() -> None:
    store = Store(1, 1)
    store.contacts[5] = Contact(5, "Zoë")
    store.conversations[4] = Conversation(4, contact_id=5)
    told = Notification(1, "conversation_mention", "Ines: look\nhere", 4, AT.now - 120)
    lines = bell_lines(bell_row(store, told, AT), 60, "●")
    shown = ["".join(text for text, _ in line) for line in lines]
    assert shown[0].startswith(" ● You are mentioned  #4 Zoë")
    assert shown[0].endswith(" 2m ")
    assert shown[1].startswith("   Ines: look here")
    assert [line_width(line) for line in lines] == [60, 60]
    snoozed = Notification(2, snoozed_until=AT.now + 60)
    assert bell_row(store, snoozed, AT).snoozed.startswith("snoozed until ")
