"""The list of last time: shown at first, never believed, and gone without a trace."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.store import glimpsed, select
from hoory_tui.store.happenings import ListRead, SendStarted
from hoory_tui.store.records import Agent, Contact, Conversation, Inbox, Team
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, MINE, TABS, UNASSIGNED

from .build import (
    ME,
    START,
    Desk,
    Json,
    contact,
    conversation_event,
    conversation_row,
    message_event,
    pending,
)

IDS = range(1, 6)


@dataclasses.dataclass(frozen=True)
class Seen:
    """What was on the list yesterday."""

    conversations: tuple[Conversation, ...]
    contacts: tuple[Contact, ...] = ()
    saved_at: float = START - 86_400
    inboxes: tuple[Inbox, ...] = (Inbox(3, "Web", "Channel::Api"),)
    agents: tuple[Agent, ...] = (Agent(ME, "Me"),)
    teams: tuple[Team, ...] = ()


def yesterday(*ids: int, **fields: Any) -> Seen:
    rows = tuple(
        Conversation(one, contact_id=70 + one, unread_count=9, labels=("old",), **fields)
        for one in ids
    )
    people = tuple(Contact(70 + one, "Old name", phone_number="+1") for one in ids)
    return Seen(rows, people)


def glimpsing(seen: Seen) -> Desk:
    desk = Desk()
    glimpsed.show(desk.store, seen)
    return desk


def row(one: int, **fields: Any) -> Json:
    return conversation_row(one, meta={"sender": contact(70 + one)}, **fields)


def tables(store: Store) -> dict[str, object]:
    """Everything that is held but what a desk's lists bring, which are not read here.

    When a message was heard of is remembered longer of a row that is shown, which changes nothing.
    """
    apart = {"inboxes", "agents", "teams", "senders", "rosters", "message_ages"}
    names = {one.name for one in dataclasses.fields(store)} - apart
    orders = {view: list(select.rows(store, view)) for view in TABS}
    return {name: getattr(store, name) for name in names} | {"orders": orders}


def test_rows_of_last_time_are_shown_and_counted() -> None:
    store = glimpsing(yesterday(1, 2, assignee_id=ME)).store
    assert set(select.rows(store, ALL)) == store.unconfirmed == {1, 2}
    assert store.counts == {MINE: 2, UNASSIGNED: 0, ALL: 2}
    assert store.as_of == START - 86_400


def test_the_first_word_of_the_server_wins_over_all_of_last_time() -> None:
    desk = glimpsing(yesterday(1, updated_at=START + 999))
    desk.load(row(1))
    assert desk.conversation(1).labels == ()
    assert desk.conversation(1).unread_count == 0
    assert desk.store.contacts[71].name == "Mariam"
    assert desk.store.contacts[71].phone_number == ""
    assert desk.store.unconfirmed == set()


def test_an_event_confirms_a_row_too() -> None:
    desk = glimpsing(yesterday(1))
    desk.hear("conversation.status_changed", conversation_event(1, status="resolved"))
    assert desk.conversation(1).status == "resolved"
    assert desk.store.unconfirmed == set()


def test_a_message_for_a_row_of_last_time_has_it_fetched() -> None:
    desk = glimpsing(yesterday(1))
    assert desk.hear("message.created", message_event(10, 1)).missing == {1}
    assert desk.store.unconfirmed == {1}


def test_what_the_list_does_not_tell_of_is_dropped_but_what_is_kept() -> None:
    desk = glimpsing(yesterday(1, 2, 3))
    desk.load_list(row(1))
    changes = desk.do(ListRead(frozenset({3})))
    assert set(desk.store.conversations) == {1, 3}
    assert desk.store.unconfirmed == {3}
    assert set(desk.store.contacts) == {71, 73}
    assert desk.store.as_of is None
    assert changes.order
    assert changes.link
    desk.load(row(3, status="resolved"))
    assert desk.store.unconfirmed == set()


def test_a_contact_of_two_rows_keeps_a_name_while_one_of_them_is_not_told_of() -> None:
    both = tuple(Conversation(one, contact_id=79) for one in (1, 2))
    desk = glimpsing(Seen(both, (Contact(79, "Old name"),)))
    desk.load(row(1))
    assert desk.store.contacts[79].name == "Old name"
    desk.load(row(2))
    assert 79 not in desk.store.contacts


def test_a_row_that_was_written_to_meanwhile_stays_though_nobody_asked_for_it() -> None:
    desk = glimpsing(yesterday(1, 2))
    desk.do(SendStarted(pending("e1")))
    desk.do(ListRead(frozenset()))
    assert set(desk.store.conversations) == desk.store.unconfirmed == {1}
    assert 1 in select.rows(desk.store, ALL)


def test_words_for_a_row_of_last_time_keep_their_place() -> None:
    desk = glimpsing(yesterday(1))
    desk.do(SendStarted(pending("e1")))
    assert desk.conversation(1).status == "open"
    assert [one.echo_id for one in select.pending_of(desk.store, 1)] == ["e1"]


events = st.lists(
    st.one_of(
        st.builds(
            lambda one, status: ("conversation.status_changed", one, status),
            st.sampled_from(IDS),
            st.sampled_from(["open", "resolved"]),
        ),
        st.builds(
            lambda one, number: ("message.created", one, number),
            st.sampled_from(IDS),
            st.integers(10, 20),
        ),
    ),
    max_size=6,
)


@given(
    glimpsed_ids=st.sets(st.sampled_from(IDS)),
    early=events,
    late=events,
    listed=st.sets(st.sampled_from(IDS)),
)
def test_once_the_list_was_read_nothing_tells_that_there_was_a_glimpse(
    glimpsed_ids: set[int],
    early: list[tuple[str, int, Any]],
    late: list[tuple[str, int, Any]],
    listed: set[int],
) -> None:
    with_glimpse, without = glimpsing(yesterday(*glimpsed_ids)), Desk()
    for desk in (with_glimpse, without):
        missing = [_tell(desk, *event) for event in early]
        desk.load_list(*(row(one, updated_at=START + 60) for one in sorted(listed)))
        desk.do(ListRead())
        for event in late:
            missing.append(_tell(desk, *event))
        for one in sorted({each for some in missing for each in some}):
            desk.load(row(one, updated_at=START + 90))
    assert tables(with_glimpse.store) == tables(without.store)


def _tell(desk: Desk, name: str, one: int, what: Any) -> set[int]:
    if name == "message.created":
        sender = {"sender": contact(70 + one)}
        return desk.hear(name, message_event(one * 100 + what, one, **sender)).missing
    meta = {"sender": contact(70 + one)}
    return desk.hear(name, conversation_event(one, status=what, meta=meta)).missing
