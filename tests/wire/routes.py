"""Which model belongs to the answer of which route, and which answers no model is made for.

A route that is in none of these tables is a failure: somebody has to decide about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from hoory_tui.wire.answers import (
    ContactPage,
    ConversationCounts,
    ConversationPage,
    MessagePage,
    NotificationPage,
    StatusAnswer,
)
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload, ProfilePayload, ServerPayload
from hoory_tui.wire.events import CacheKeys
from hoory_tui.wire.library import (
    AttributeDefinitionPayload,
    CannedResponsePayload,
    CustomFilterPayload,
    MacroPayload,
)
from hoory_tui.wire.message import AttachmentPayload, MessagePayload
from hoory_tui.wire.notification import NotificationPayload
from hoory_tui.wire.payload import Payload
from hoory_tui.wire.people import ContactPayload, TeamPayload, UserPayload
from hoory_tui.wire.search import FoundPayload, OldFoundPayload
from hoory_tui.wire.visitor import ContactSession, PublicConversation, PublicMessage

Found = list[tuple[type[Payload], Any]]
"""The objects of an answer, each with the model that it must fit."""

Finder = Callable[[Any], Found]


def one(model: type[Payload]) -> Finder:
    return lambda body: [(model, body)]


def many(model: type[Payload]) -> Finder:
    return lambda body: [(model, item) for item in body]


def within(key: str, find: Finder) -> Finder:
    return lambda body: find(body[key])


def empty(body: Any) -> Found:
    assert body is None
    return []


def number(body: Any) -> Found:
    assert type(body) is int
    return []


def words(body: Any) -> Found:
    assert all(type(word) is str for word in body["payload"])
    return []


def assignment(body: Any) -> Found:
    if body is None:
        return []
    return [(TeamPayload if "allow_auto_assign" in body else UserPayload, body)]


def search_hits(body: Any) -> Found:
    hits = body["payload"]
    return [(FoundPayload, hits), *((MessagePayload, hit) for hit in hits.get("messages", ()))]


ACCOUNT: Final = "/api/v1/accounts/N"
CONVERSATION: Final = f"{ACCOUNT}/conversations/N"
PUBLIC: Final = "/public/api/v1/inboxes/KEY/contacts"
TALK: Final = f"{PUBLIC}/KEY/conversations"

MODELLED: Final[dict[str, Finder]] = {
    "GET /api": one(ServerPayload),
    "POST /auth/sign_in": within("data", one(ProfilePayload)),
    "GET /auth/validate_token": within("payload", within("data", one(ProfilePayload))),
    "GET /api/v1/profile": one(ProfilePayload),
    "PUT /api/v1/profile": one(ProfilePayload),
    "POST /api/v1/profile/auto_offline": one(ProfilePayload),
    "POST /api/v1/profile/availability": one(ProfilePayload),
    "POST /api/v1/profile/reset_access_token": one(ProfilePayload),
    "PUT /api/v1/profile/set_active_account": empty,
    f"GET {ACCOUNT}/conversations": within("data", one(ConversationPage)),
    f"POST {ACCOUNT}/conversations": one(ConversationPayload),
    f"POST {ACCOUNT}/conversations/filter": one(ConversationPage),
    f"GET {ACCOUNT}/conversations/meta": within("meta", one(ConversationCounts)),
    f"GET {CONVERSATION}": one(ConversationPayload),
    f"PATCH {CONVERSATION}": one(ConversationPayload),
    f"POST {CONVERSATION}/update_last_seen": one(ConversationPayload),
    f"POST {CONVERSATION}/unread": one(ConversationPayload),
    f"POST {CONVERSATION}/toggle_status": within("payload", one(StatusAnswer)),
    f"POST {CONVERSATION}/toggle_priority": empty,
    f"POST {CONVERSATION}/toggle_typing_status": empty,
    f"POST {CONVERSATION}/mute": empty,
    f"POST {CONVERSATION}/unmute": empty,
    f"POST {CONVERSATION}/transcript": empty,
    f"POST {CONVERSATION}/assignments": assignment,
    f"GET {CONVERSATION}/labels": words,
    f"POST {CONVERSATION}/labels": words,
    f"GET {CONVERSATION}/participants": many(UserPayload),
    f"POST {CONVERSATION}/participants": many(UserPayload),
    f"PATCH {CONVERSATION}/participants": many(UserPayload),
    f"DELETE {CONVERSATION}/participants": empty,
    f"GET {CONVERSATION}/attachments": within("payload", many(AttachmentPayload)),
    f"GET {CONVERSATION}/messages": one(MessagePage),
    f"POST {CONVERSATION}/messages": one(MessagePayload),
    f"PATCH {CONVERSATION}/messages/N": one(MessagePayload),
    f"DELETE {CONVERSATION}/messages/N": one(MessagePayload),
    f"POST {CONVERSATION}/messages/N/retry": one(MessagePayload),
    f"POST {ACCOUNT}/bulk_actions": empty,
    f"GET {ACCOUNT}/agents": many(UserPayload),
    f"POST {ACCOUNT}/agents": one(UserPayload),
    f"GET {ACCOUNT}/assignable_agents": within("payload", many(UserPayload)),
    f"GET {ACCOUNT}/inbox_members/N": within("payload", many(UserPayload)),
    f"POST {ACCOUNT}/inbox_members": within("payload", many(UserPayload)),
    f"GET {ACCOUNT}/teams": many(TeamPayload),
    f"POST {ACCOUNT}/teams": one(TeamPayload),
    f"PATCH {ACCOUNT}/teams/N": one(TeamPayload),
    f"GET {ACCOUNT}/teams/N/team_members": many(UserPayload),
    f"POST {ACCOUNT}/teams/N/team_members": many(UserPayload),
    f"GET {ACCOUNT}/inboxes": within("payload", many(InboxPayload)),
    f"POST {ACCOUNT}/inboxes": one(InboxPayload),
    f"PATCH {ACCOUNT}/inboxes/N": one(InboxPayload),
    f"GET {ACCOUNT}/labels": within("payload", many(LabelPayload)),
    f"POST {ACCOUNT}/labels": one(LabelPayload),
    f"PATCH {ACCOUNT}/labels/N": one(LabelPayload),
    f"DELETE {ACCOUNT}/labels/N": empty,
    f"GET {ACCOUNT}/contacts": one(ContactPage),
    f"GET {ACCOUNT}/contacts/active": one(ContactPage),
    f"GET {ACCOUNT}/contacts/search": one(ContactPage),
    f"POST {ACCOUNT}/contacts/filter": one(ContactPage),
    f"POST {ACCOUNT}/contacts": within("payload", within("contact", one(ContactPayload))),
    f"GET {ACCOUNT}/contacts/N": within("payload", one(ContactPayload)),
    f"PATCH {ACCOUNT}/contacts/N": within("payload", one(ContactPayload)),
    f"GET {ACCOUNT}/contacts/N/conversations": within("payload", many(ConversationPayload)),
    f"GET {ACCOUNT}/contacts/N/labels": words,
    f"POST {ACCOUNT}/contacts/N/labels": words,
    f"POST {ACCOUNT}/actions/contact_merge": one(ContactPayload),
    f"GET {ACCOUNT}/notifications": within("data", one(NotificationPage)),
    f"GET {ACCOUNT}/notifications/unread_count": number,
    f"PATCH {ACCOUNT}/notifications/N": one(NotificationPayload),
    f"DELETE {ACCOUNT}/notifications/N": empty,
    f"POST {ACCOUNT}/notifications/N/snooze": one(NotificationPayload),
    f"POST {ACCOUNT}/notifications/read_all": empty,
    f"GET {ACCOUNT}/conversations/search": one(OldFoundPayload),
    f"GET {ACCOUNT}/search": search_hits,
    f"GET {ACCOUNT}/search/contacts": search_hits,
    f"GET {ACCOUNT}/search/conversations": search_hits,
    f"GET {ACCOUNT}/search/messages": search_hits,
    f"GET {ACCOUNT}/canned_responses": many(CannedResponsePayload),
    f"POST {ACCOUNT}/canned_responses": one(CannedResponsePayload),
    f"GET {ACCOUNT}/macros": within("payload", many(MacroPayload)),
    f"POST {ACCOUNT}/macros/N/execute": empty,
    f"GET {ACCOUNT}/custom_filters": many(CustomFilterPayload),
    f"POST {ACCOUNT}/custom_filters": one(CustomFilterPayload),
    f"GET {ACCOUNT}/custom_attribute_definitions": many(AttributeDefinitionPayload),
    f"GET {ACCOUNT}/cache_keys": within("cache_keys", one(CacheKeys)),
    f"POST {PUBLIC}": one(ContactSession),
    f"PATCH {PUBLIC}/KEY": one(ContactPayload),
    f"POST {TALK}": one(PublicConversation),
    f"POST {TALK}/N/toggle_status": one(PublicConversation),
    f"POST {TALK}/N/toggle_typing": empty,
    f"POST {TALK}/N/update_last_seen": empty,
    f"GET {TALK}/N/messages": many(PublicMessage),
    f"POST {TALK}/N/messages": one(PublicMessage),
    f"PATCH {TALK}/N/messages/N": one(PublicMessage),
}

SET_UP: Final = "an administrator's set-up, done in the web dashboard"
WIDGET: Final = "the website widget's own API, nobody's but the widget's"
CONTACT_CARD: Final = "part of a contact's card that the console does not show"

NOT_MODELLED: Final[dict[str, str]] = {
    f"GET {ACCOUNT}": SET_UP,
    f"POST {ACCOUNT}/custom_attribute_definitions": SET_UP,
    f"GET {ACCOUNT}/notification_settings": SET_UP,
    f"PATCH {ACCOUNT}/notification_settings": SET_UP,
    f"POST {ACCOUNT}/macros": SET_UP,
    f"GET {ACCOUNT}/csat_survey_responses": "reports belong to the web dashboard",
    f"GET {ACCOUNT}/csat_survey_responses/metrics": "reports belong to the web dashboard",
    "GET /api/v2/accounts/N/reports/summary": "reports belong to the web dashboard",
    f"POST {CONVERSATION}/custom_attributes": "the object that was sent, as it was sent",
    f"GET {CONVERSATION}/draft_messages": "drafts are kept by the console itself",
    f"PUT {CONVERSATION}/draft_messages": "drafts are kept by the console itself",
    f"DELETE {CONVERSATION}/draft_messages": "drafts are kept by the console itself",
    f"POST {ACCOUNT}/upload": "files are sent with their message",
    f"GET {ACCOUNT}/contacts/N/contactable_inboxes": CONTACT_CARD,
    f"GET {ACCOUNT}/contacts/N/notes": CONTACT_CARD,
    f"POST {ACCOUNT}/contacts/N/notes": CONTACT_CARD,
    f"DELETE {ACCOUNT}/contacts/N/notes/N": CONTACT_CARD,
    "POST /api/v1/widget/config": WIDGET,
    "PATCH /api/v1/widget/contact": WIDGET,
    "POST /api/v1/widget/conversations": WIDGET,
    "POST /api/v1/widget/conversations/toggle_typing": WIDGET,
    "POST /api/v1/widget/conversations/update_last_seen": WIDGET,
    "GET /api/v1/widget/messages": WIDGET,
    "POST /api/v1/widget/messages": WIDGET,
}

REFUSALS: Final[dict[int, str]] = {
    302: "the way to a file; what counts is the header",
    400: "malformed JSON was sent; the body is empty",
    401: "a sentence: bad token, or not allowed",
    403: "a sentence: the feature is switched off",
    404: "a sentence, or a page of HTML where the whole route is missing",
    422: "a sentence, or a message with the names of the attributes",
    500: "a sentence about the server's own trouble",
}


def route(method: str, path: str) -> str:
    """Return the route with every number and every key taken out of the path."""
    path = re.sub(r"/(inboxes|contacts)/(?!\d+(?:/|$))[\w-]{20,}", r"/\1/KEY", path)
    return f"{method} {re.sub(r'/[0-9]+(?=/|$)', '/N', path)}"
