from __future__ import annotations

import random

import pytest

from hoory_tui.demo.records import Contact, Conversation, Message, MessageType
from hoory_tui.demo.world import Account, World, unread_count

from .people import Clock


@pytest.fixture
def world(clock: Clock) -> World:
    return World(Account(1, "Test", 0.0), clock, random.Random(1))


def talk_of(kinds: list[MessageType]) -> Conversation:
    talk = Conversation(1, 1, "", 1, 1, 1, 0.0, 0.0, 0.0)
    talk.messages = [
        Message(number, 1, kind, "x", 0.0, 0.0) for number, kind in enumerate(kinds, 1)
    ]
    return talk


def test_only_incoming_messages_count_as_unread_up_to_ten() -> None:
    incoming, outgoing = MessageType.INCOMING, MessageType.OUTGOING
    assert unread_count(talk_of([incoming, outgoing, incoming, MessageType.ACTIVITY])) == 2
    assert unread_count(talk_of([incoming] * 30)) == 10
    seen = talk_of([incoming] * 5)
    seen.agent_seen_message_id = 3
    assert unread_count(seen) == 2


def test_contacts_are_found_by_their_present_keys(world: World) -> None:
    contact = Contact(5, "Ana", 0.0, 0.0, email="Ana@mail.example")
    world.add_contact(contact)
    assert world.contact_by("email", "ANA@mail.example") is contact
    contact.email = "new@mail.example"
    world.index_contact(contact)
    assert world.contact_by("email", "ana@mail.example") is None
    assert world.contact_by("email", "new@mail.example") is contact


def test_seats_are_found_by_source_and_by_token(world: World) -> None:
    contact = Contact(5, "Ana", 0.0, 0.0)
    world.add_contact(contact)
    seat = world.add_session(contact, 21, "my-source")
    assert world.session_by_source(21, "my-source") is seat
    assert world.session_by_source(22, "my-source") is None
    assert world.session_by_token(seat.pubsub_token) is seat
    assert len(seat.pubsub_token) == 24


def test_touching_always_moves_forward(world: World, clock: Clock) -> None:
    talk = talk_of([])
    stamps = []
    for _ in range(3):
        world.touch(talk)
        stamps.append(talk.updated_at)
    assert stamps == sorted(set(stamps))
    assert stamps[0] == clock()
