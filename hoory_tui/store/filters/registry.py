"""All fields of the filter language by name, and the field of each name that is written."""

from __future__ import annotations

from functools import cache
from typing import Final

from hoory_tui.store.filters.choices import LabelField, OwnerField, PriorityField, StatusField
from hoory_tui.store.filters.errors import unknown
from hoory_tui.store.filters.fields import Around, Field
from hoory_tui.store.filters.measures import AgeField, CountField, NumberField
from hoory_tui.store.filters.texts import (
    ATTRIBUTE,
    AttributeField,
    ChannelField,
    ContactField,
    FlagField,
    TextField,
    WordField,
)

WORD: Final = ""
"""The name of what has none: a word to look for."""


def _is_unattended(around: Around) -> bool:
    conversation = around.conversation
    return conversation.first_reply_at is None or conversation.waiting_since is not None


def _is_online(around: Around) -> bool:
    return around.conversation.contact_id in around.store.contacts_present


def _has_unsent(around: Around) -> bool:
    number = around.conversation.id
    return any(one.conversation_id == number for one in around.store.outbox.values())


_FIELDS: Final[tuple[Field, ...]] = (
    StatusField("status", "open, pending, snoozed, resolved, all"),
    OwnerField(
        "assignee",
        "me, none, any, a name",
        "assignee_id",
        lambda names: names.agents,
        lambda one: one.assignee_id,
    ),
    LabelField("label", "a label, none, any"),
    OwnerField(
        "inbox",
        "an inbox",
        "inbox_id",
        lambda names: names.inboxes,
        lambda one: one.inbox_id,
        may_be_none=False,
    ),
    OwnerField(
        "team", "a team, none, any", "team_id", lambda names: names.teams, lambda one: one.team_id
    ),
    PriorityField("priority", "urgent, high, medium, low, none, any"),
    AgeField("waiting", "waits longer than: 2h; less: <10m", lambda one: one.waiting_since),
    AgeField(
        "older",
        "last activity longer ago than: 2h, 1d, 7days",
        lambda one: one.last_activity_at,
        key="last_activity_at",
        signed=False,
    ),
    AgeField(
        "newer",
        "last activity less long ago than: 2h, 1d",
        lambda one: one.last_activity_at,
        key="last_activity_at",
        sign="<",
        signed=False,
    ),
    FlagField(
        "is",
        "unread, waiting, unattended, muted, online",
        {
            "unread": lambda around: around.conversation.unread_count > 0,
            "waiting": lambda around: around.conversation.waiting_since is not None,
            "unattended": _is_unattended,
            "muted": lambda around: around.conversation.muted,
            "online": _is_online,
        },
    ),
    CountField("unread", "how many unread: 3, >3, <3", lambda one: one.unread_count),
    FlagField("has", "unsent", {"unsent": _has_unsent}),
    ContactField("contact", "part of a name, e-mail or phone; or #id"),
    NumberField("id", "the number of a conversation"),
    ChannelField("channel", "whatsapp, email, webwidget, api, …"),
    AgeField(
        "created",
        "begun longer ago than: 2d; less: <1d; after: >2026-11-01",
        lambda one: one.created_at,
        key="created_at",
    ),
    AgeField(
        "activity",
        "last activity: >2h ago, <1d ago, on 2026-11-01",
        lambda one: one.last_activity_at,
        key="last_activity_at",
    ),
    TextField("subject", "part of the subject; whole: =…", "mail_subject", holds=True),
    TextField("referer", "part of the page; whole: =…", "referer", holds=True),
    TextField("language", "such as de", "conversation_language", holds=False),
    TextField("browser", "the browser's language, such as de", "browser_language", holds=False),
    TextField("country", "such as DE", "country_code", holds=False),
)
_WORDS: Final = WordField(WORD, "words in the name, e-mail, subject or last message")

FIELDS: Final[dict[str, Field]] = {one.name: one for one in _FIELDS}
"""Those that have a name of their own, the most useful first."""
_ALL: Final = {
    **FIELDS,
    **{alias: one for one in _FIELDS for alias in one.aliases},
    "assigned": FIELDS["assignee"],
    "agent": FIELDS["assignee"],
    "prio": FIELDS["priority"],
}


@cache
def _attribute(key: str) -> AttributeField:
    return AttributeField(key)


def field_of(name: str) -> Field:
    """Return the field of a name; raises FilterError when there is none."""
    if not name:
        return _WORDS
    if name.startswith(ATTRIBUTE) and len(name) > len(ATTRIBUTE):
        return _attribute(name.removeprefix(ATTRIBUTE))
    found = _ALL.get(name.casefold())
    if found is None:
        raise unknown("field", name, (*FIELDS, f"{ATTRIBUTE}key"))
    return found
