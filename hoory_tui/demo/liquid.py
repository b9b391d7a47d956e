"""The few ``{{…}}`` fields the service fills in when an agent's message is saved."""

from __future__ import annotations

import re

from .records import Agent, Contact, Conversation

_CODE_OR_FIELD = re.compile(r"(```.*?```|`[^`]*`)|\{\{\s*([a-z_.]+)\s*\}\}", re.DOTALL)


def fill_in(text: str, agent: Agent, contact: Contact, conversation: Conversation) -> str:
    """Return the text with known fields filled, unknown ones emptied and code left alone."""
    first, _, last = contact.name.partition(" ")
    values = {
        "contact.name": contact.name,
        "contact.first_name": first,
        "contact.last_name": last,
        "contact.email": contact.email or "",
        "agent.name": agent.name,
        "agent.first_name": agent.name.partition(" ")[0],
        "agent.email": agent.email,
        "conversation.id": str(conversation.display_id),
        "conversation.display_id": str(conversation.display_id),
    }

    def one(match: re.Match[str]) -> str:
        code: str | None = match.group(1)
        return code if code is not None else values.get(match.group(2), "")

    return _CODE_OR_FIELD.sub(one, text)
