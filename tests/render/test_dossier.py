"""What is known of contacts and conversations, as facts with names."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from hoory_tui.render.dossier import (
    attribute_text,
    contact_facts,
    conversation_facts,
    own_facts,
    sections,
)
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.store.dossiers import Dossier, Note
from hoory_tui.store.library import AttributeDefinition
from hoory_tui.store.records import Contact, Conversation
from hoory_tui.store.state import Store

AT = Moment(1_790_000_000.0, UTC, UNICODE)


def pairs(facts: Any) -> dict[str, str]:
    return {one.name: one.value for one in facts}


def test_places_and_names_elsewhere_are_told_and_nothing_empty() -> None:
    profiles = {"github": "zoe", "twitter": "", "odd": {"nested": 1}}
    more = {"city": "Bonn", "country": "Germany", "company_name": "Räder", "x": 1}
    contact = Contact(5, "Zoë", additional_attributes={**more, "social_profiles": profiles})
    assert pairs(contact_facts(contact)) == {
        "company": "Räder",
        "place": "Bonn, Germany",
        "github": "zoe",
    }
    assert pairs(own_facts(contact.additional_attributes, {})) == {"x": "1"}


def test_what_the_channel_told() -> None:
    browser = {"browser_name": "Firefox", "browser_version": "130", "platform_name": "Linux"}
    told = {
        "browser": browser,
        "referer": "https://x.example",
        "initiated_at": {"timestamp": "Mon"},
    }
    talk = Conversation(4, additional_attributes=told, waiting_since=AT.now - 60)
    assert pairs(conversation_facts(talk, AT)) == {
        "waiting": "60 s",
        "started": "Mon",
        "browser": "Firefox 130",
        "system": "Linux",
        "from": "https://x.example",
    }


def test_no_shape_of_what_strangers_send_is_an_error() -> None:
    shapes: list[Any] = [
        None,
        1,
        "x",
        [],
        {"browser": []},
        {"social_profiles": 1, "initiated_at": []},
    ]
    for odd in shapes:
        more: Any = odd if isinstance(odd, dict) else {"browser": odd, "social_profiles": odd}
        talk = Conversation(4, additional_attributes=more)
        contact = Contact(5, additional_attributes=more)
        assert list(conversation_facts(talk, AT)) == []
        assert list(contact_facts(contact)) == []


def test_attributes_go_by_the_names_that_the_account_gave_them() -> None:
    known = {"plan_kind": AttributeDefinition(1, "plan_kind", "Plan")}
    values = {"plan_kind": "gold", "snake_case": True, "list": [1], "none": None}
    assert pairs(own_facts(values, known)) == {"Plan": "gold", "snake case": "yes"}
    assert attribute_text(10**6000) == "(a huge number)"


def test_sections_are_there_as_far_as_something_is_known() -> None:
    store = Store(1, 1)
    talk = Conversation(4, contact_id=5)
    assert list(sections(store, talk, AT)) == []
    earlier = (talk, Conversation(3, contact_id=5, status="resolved"))
    note = Note(1, "Likes\ngreen.", "Ines")
    store.dossiers[5] = Dossier(5, ("vip",), (note,), earlier)
    store.participants[4] = (1, 7)
    shown = {one.title: (one.note, one.facts[0].value) for one in sections(store, talk, AT)}
    assert shown == {
        "Contact's labels": ("1", "vip"),
        "Participants": ("2", "#1, #7"),
        "Previous conversations": ("1", "resolved, "),
        "Notes": ("1", "Likes green."),
    }
