from __future__ import annotations

import pytest

from .people import Office


@pytest.mark.parametrize(
    ("text", "saved"),
    [
        ("Hi {{contact.first_name}}!", "Hi Mira!"),
        ("Hi {{ contact.name }}, I am {{agent.name}}", "Hi Mira Test, I am Nare Petrosyan"),
        ("no. {{conversation.id}}", "no. {id}"),
        ("[{{shoe.size}}]", "[]"),
        ("say `{{contact.name}}` and\n```\n{{agent.name}}\n```", None),
        ("braces {{ }} stay", None),
    ],
)
async def test_fields_are_filled_in_when_an_answer_is_saved(
    office: Office, text: str, saved: str | None
) -> None:
    talk = office.talk()
    row = await office.agent().post(f"/conversations/{talk}/messages", {"content": text})
    assert row["content"] == (text if saved is None else saved.replace("{id}", str(talk)))


async def test_a_contacts_text_is_left_alone(office: Office) -> None:
    written = office.desk.contact_writes(office.talk(), "Hi {{contact.name}}")
    assert written.content == "Hi {{contact.name}}"
