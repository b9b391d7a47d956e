"""Variables of prepared words, filled in as the dashboard does it."""

from __future__ import annotations

import pytest

from hoory_tui.store.records import Agent, Contact, Conversation, Inbox
from hoory_tui.store.state import Store
from hoory_tui.store.variables import filled, unresolved, values_of

VALUES = {"contact.name": "Zoë Brückner", "contact.first_name": "Zoë", "conversation.id": "7"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hi {{contact.name}}!", "Hi Zoë Brückner!"),
        ("Hi {{ contact.first_name }}, #{{conversation.id}}", "Hi Zoë, #7"),
        ("{{Contact.Name}}", "Zoë Brückner"),
        ("{{contact.email}} stays", "{{contact.email}} stays"),
        ('{{contact.email | default: "no mail"}}', "no mail"),
        ("{{ contact.first_name | default: 'there' }}", "Zoë"),
        ("{{contact.first_name | upcase}}", "ZOË"),
        ("{{contact.first_name | unheard_of}}", "Zoë"),
        ("{{contact.email | default: ''}}", "{{contact.email | default: ''}}"),
        ("`{{contact.name}}` and ```\n{{contact.name}}\n```", None),
        ("{{ {{contact.name}}", "{{ {{contact.name}}"),
        ("no variables } {", None),
    ],
)
def test_filling_in(text: str, shown: str | None) -> None:
    assert filled(text, VALUES) == (text if shown is None else shown)


def test_what_has_no_value_is_told_once_and_code_is_not() -> None:
    text = "{{order.id}} {{ contact.email }} {{order.id}} `{{x}}` {{contact.name}}"
    assert unresolved(text, VALUES) == ("{{order.id}}", "{{ contact.email }}")
    assert unresolved("none", VALUES) == ()


def test_where_the_values_come_from() -> None:
    store = Store(1, me_id=3)
    store.agents[3] = Agent(3, "ana maria lópez", "ana@desk.example")
    store.inboxes[4] = Inbox(4, "Website")
    store.contacts[5] = Contact(
        5, "zoë", phone_number="+37", custom_attributes={"plan": "pro", "odd": {"a": 1}, "n": 0}
    )
    conversation = Conversation(9, inbox_id=4, contact_id=5, custom_attributes={"order": 42})
    assert values_of(store, conversation) == {
        "contact.name": "Zoë",
        "contact.first_name": "Zoë",
        "contact.phone": "+37",
        "contact.id": "5",
        "agent.name": "Ana Maria López",
        "agent.first_name": "Ana",
        "agent.last_name": "López",
        "agent.email": "ana@desk.example",
        "conversation.id": "9",
        "inbox.id": "4",
        "inbox.name": "Website",
        "contact.custom_attribute.plan": "pro",
        "contact.custom_attribute.n": "0",
        "conversation.custom_attribute.order": "42",
    }
