"""The list of last time: shown until the server has told of it, and never mixed with what it tells.

A row of last time makes way for the first word about its conversation, as if it had never been
there; what nobody spoke of is dropped once the list was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Agent, Contact, Conversation, Inbox, Team, amended
from hoory_tui.store.rosters import Rosters
from hoory_tui.store.state import Store
from hoory_tui.store.surplus import with_words
from hoory_tui.store.views import ALL, MINE, UNASSIGNED


class Seen(Protocol):
    """What was on the list at `saved_at` (unix seconds), and who and what its rows name."""

    @property
    def saved_at(self) -> float:
        """When that was."""

    @property
    def conversations(self) -> Iterable[Conversation]:
        """The rows."""

    @property
    def contacts(self) -> Iterable[Contact]:
        """Whose rows they are."""

    @property
    def inboxes(self) -> Iterable[Inbox]:
        """All inboxes."""

    @property
    def agents(self) -> Iterable[Agent]:
        """All agents."""

    @property
    def teams(self) -> Iterable[Team]:
        """All teams."""


def show(store: Store, seen: Seen) -> None:
    """Fill a store that knows nothing yet."""
    store.as_of = seen.saved_at
    store.conversations = {one.id: one for one in seen.conversations}
    store.rosters = Rosters()
    store.contacts = {one.id: one for one in seen.contacts}
    store.inboxes = {one.id: one for one in seen.inboxes}
    # Who was there then says nothing of now.
    store.agents = {one.id: amended(one, availability="") for one in seen.agents}
    store.teams = {one.id: one for one in seen.teams}
    store.unconfirmed = set(store.conversations)
    store.unconfirmed_contacts = set(store.contacts)
    rows = store.conversations.values()
    store.counts = {
        view: sum(select.in_view(store, one, view) for one in rows)
        for view in (MINE, UNASSIGNED, ALL)
    }


def give_way(store: Store, conversation_id: int) -> None:
    """Forget what last time told of a conversation, now that the server tells of it."""
    if conversation_id in store.unconfirmed:
        store.unconfirmed.discard(conversation_id)
        held = store.conversations.pop(conversation_id, None)
        store.rosters.change(held, None)
        rows = (store.conversations[one] for one in store.unconfirmed)
        if held is not None and all(one.contact_id != held.contact_id for one in rows):
            forget_contact(store, held.contact_id)


def forget_contact(store: Store, contact_id: int) -> None:
    """Forget what last time told of a contact."""
    if contact_id in store.unconfirmed_contacts:
        store.unconfirmed_contacts.discard(contact_id)
        store.contacts.pop(contact_id, None)


def let_go(store: Store, kept: frozenset[int], changes: Changes) -> None:
    """Drop the rows of last time that the list no longer has, all but those to be looked up."""
    store.as_of = None
    # Whatever was written since the question was put: words stay within reach.
    kept |= with_words(store)
    for conversation_id in store.unconfirmed - kept:
        held = store.conversations.pop(conversation_id, None)
        store.timelines.pop(conversation_id, None)
        store.rosters.change(held, None)
        if held is not None:
            changes.conversations.add(conversation_id)
            changes.order = True
    store.unconfirmed &= kept
    named = {store.conversations[one].contact_id for one in store.unconfirmed}
    for contact_id in store.unconfirmed_contacts - named:
        store.contacts.pop(contact_id, None)
    store.unconfirmed_contacts &= named
    changes.link = True
