"""Contacts, agents, presence and typing."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.fold import fold_contact
from hoory_tui.store.happenings import ConversationLoaded, Tick
from hoory_tui.store.people import TYPING_SECONDS
from hoory_tui.store.records import Kind
from hoory_tui.store.select import availability_of, is_present, typists_of
from hoory_tui.wire.clean import has_hidden_marks
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.people import ContactPayload
from tests.store.build import (
    ME,
    Desk,
    Json,
    agent,
    contact,
    conversation_event,
    conversation_row,
    dirty,
    from_me,
    message_event,
    payload,
)

ZOE = 4


def typing(user: Json, conversation_id: int = 1, **fields: Any) -> Json:
    nested = conversation_event(conversation_id)
    del nested["account_id"]
    return {"conversation": nested, "user": user, "is_private": False} | fields


def who_types(desk: Desk, conversation_id: int = 1) -> list[tuple[str, int]]:
    return [(str(one.kind), one.id) for one in typists_of(desk.store, conversation_id)]


def test_a_contact_update_without_news_is_no_change() -> None:
    desk = Desk(conversation_row(1))
    assert not desk.hear("contact.updated", contact(70))
    changes = desk.hear("contact.updated", contact(70, name="Mari"))
    assert changes.contacts == {70}
    assert desk.store.contacts[70].name == "Mari"


def test_a_deleted_contact_sends_us_to_look_after_its_conversations() -> None:
    other = {"sender": contact(71)}
    desk = Desk(conversation_row(1), conversation_row(2), conversation_row(3, meta=other))
    changes = desk.hear("contact.deleted", contact(70))
    assert changes.missing == {1, 2}
    assert changes.contacts == {70}
    assert set(desk.store.contacts) == {71}


def test_a_merge_moves_the_conversation_to_the_survivor() -> None:
    desk = Desk(conversation_row(1))
    desk.hear("contact.merged", contact(71, name="Survivor"))
    moved = conversation_event(1, meta={"sender": contact(71, name="Survivor")})
    desk.hear("conversation.contact_changed", moved)
    changes = desk.hear("contact.deleted", contact(70))
    assert desk.conversation().contact_id == 71
    assert not changes.missing
    assert desk.store.contacts[71].name == "Survivor"


def test_an_older_conversation_event_does_not_bring_an_old_name_back() -> None:
    desk = Desk(conversation_row(1, updated_at=1_795_000_009.0))
    desk.hear("contact.updated", contact(70, name="Married"))
    desk.hear("conversation.updated", conversation_event(1))
    assert desk.store.contacts[70].name == "Married"


def test_a_null_availability_never_overwrites() -> None:
    desk = Desk(conversation_row(1, meta={"assignee": agent(ZOE, availability_status="busy")}))
    desk.hear("assignee.changed", conversation_event(1, meta={"assignee": agent(ZOE)}))
    assert desk.store.agents[ZOE].availability == "busy"


def test_a_bot_does_not_become_an_agent() -> None:
    desk = Desk()
    bot = {"assignee": {"id": ME, "name": "Robo"}, "assignee_type": "AgentBot"}
    desk.do(ConversationLoaded(payload(ConversationPayload, conversation_row(1, meta=bot))))
    assert ME not in desk.store.agents
    assert desk.conversation().assignee_id is None


def test_presence_is_a_snapshot_in_which_absent_means_offline() -> None:
    desk = Desk(conversation_row(1, meta={"assignee": agent(ZOE, availability_status="online")}))
    zoe = desk.store.agents[ZOE]
    assert availability_of(desk.store, zoe) == "online"
    first = desk.hear("presence.update", {"users": {"1": "online"}, "contacts": {"70": "online"}})
    assert first.presence
    assert availability_of(desk.store, zoe) == "offline"
    assert is_present(desk.store, 70)
    desk.hear("presence.update", {"users": {"4": "busy"}, "contacts": {}})
    assert availability_of(desk.store, zoe) == "busy"
    assert not is_present(desk.store, 70)
    assert desk.store.users_present == {ZOE: "busy"}


def test_the_same_snapshot_again_is_no_change_and_an_empty_first_one_is() -> None:
    desk = Desk()
    assert desk.hear("presence.update", {"users": {}, "contacts": {}}).presence
    assert not desk.hear("presence.update", {"users": {}, "contacts": {}})


def test_a_snapshot_without_contacts_keeps_those_known() -> None:
    desk = Desk()
    desk.hear("presence.update", {"users": {}, "contacts": {"70": "online", "71": "offline"}})
    desk.hear("presence.update", {"users": {"4": "online"}})
    assert desk.store.contacts_present == {70}


@pytest.mark.parametrize("person", [contact(70), agent(ZOE), {"id": 5, "type": "agent_bot"}])
def test_typing_begins_and_ends(person: Json) -> None:
    desk = Desk(conversation_row(1))
    assert desk.hear("conversation.typing_on", typing(person)).typing == {1}
    assert [number for _, number in who_types(desk)] == [person["id"]]
    assert desk.hear("conversation.typing_off", typing(person)).typing == {1}
    assert who_types(desk) == []


def test_typing_is_kept_per_person_even_where_numbers_collide() -> None:
    desk = Desk(conversation_row(1))
    desk.hear("conversation.typing_on", typing(contact(ZOE)))
    desk.hear("conversation.typing_on", typing(agent(ZOE), is_private=True))
    assert who_types(desk) == [("contact", ZOE), ("user", ZOE)]
    assert [one.private for one in typists_of(desk.store, 1)] == [False, True]
    desk.hear("conversation.typing_off", typing(contact(ZOE)))
    assert who_types(desk) == [("user", ZOE)]


def test_an_end_that_nobody_began_is_no_change() -> None:
    desk = Desk(conversation_row(1))
    assert not desk.hear("conversation.typing_off", typing(agent(ZOE)))


def test_our_own_typing_elsewhere_does_not_count() -> None:
    desk = Desk(conversation_row(1))
    assert not desk.hear("conversation.typing_on", typing(agent(ME)))
    assert who_types(desk) == []
    desk.hear("conversation.typing_on", typing(contact(ME)))
    assert who_types(desk) == [(str(Kind.CONTACT), ME)]


def test_typing_expires_by_itself_and_lasts_when_it_is_said_again() -> None:
    desk = Desk(conversation_row(1))
    began = desk.now
    desk.hear("conversation.typing_on", typing(contact(70)))
    desk.hear("conversation.typing_on", typing(agent(ZOE)))
    desk.now = began + TYPING_SECONDS - 1
    assert not desk.do(Tick())
    desk.hear("conversation.typing_on", typing(agent(ZOE)))
    desk.now = began + TYPING_SECONDS
    assert desk.do(Tick()).typing == {1}
    assert who_types(desk) == [("user", ZOE)]
    desk.now = began + 2 * TYPING_SECONDS
    assert dirty(desk.do(Tick())) == {"typing"}
    assert desk.store.typing == {}


def test_typing_is_over_when_that_person_has_written_and_only_then() -> None:
    desk = Desk(conversation_row(1))
    desk.hear("conversation.typing_on", typing(contact(70)))
    desk.hear("conversation.typing_on", typing(agent(ZOE)))
    assert not desk.hear("message.created", message_event(10, **from_me())).typing
    changes = desk.hear("message.created", message_event(11))
    assert changes.typing == {1}
    assert who_types(desk) == [("user", ZOE)]


def test_a_receipt_for_an_earlier_message_does_not_end_its_authors_typing() -> None:
    desk = Desk(conversation_row(1))
    earlier: Json = {"message_type": 1, "sender": agent(ZOE)}
    desk.hear("message.created", message_event(10, **earlier))
    desk.hear("conversation.typing_on", typing(agent(ZOE)))
    desk.hear("message.updated", message_event(10, status="read", changed_at=desk.now, **earlier))
    assert who_types(desk) == [("user", ZOE)]


def test_whoever_vanishes_may_have_been_removed_and_is_looked_for_once() -> None:
    desk = Desk(conversation_row(1, meta={"assignee": agent(ZOE)}))
    both = {"users": {"1": "online", "4": "online"}, "contacts": {}}
    assert not desk.hear("presence.update", both).stale_lists
    alone = {"users": {"1": "online"}, "contacts": {}}
    assert desk.hear("presence.update", alone).stale_lists == {"agent"}
    assert not desk.hear("presence.update", alone).stale_lists
    assert not desk.hear("presence.update", {"users": {}, "contacts": {}}).stale_lists


def test_a_name_that_now_hides_directions_is_another_name() -> None:
    held = fold_contact(None, payload(ContactPayload, {"id": 70, "name": "Ana"}))
    again = fold_contact(held, payload(ContactPayload, {"id": 70, "name": "\u202eAna"}))
    assert again.name == held.name
    assert again is not held
    assert has_hidden_marks(again.label)
    assert fold_contact(again, payload(ContactPayload, {"id": 70, "name": "A\u2066na"})) is again
