from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.meanwhile import as_it_is, what_happened
from hoory_tui.store.records import Agent, Team
from hoory_tui.store.state import Store
from hoory_tui.wire.conversation import ConversationPayload
from tests.store.build import ACTIVITY, INCOMING, conversation_row, message_event, payload


@pytest.fixture
def store() -> Store:
    made = Store(7, 1)
    made.agents = {1: Agent(1, "Me"), 2: Agent(2, "Ana"), 3: Agent(3, "Tomás")}
    made.teams = {5: Team(5, "Bikes")}
    return made


def row(text: str, kind: int = ACTIVITY) -> ConversationPayload:
    last = message_event(9, content=text, message_type=kind)
    return payload(ConversationPayload, conversation_row(1, messages=[last]))


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Conversation was reopened by Tomás", ACTIVITY, "Tomás"),
        ("Assigned to Ana by Tomás", ACTIVITY, "Tomás"),
        ("Tomás added vip", ACTIVITY, "Tomás"),
        ("Assigned to Ana by Me", ACTIVITY, "Somebody"),
        ("Conversation was reopened by Tomás", INCOMING, "Somebody"),
    ],
)
def test_the_last_line_of_the_thread_may_tell_who_it_was(
    store: Store, text: str, kind: int, who: str
) -> None:
    said = what_happened(store, row(text, kind), {"status"}, {"status": ("open", None)})
    assert said == f"{who} changed #1 meanwhile: it is open."


def test_who_took_it_over_is_who_has_it(store: Store) -> None:
    said = what_happened(store, row("Hello", INCOMING), {"assignee"}, {"assignee": 2})
    assert said == "Ana changed #1 meanwhile: it is Ana's."


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("assignee", None, "it is nobody's"),
        ("team", 5, "it is with Bikes"),
        ("team", None, "it is with no team"),
        ("priority", "low", "its priority is low"),
        ("priority", "", "it has no priority"),
        ("muted", True, "the contact is muted"),
        ("muted", False, "the contact is not muted"),
        ("unread", (2, 5), "2 unread"),
        ("label:vip", None, "vip is off"),
        ("label:vip", True, "vip is on"),
        ("participant:2", None, "Ana does not watch"),
        ("attribute:plan", None, "plan is empty"),
        ("attribute:plan", "gold", "plan is gold"),
    ],
)
def test_every_part_has_its_words(store: Store, key: str, value: Any, words: str) -> None:
    assert as_it_is(store, key, {key: value}) == words
