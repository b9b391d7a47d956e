"""What happens to a visitor's talks: in any order, each message once, the newest telling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.store.records import Direction
from hoory_tui.store.visit import select
from hoory_tui.store.visit.happenings import Looked, SendBegan, Turned
from hoory_tui.store.visit.reduce import reduce
from hoory_tui.store.visit.state import UNBEGUN

from .build import NOW, TALK, event, message_event, page, said, talks, visit, words


def test_what_we_say_is_ours_and_what_agents_say_is_theirs() -> None:
    made = visit(page(said(1, "Hello", type=0), said(2, "Hi")))
    ours, theirs = made.timelines[TALK].messages()
    assert (ours.direction, theirs.direction) == (Direction.OUTGOING, Direction.INCOMING)
    assert made.names == {11: "Ana"}


def test_notes_and_activity_never_come_to_be_known() -> None:
    made = visit(
        message_event(1, "a note", private=True), message_event(2, "resolved", message_type=2)
    )
    assert TALK not in made.timelines or not made.timelines[TALK].messages()


@given(st.permutations(range(6)))
def test_the_order_of_events_does_not_matter(order: list[int]) -> None:
    heard = [
        *(message_event(number, f"v{number}", updated_at=NOW) for number in (1, 2, 3)),
        message_event(2, "changed", "message.updated", updated_at=NOW + 9),
        message_event(2, "between", "message.updated", updated_at=NOW + 5),
        message_event(1, "v1", updated_at=NOW),
    ]
    made = visit(*(heard[place] for place in order))
    assert words(made) == ["v1", "changed", "v3"]


def test_a_page_that_was_asked_for_before_an_event_does_not_undo_it() -> None:
    made = visit(page(said(1, "Hello")))
    asked = made.steps
    reduce(
        made, [message_event(1, "gone", "message.updated", content_attributes={"deleted": True})]
    )
    reduce(made, [page(said(1, "Hello"), said(2, "More"), asked=asked)])
    assert words(made) == ["gone", "More"]


def test_older_pages_go_on_where_the_latest_begins() -> None:
    made = visit(page(said(5), said(6)))
    timeline = made.timelines[TALK]
    assert timeline.has_older
    reduce(made, [message_event(3, "an old one, changed", "message.updated")])
    assert [one.id for one in timeline.messages()] == [5, 6]
    reduce(made, [page(said(3), said(4), before=5)])
    reduce(made, [page(said(1), said(2), before=3, is_all=True)])
    assert [one.id for one in timeline.messages()] == [1, 2, 3, 4, 5, 6]
    assert not timeline.has_older


def test_the_newest_words_of_other_conversations_are_known_before_they_are_read() -> None:
    row = {"id": 8, "status": "open", "messages": [said(1, "old"), said(2, "new")]}
    made = visit(talks(row))
    assert [one.content for one in made.timelines[8].messages()] == ["new"]
    assert select.is_unseen(made, 8)
    reduce(made, [Looked(8, NOW + 2)])
    assert not select.is_unseen(made, 8)


def test_an_older_telling_of_a_conversation_does_not_win() -> None:
    newer = {"id": TALK, "status": "resolved", "updated_at": NOW + 2}
    made = visit(event("conversation.status_changed", newer))
    asked = made.steps - 1
    older = {"id": TALK, "status": "open", "updated_at": NOW + 1}
    reduce(made, [event("conversation.updated", older)])
    reduce(made, [talks({"id": TALK, "status": "open"}, asked=asked)])
    assert made.talks[TALK].status == "resolved"


def test_a_conversation_that_is_gone_is_gone() -> None:
    made = visit(talks({"id": TALK}, {"id": 8}))
    reduce(made, [talks({"id": 8})])
    assert set(made.talks) == {8}
    reduce(made, [talks({"id": 9}, whole=False)])
    assert set(made.talks) == {8, 9}


def test_words_are_read_once_an_agent_has_looked_since() -> None:
    made = visit(
        talks({"id": TALK, "agent_last_seen_at": NOW + 2}), page(said(1, type=0), said(2, type=0))
    )
    marks = [select.with_mark(one, made.talk).status for one in select.messages(made)]
    assert marks == ["read", "sent"]
    assert select.awaits_reading(made)


def test_a_conversation_begins_with_its_first_message() -> None:
    made = visit(Turned(UNBEGUN))
    made.at = UNBEGUN
    reduce(made, [SendBegan(TALK)])
    assert made.at == TALK
    assert made.timelines[TALK].loaded
    assert not made.timelines[TALK].has_older


def test_who_has_the_conversation_is_known_by_name() -> None:
    assigned = {"id": TALK, "meta": {"assignee": {"id": 12, "name": "Davit"}}}
    made = visit(event("conversation.updated", assigned))
    assert made.talks[TALK].assignee_name == "Davit"
    assert made.names[12] == "Davit"
    reduce(made, [event("conversation.updated", {"id": TALK, "meta": {"assignee": None}})])
    assert made.talks[TALK].assignee_name == ""
