from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.sdk.inbox.memory import SETTLED, Memory
from hoory_tui.wire.events import (
    ConversationCreated,
    ConversationStatusChanged,
    Event,
    FirstReplyCreated,
    MessageCreated,
    MessageUpdated,
    TypingOn,
    read_event,
)
from hoory_tui.wire.visitor import PublicConversation, PublicMessage

Json = dict[str, object]


def created(number: int, **more: object) -> Event:
    return read_event("message.created", _message(number, **more))


def updated(number: int, **more: object) -> Event:
    return read_event("message.updated", _message(number, **more))


def _message(number: int, **more: object) -> Json:
    return {"id": number, "conversation_id": 5, "content": f"{number}", "account_id": 1, **more}


def page(*numbers: int) -> list[PublicMessage]:
    return [PublicMessage.model_validate({"id": one, "created_at": one}) for one in numbers]


def status(word: str, at: float | None, name: str = "conversation.status_changed") -> Event:
    return read_event(name, {"id": 5, "status": word, "updated_at": at})


def test_a_message_is_told_once_whatever_it_comes_by() -> None:
    memory = Memory()
    assert isinstance(memory.take(created(7), 0), MessageCreated)
    assert memory.take(created(7), 0) is None
    assert memory.missed_messages(5, page(6, 7), 0)[0].message.id == 6
    assert memory.take(created(6), 0) is None
    assert memory.missed_messages(5, page(6, 7), 0) == []


def test_what_agents_say_among_themselves_is_not_told() -> None:
    memory = Memory()
    assert memory.take(created(7, private=True), 0) is None
    assert memory.take(created(8, message_type=2), 0) is None
    typing = {"conversation": {"id": 5}, "user": {"id": 1}, "is_private": True}
    assert memory.take(read_event("conversation.typing_on", typing), 0) is None
    told = memory.take(read_event("conversation.typing_on", {**typing, "is_private": False}), 0)
    assert isinstance(told, TypingOn)
    assert memory.take(FirstReplyCreated(1, created(9).message), 0) is None  # type: ignore[union-attr]


def test_a_change_is_told_once_and_never_an_older_one_after_a_newer() -> None:
    memory = Memory()
    memory.take(created(7, updated_at="2026-01-01T00:00:01Z", status="sent"), 0)
    read = updated(7, updated_at="2026-01-01T00:00:03Z", status="read")
    assert isinstance(memory.take(read, 0), MessageUpdated)
    assert memory.take(read, 0) is None
    late = updated(7, updated_at="2026-01-01T00:00:02Z", status="delivered")
    assert memory.take(late, 0) is None
    deleted = PublicMessage.model_validate(
        {"id": 7, "content": "gone", "content_attributes": {"deleted": True}}
    )
    (told,) = memory.missed_messages(5, [deleted], 0)
    assert isinstance(told, MessageUpdated)
    assert memory.missed_messages(5, [deleted], 0) == []


def test_a_change_that_comes_before_its_message_is_the_message() -> None:
    memory = Memory()
    assert isinstance(memory.take(updated(7), 0), MessageCreated)
    assert memory.take(created(7), 0) is None


def test_other_words_for_the_same_survey_are_no_change() -> None:
    memory = Memory()
    memory.take(created(7, content="Please rate", content_type="input_csat"), 0)
    survey = PublicMessage.model_validate(
        {"id": 7, "content": "Please rate: https://x", "content_type": "input_csat"}
    )
    assert memory.missed_messages(5, [survey], 0) == []


def test_statuses_are_told_when_they_change_and_in_their_order() -> None:
    memory = Memory()
    assert isinstance(memory.take(status("open", 1.0, "conversation.created"), 0),
                      ConversationCreated)  # fmt: skip
    assert isinstance(memory.take(status("resolved", 3.0), 0), ConversationStatusChanged)
    assert memory.take(status("resolved", 3.0), 0) is None
    assert memory.take(status("pending", 2.0), 0) is None
    talk = PublicConversation.model_validate({"id": 5, "status": "open"})
    assert memory.missed_talks([talk]) == []
    (told,) = memory.missed_statuses([talk])
    assert isinstance(told, ConversationStatusChanged)
    assert memory.missed_statuses([talk]) == []


def test_a_gap_is_read_back_to_what_is_surely_complete() -> None:
    memory = Memory()
    memory.learn_messages(5, page(1, 2))
    memory.take(created(3), 100.0)
    memory.take(created(9), 100.0 + SETTLED)
    assert memory.sure_up_to(5) == 9
    memory.doubt(100.0 + SETTLED)
    assert memory.sure_up_to(5) == 3
    # A second loss before anything was read again does not make it any surer.
    memory.take(created(12), 1000.0)
    memory.doubt(2000.0)
    assert memory.sure_up_to(5) == 3
    assert memory.sure_up_to(6) == 0
    memory.trust()
    assert memory.sure_up_to(5) == 12


def test_what_was_there_before_is_not_told_as_new() -> None:
    memory = Memory()
    memory.learn_messages(5, page(8))
    told = memory.missed_messages(5, page(6, 7, 8, 9), 0)
    assert [one.message.id for one in told] == [9]
    assert isinstance(memory.take(updated(6), 0), MessageUpdated)


def test_a_long_thread_is_remembered_by_its_end() -> None:
    memory = Memory()
    for number in range(1, 2500):
        memory.take(created(number), 0)
    assert memory.take(created(1), 0) is None
    assert isinstance(memory.take(updated(1), 0), MessageUpdated)
    assert memory.missed_messages(5, page(1, 2499), 0) == []


@given(st.data())
def test_whatever_gets_lost_doubled_or_mixed_up_all_is_told_once(data: st.DataObject) -> None:
    memory, told = Memory(), []
    everything = list(range(1, data.draw(st.integers(1, 40)) + 1))
    came = data.draw(st.lists(st.sampled_from(everything), max_size=80))
    for number in came:
        kind = created if data.draw(st.booleans()) else updated
        taken = memory.take(kind(number), float(number))
        told += [number] if isinstance(taken, MessageCreated) else []
    memory.doubt(float(max(came, default=0)))
    from_there = [one for one in everything if one > memory.sure_up_to(5) - 1]
    told += [one.message.id for one in memory.missed_messages(5, page(*from_there), 0.0)]
    assert sorted(told) == everything
