"""Reducing people: contacts, agents, who is present and who is typing."""

from __future__ import annotations

from typing import Final

from hoory_tui.store import glimpsed
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_agent, fold_contact, sender_kind, sender_name
from hoory_tui.store.records import Kind, Typist
from hoory_tui.store.signing import read_signing
from hoory_tui.store.state import Store
from hoory_tui.wire.desk import ProfilePayload, own_state
from hoory_tui.wire.events import TypingEvent, TypingOn
from hoory_tui.wire.people import ContactPayload, PresencePayload, UserPayload

TYPING_SECONDS: Final = 30.0
"""Typing never ends by itself on the wire when the typist vanishes."""


def hear_contact(store: Store, payload: ContactPayload, changes: Changes) -> None:
    """Take a contact in; most updates change nothing that is shown."""
    glimpsed.forget_contact(store, payload.id)
    held = store.contacts.get(payload.id)
    contact = fold_contact(held, payload)
    if contact is not held:
        store.contacts[payload.id] = contact
        changes.contacts.add(payload.id)


def lose_contact(store: Store, contact_id: int, changes: Changes) -> None:
    """Drop a contact; nothing is said of its conversations, so each has to be looked up."""
    if store.contacts.pop(contact_id, None) is not None:
        changes.contacts.add(contact_id)
    changes.missing.update(
        conversation.id
        for conversation in store.conversations.values()
        if conversation.contact_id == contact_id
    )


def hear_agent(store: Store, payload: UserPayload, changes: Changes) -> None:
    """Take an agent in."""
    held = store.agents.get(payload.id)
    agent = fold_agent(held, payload)
    if agent is not held:
        store.agents[payload.id] = agent
        changes.lists = True


def hear_presence(store: Store, payload: PresencePayload, changes: Changes) -> None:
    """Replace the snapshot: whoever is not in it is offline."""
    if store.observing:
        # It came with the subscription, and no other one would ever follow it.
        return
    contacts = store.contacts_present
    if payload.contacts is not None:
        contacts = frozenset(key for key, said in payload.contacts.items() if said != "offline")
    gone = store.users_present.keys() - payload.users.keys() - {store.me_id}
    if gone & store.agents.keys():
        # Whoever left may have been removed, and nothing else would tell of that.
        changes.stale_lists.add("agent")
    if payload.users != store.users_present or contacts != store.contacts_present:
        changes.presence = True
    changes.presence |= not store.presence_known
    store.users_present = dict(payload.users)
    store.contacts_present = contacts
    store.presence_known = True


def know_me(store: Store, profile: ProfilePayload, changes: Changes) -> None:
    """Take in who we are and what we chose to be; the next snapshot will say the same of us."""
    store.me_id = profile.id
    store.signing = read_signing(profile.message_signature, profile.ui_settings)
    availability, store.auto_offline = own_state(profile, store.account_id)
    if availability and availability != store.availability:
        store.availability = availability
        if store.presence_known:
            store.users_present = {**store.users_present, profile.id: availability}
        changes.presence = True


def observe(store: Store, changes: Changes, *, on: bool) -> None:
    """Go by what lists tell of presence while nobody sees us, or by snapshots again."""
    store.observing = on
    if on:
        store.presence_known = False
        store.users_present, store.contacts_present = {}, frozenset()
    changes.presence = True


def hear_typing(store: Store, event: TypingEvent, changes: Changes, now: float) -> None:
    """Note that a person types or has stopped; our own other windows do not count."""
    kind = sender_kind(event.user)
    if kind is Kind.AGENT and event.user.id == store.me_id:
        return
    key = (str(kind), event.user.id)
    typists = store.typing.setdefault(event.conversation_id, {})
    if isinstance(event, TypingOn):
        expires_at = now + TYPING_SECONDS
        name = sender_name(event.user)
        typists[key] = Typist(kind, event.user.id, name, event.is_private, expires_at)
    elif typists.pop(key, None) is None:
        return
    changes.typing.add(event.conversation_id)


def expire_typing(store: Store, changes: Changes, now: float) -> None:
    """Forget typists that were not heard of for too long."""
    for conversation_id, typists in list(store.typing.items()):
        gone = [key for key, typist in typists.items() if typist.expires_at <= now]
        for key in gone:
            del typists[key]
        if gone:
            changes.typing.add(conversation_id)
        if not typists:
            del store.typing[conversation_id]
