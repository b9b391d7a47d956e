"""Who is there on the other side: agents by name, their presence, and who of them is typing."""

from __future__ import annotations

from typing import Final

from hoory_tui.store.fold import sender_kind, sender_name
from hoory_tui.store.records import Kind, Typist
from hoory_tui.store.visit.changes import Changes
from hoory_tui.store.visit.state import Visit
from hoory_tui.wire.events import TypingEvent, TypingOn
from hoory_tui.wire.people import PresencePayload

TYPING_SECONDS: Final = 30.0
"""How long somebody types who says nothing more."""


def know(visit: Visit, agent_id: int, name: str) -> bool:
    """Remember how an agent is called; tell whether that is new."""
    if not name.strip() or visit.names.get(agent_id) == name:
        return False
    visit.names[agent_id] = name
    return True


def hear_presence(visit: Visit, presence: PresencePayload, changes: Changes) -> None:
    """Take in who is there; whoever is not named is not."""
    users = presence.users.items()
    there: dict[int, str] = {number: state for number, state in users if state != "offline"}
    if there != visit.present or not visit.presence_known:
        visit.present, visit.presence_known = there, True
        changes.people = True


def hear_typing(visit: Visit, event: TypingEvent, at: float, changes: Changes) -> None:
    """Note that an agent types or has stopped; notes among agents are not for us to know of."""
    kind = sender_kind(event.user)
    if event.is_private or (kind is Kind.CONTACT and visit.me and event.user.id == visit.me.id):
        return
    key = (kind, event.user.id)
    typists = visit.typists.setdefault(event.conversation_id, {})
    name = sender_name(event.user)
    if isinstance(event, TypingOn):
        typists[key] = Typist(kind, event.user.id, name, False, at + TYPING_SECONDS)
    elif typists.pop(key, None) is None:
        return
    if kind is Kind.AGENT:
        know(visit, event.user.id, name)
    changes.people = True


def expire_typing(visit: Visit, now: float, changes: Changes) -> None:
    """Forget typists that were not heard of for too long."""
    for conversation_id, typists in list(visit.typists.items()):
        for key in [key for key, typist in typists.items() if typist.expires_at <= now]:
            del typists[key]
            changes.people = True
        if not typists:
            del visit.typists[conversation_id]


def people_there(visit: Visit) -> tuple[list[tuple[str, str]], int]:
    """Return the agents who are there by name, with what they are, and how many have none."""
    named = [
        (visit.names[number], state)
        for number, state in visit.present.items()
        if number in visit.names
    ]
    named.sort(key=lambda one: (one[1] != "online", one[0].casefold()))
    return named, len(visit.present) - len(named)
