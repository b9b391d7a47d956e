"""Our own sends, until the server has shown each of them exactly once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations

import pytest

from hoory_tui.keep.glimpse import Glimpse
from hoory_tui.store import glimpsed
from hoory_tui.store.happenings import Asked, Reach, SendDiscarded, SendMoved, SendStarted
from hoory_tui.store.records import Conversation, Message, SendState
from hoory_tui.store.select import pending_of, unsent
from hoory_tui.wire.message import MARKER
from tests.store.build import (
    START,
    Desk,
    Json,
    agent,
    conversation_event,
    conversation_row,
    from_me,
    message_event,
    message_row,
    pending,
    words,
)

MINE = from_me("Hello")
LATER = START + 20


def opened() -> Desk:
    return Desk(conversation_row(1))


def states(desk: Desk) -> dict[str, SendState]:
    return {one.echo_id: one.state for one in desk.store.outbox.values()}


# What can become known of one send, with the echo id `e1` and the message id 10.
WITNESSES: dict[str, Callable[[Desk], object]] = {
    "created": lambda d: d.hear("message.created", message_event(10, echo_id="e1", **MINE)),
    "doubled": lambda d: d.hear("message.created", message_event(10, echo_id="e1", **MINE)),
    # It was asked for before any of the others was heard, so that it may be older than they are.
    "page": lambda d: d.page(message_row(9), message_row(10, **MINE), asked=Asked(0)),
    "nested": lambda d: d.hear(
        "conversation.updated",
        conversation_event(1, messages=[message_event(10, **MINE)], updated_at=LATER),
    ),
    "read": lambda d: d.hear(
        "message.updated", message_event(10, status="read", changed_at=LATER, **MINE)
    ),
}
OUTCOMES: dict[str, Callable[[Desk], object]] = {
    "ok": lambda d: d.answered(message_row(10, echo_id="e1", **MINE)),
    "refused": lambda d: d.failed(),
    "unknown": lambda d: d.failed(may_have_arrived=True),
    "no outcome yet": lambda _: None,
}


def interleavings() -> list[tuple[str, ...]]:
    """Return every order of every choice of witnesses with every outcome of one send."""
    found: set[tuple[str, ...]] = set()
    for outcome in OUTCOMES:
        for size in range(len(WITNESSES) + 1):
            for chosen in combinations(WITNESSES, size):
                found.update(permutations((outcome, *chosen)))
    return sorted(found)


def test_every_interleaving_shows_our_message_once_and_leaves_nothing_pending() -> None:
    orders = interleavings()
    assert len(orders) == 4 * 1631  # four outcomes, anywhere among 0 to 5 witnesses in any order
    for order in orders:
        desk = opened()
        desk.send("e1", "Hello")
        for name in order:
            (WITNESSES.get(name) or OUTCOMES[name])(desk)
        witnessed = "ok" in order or any(name in WITNESSES for name in order)
        shown = [one for one in desk.messages() if one.content == "Hello"]
        assert len(shown) == witnessed, order
        assert (not desk.store.outbox) == witnessed, order
        assert desk.ids() == sorted(set(desk.ids())), order
        if "read" in order:
            assert shown[0].status == "read", order
        if not witnessed:
            left = {"refused": SendState.FAILED, "unknown": SendState.UNKNOWN}
            assert states(desk)["e1"] is left.get(order[0], SendState.SENDING), order


ECHOES: dict[str, Callable[[Desk], object]] = {
    "answer 1": lambda d: d.answered(message_row(10, echo_id="e1", **MINE), "e1"),
    "answer 2": lambda d: d.answered(message_row(11, echo_id="e2", **MINE), "e2"),
    "created 1": lambda d: d.hear("message.created", message_event(10, echo_id="e1", **MINE)),
    "created 2": lambda d: d.hear("message.created", message_event(11, echo_id="e2", **MINE)),
}


@pytest.mark.parametrize("order", [*permutations(ECHOES)])
def test_the_same_words_sent_twice_are_two_messages_each_settling_its_own(
    order: tuple[str, ...],
) -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.send("e2", "Hello")
    seen: set[str] = set()
    for name in order:
        ECHOES[name](desk)
        seen.add(name[-1])
        assert len(desk.messages()) == len(seen)
        assert set(desk.store.outbox) == {"e1", "e2"} - {f"e{number}" for number in seen}
    assert words(desk.messages()) == ["Hello", "Hello"]


def test_one_message_never_answers_two_sends_however_often_it_is_read() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.send("e2", "Hello")
    desk.failed("e1", may_have_arrived=True)
    desk.failed("e2", may_have_arrived=True)
    for _ in range(3):
        desk.page(message_row(10, **MINE))
    assert states(desk) == {"e2": SendState.UNKNOWN}
    desk.page(message_row(10, **MINE), message_row(11, **MINE))
    assert states(desk) == {}
    assert desk.ids() == [10, 11]


def test_a_message_that_settled_one_send_does_not_settle_its_lost_twin() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.send("e2", "Hello")
    desk.hear("message.created", message_event(10, echo_id="e2", **MINE))
    desk.failed("e1", may_have_arrived=True)
    desk.page(message_row(10, **MINE))
    assert states(desk) == {"e1": SendState.UNKNOWN}


def test_a_send_taken_for_its_twin_leaves_the_twins_to_its_own_message() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.send("e2", "Hello")
    desk.page(message_row(11, **MINE))
    assert set(states(desk)) == {"e2"}
    desk.hear("message.created", message_event(10, echo_id="e1", **MINE))
    assert states(desk) == {}
    assert desk.ids() == [10, 11]


def test_the_newest_of_alike_messages_is_left_to_the_newest_send() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.hear("message.created", message_event(11))
    desk.send("e2", "Hello")
    newest = message_event(12, **MINE)
    desk.hear("conversation.updated", conversation_event(1, messages=[newest], updated_at=LATER))
    assert set(states(desk)) == {"e1"}
    desk.page(message_row(10, **MINE), message_row(11), message_row(12, **MINE))
    assert states(desk) == {}


def test_of_two_alike_the_one_that_may_have_arrived_goes_before_the_one_that_failed() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.failed("e1")
    desk.send("e2", "Hello")
    desk.failed("e2", may_have_arrived=True)
    desk.page(message_row(10, **MINE))
    assert states(desk) == {"e1": SendState.FAILED}


@pytest.mark.parametrize(
    "row",
    [
        message_row(10, **from_me("Other words")),
        message_row(10, **from_me("Hello", private=True)),
        message_row(10, **from_me("Hello", sender=agent(4))),
        message_row(10, content="Hello"),
        message_row(5, **MINE),
        message_row(10, **from_me("Hello", sender=None)),
    ],
)
def test_messages_that_are_not_ours_leave_a_lost_send_alone(row: Json) -> None:
    desk = opened()
    desk.send("e1", "Hello", after_id=6)
    desk.failed(may_have_arrived=True)
    desk.page(row)
    assert states(desk) == {"e1": SendState.UNKNOWN}


def test_an_earlier_message_of_the_same_words_is_not_taken_for_the_send() -> None:
    row = conversation_row(1, last_non_activity_message=message_event(10, **MINE))
    desk = Desk(row)
    desk.send("e1", "Hello")
    desk.page(message_row(10, **MINE))
    assert states(desk) == {"e1": SendState.SENDING}


def test_a_message_sent_from_our_other_window_does_not_settle_ours() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.hear("message.created", message_event(10, echo_id="theirs", **MINE))
    assert states(desk) == {"e1": SendState.SENDING}


def test_a_send_is_recognised_after_its_words_went_through_the_wire() -> None:
    desk = opened()
    desk.send("e1", " a\tb\u200b\nc \n")
    desk.page(message_row(10, **from_me("a\tb\u200b\r\nc")))
    assert states(desk) == {}


def test_an_echo_of_another_conversation_settles_nothing() -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    desk.send("e1", "Hello")
    desk.hear("message.created", message_event(10, 2, echo_id="e1", **MINE))
    assert states(desk) == {"e1": SendState.SENDING}


def test_the_servers_words_replace_ours() -> None:
    desk = opened()
    desk.send("e1", "Hi {{contact.name}}")
    desk.answered(message_row(10, **from_me("Hi Mariam")))
    assert words(desk.messages()) == ["Hi Mariam"]
    assert not desk.store.outbox


def test_an_answer_without_conversation_goes_where_the_send_belongs() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    row = message_row(10, **MINE)
    del row["conversation_id"]
    desk.answered(row)
    assert desk.ids() == [10]


def test_the_answer_of_a_send_does_not_undo_what_events_said_since() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.hear("message.created", message_event(10, echo_id="e1", **MINE))
    failed = message_event(10, status="failed", changed_at=START + 10.4, **MINE)
    desk.hear("message.updated", failed | {"content_attributes": {"external_error": "blocked"}})
    desk.answered(message_row(10, echo_id="e1", **MINE))
    assert [(one.status, one.error) for one in desk.messages()] == [("failed", "blocked")]


def test_the_life_of_a_failed_send() -> None:
    desk = opened()
    assert desk.send("e1", "First").timelines == {1}
    desk.send("e2", "Second")
    assert desk.failed("e1").timelines == {1}
    assert states(desk) == {"e1": SendState.FAILED, "e2": SendState.SENDING}
    assert desk.store.outbox["e1"].problem == "no answer"
    # The second one goes its way, but in a thread where something is wrong.
    assert unsent(desk.store) == 2
    desk.do(SendMoved("e1", SendState.SENDING))
    assert [one.echo_id for one in pending_of(desk.store, 1)] == ["e1", "e2"]
    assert states(desk)["e1"] is SendState.SENDING
    assert desk.store.outbox["e1"].problem == ""
    desk.failed("e1", may_have_arrived=True)
    assert states(desk)["e1"] is SendState.UNKNOWN
    assert desk.do(SendDiscarded("e1")).timelines == {1}
    assert states(desk) == {"e2": SendState.SENDING}


def test_settled_or_discarded_sends_cannot_fail_any_more() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.do(SendDiscarded("e1"))
    assert not desk.failed("e1")
    assert not desk.do(SendMoved("e1", SendState.SENDING))
    assert not desk.do(SendDiscarded("e1"))


def marked(echo_id: str) -> Json:
    return {"content_attributes": {MARKER: echo_id}}


def test_the_marker_settles_a_send_whatever_became_of_its_words() -> None:
    desk = opened()
    desk.send("e1", "Hello {{contact.name}}")
    desk.failed("e1", may_have_arrived=True)
    changes = desk.page(message_row(10, **from_me("Hello Mariam"), **marked("e1")))
    assert states(desk) == {}
    assert changes.settled == {"e1"}


def test_the_mark_of_another_client_is_remembered_where_lists_leave_it_out() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.failed("e1", may_have_arrived=True)
    desk.page(message_row(10, **MINE, **marked("theirs")))
    desk.page(message_row(10, **MINE))
    assert states(desk) == {"e1": SendState.UNKNOWN}


def test_a_guess_that_the_sign_proves_wrong_is_taken_back_and_looked_for() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.failed("e1", may_have_arrived=True)
    desk.send("e2", "Hello")
    desk.page(message_row(11, **MINE))
    assert set(states(desk)) == {"e2"}
    desk.answered(message_row(11, echo_id="e2", **MINE), "e2")
    assert states(desk) == {"e1": SendState.CHECKING}
    desk.page(message_row(10, **MINE), message_row(11, **MINE))
    assert states(desk) == {}


def test_what_befalls_a_send_while_it_is_thought_to_have_arrived_is_kept() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.send("e2", "Hello")
    desk.page(message_row(11, **MINE))
    desk.failed("e1")
    desk.answered(message_row(11, echo_id="e2", **MINE), "e2")
    assert states(desk) == {"e1": SendState.FAILED}


def test_a_send_that_never_left_is_not_settled_by_words() -> None:
    desk = opened()
    desk.do(SendStarted(pending("e1", "Hello")))
    desk.page(message_row(10, **MINE))
    assert states(desk) == {"e1": SendState.QUEUED}
    desk.do(SendMoved("e1", SendState.SENDING, left_at=desk.now))
    assert desk.store.outbox["e1"].after_id == 10
    desk.page(message_row(10, **MINE))
    assert states(desk) == {"e1": SendState.SENDING}


def test_a_send_found_on_disk_is_recognised_in_what_is_known_already() -> None:
    desk = opened()
    desk.page(message_row(9), message_row(10, **MINE))
    found = pending("e1", "Hello", after_id=9, left_at=START, state=SendState.CHECKING)
    desk.do(SendStarted(found))
    assert desk.store.outbox["e1"].after_id == 9
    desk.page(message_row(10, **MINE), reach=Reach.NEWER)
    assert states(desk) == {}


def test_words_are_enough_where_the_clocks_are_hours_apart() -> None:
    desk = opened()
    desk.page(message_row(9))
    desk.send("e1", "Hello", created_at=START + 7200)
    desk.page(message_row(10, **MINE))
    assert states(desk) == {}


def test_where_nothing_else_is_known_a_message_from_long_before_is_not_ours() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.page(message_row(10, at=START - 600, **MINE))
    assert states(desk) == {"e1": SendState.SENDING}


HOUR = 3600.0


def test_what_was_said_since_last_time_is_not_taken_for_a_reply_to_it() -> None:
    last = Message(100, 1, content="Hi", created_at=START - 10 * HOUR)
    row = Conversation(1, last_message=last, last_activity_at=last.created_at)
    desk = Desk()
    glimpsed.show(desk.store, Glimpse(last.created_at, 1, 1, "desk", (row,)))
    desk.send("e1", "Hello", after_id=100)

    earlier = message_event(150, at=START - 5 * HOUR, **MINE)
    desk.load(conversation_row(1, messages=[earlier]))
    assert states(desk) == {"e1": SendState.SENDING}

    ours = message_event(151, at=START + 1, **MINE)
    desk.load(conversation_row(1, messages=[ours], updated_at=LATER))
    assert states(desk) == {}


@pytest.mark.parametrize("state", [SendState.FAILED, SendState.QUEUED])
def test_a_send_that_surely_failed_is_not_what_was_said_long_before_it_left(
    state: SendState,
) -> None:
    desk = opened()
    desk.page(message_row(9))
    desk.send("e1", "Hello")
    earlier = message_row(10, at=START - 5 * HOUR, **MINE)
    desk.page(message_row(9), earlier)
    assert states(desk) == {}

    changes = desk.do(SendMoved("e1", state, "no route"))

    assert states(desk) == {"e1": state}
    assert desk.store.outbox["e1"].problem == "no route"
    assert changes.returned == {"e1"}
    desk.page(message_row(9), earlier)
    assert states(desk) == {"e1": state}
