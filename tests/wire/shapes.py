"""Objects as the two generations of servers send them in events.

The older ones are to the letter of the guide; the newer ones have the keys that came later.
"""

from __future__ import annotations

from typing import Any, Final

SECRET: Final = "c0ntact-pubsub-token"

GUIDE_CONTACT: Final[dict[str, Any]] = {
    "additional_attributes": {"city": "Gyumri"},
    "custom_attributes": {},
    "email": "ann@example.com",
    "id": 41,
    "identifier": None,
    "name": "Ann Petrosyan",
    "phone_number": None,
    "thumbnail": "",
}
NEW_CONTACT: Final = {**GUIDE_CONTACT, "type": "contact", "blocked": False}

GUIDE_USER: Final[dict[str, Any]] = {
    "id": 7,
    "name": "Zoe Lang",
    "available_name": "Zoe",
    "avatar_url": "",
    "availability_status": "online",
    "thumbnail": "",
}
NEW_USER: Final = {**GUIDE_USER, "type": "user", "availability_status": None}

GUIDE_MESSAGE: Final[dict[str, Any]] = {
    "id": 501,
    "content": "My order is late",
    "account_id": 1,
    "inbox_id": 3,
    "message_type": 0,
    "created_at": 1_795_353_600,
    "updated_at": "2026-11-22T13:20:00.000Z",
    "private": False,
    "status": "sent",
    "source_id": None,
    "content_type": "text",
    "content_attributes": {},
    "sender_type": "Contact",
    "sender_id": 41,
    "external_source_ids": {},
    "sender": {"type": "contact", **GUIDE_CONTACT},
}
NEW_MESSAGE: Final = {
    **GUIDE_MESSAGE,
    "conversation_id": 12,
    "processed_message_content": "My order is late",
    "sentiment": {},
    "additional_attributes": {},
    "echo_id": "e-1",
    "conversation": {
        "assignee_id": 7,
        "unread_count": 2,
        "last_activity_at": 1_795_353_600,
        "contact_inbox": {"source_id": "s-1"},
    },
    "previous_changes": {"status": ["sent", "read"]},
    "performer": NEW_USER,
}

GUIDE_CONVERSATION: Final[dict[str, Any]] = {
    "additional_attributes": {
        "browser": {"browser_name": "Firefox"},
        "referer": "https://shop.example.com",
        "initiated_at": {"timestamp": "2026-11-22T13:00:00Z"},
    },
    "can_reply": True,
    "channel": "Channel::Api",
    "id": 12,
    "inbox_id": 3,
    "contact_inbox": {
        "id": 90,
        "contact_id": 41,
        "inbox_id": 3,
        "source_id": "s-1",
        "created_at": "2026-11-22T13:00:00.000Z",
        "updated_at": "2026-11-22T13:00:00.000Z",
        "hmac_verified": False,
    },
    "messages": [GUIDE_MESSAGE],
    "meta": {"sender": GUIDE_CONTACT, "assignee": GUIDE_USER},
    "status": "open",
    "unread_count": 2,
    "agent_last_seen_at": 1_795_350_000,
    "contact_last_seen_at": 0,
    "timestamp": 1_795_353_600,
    "account_id": 1,
}
NEW_CONVERSATION: Final = {
    **GUIDE_CONVERSATION,
    "contact_inbox": {**GUIDE_CONVERSATION["contact_inbox"], "pubsub_token": SECRET},
    "messages": [NEW_MESSAGE],
    "meta": {
        "sender": NEW_CONTACT,
        "assignee": NEW_USER,
        "assignee_type": "User",
        "team": {"id": 5, "name": "tier 2"},
        "hmac_verified": False,
    },
    "labels": ["vip"],
    "custom_attributes": {"order": 4471},
    "snoozed_until": None,
    "first_reply_created_at": "2026-11-22T13:10:00.000Z",
    "priority": "high",
    "waiting_since": 1_795_353_500,
    "last_activity_at": 1_795_353_600,
    "created_at": 1_795_350_000,
    "updated_at": 1_795_353_600.123456,
}

GUIDE_NOTIFICATION: Final[dict[str, Any]] = {
    "id": 77,
    "notification_type": "conversation_assignment",
    "primary_actor_type": "Conversation",
    "primary_actor_id": 9001,
    "primary_actor": {
        "can_reply": True,
        "channel": "Channel::Api",
        "id": 12,
        "inbox_id": 3,
        "meta": {"assignee": {**GUIDE_USER, "type": "user"}, "hmac_verified": False},
        "agent_last_seen_at": 1_795_350_000,
        "contact_last_seen_at": 0,
        "timestamp": 1_795_353_600,
    },
    "read_at": 1_795_353_700,
    "secondary_actor": None,
    "created_at": 1_795_353_600,
    "account_id": 1,
    "push_message_title": "Conversation 12 was assigned to you",
}
NEW_NOTIFICATION: Final = {
    **GUIDE_NOTIFICATION,
    "primary_actor": {**NEW_CONVERSATION, "account_id": None},
    "read_at": None,
    "secondary_actor": {"id": 501, "content": "My order is late"},
    "snoozed_until": "2026-11-23T13:20:00.000Z",
    "meta": {"last_snoozed_at": None},
    "push_message_body": "Ann Petrosyan: My order is late",
}

GUIDE_PRESENCE: Final[dict[str, Any]] = {
    "account_id": 1,
    "users": {"7": "online", "8": "busy"},
    "contacts": {"41": "online"},
}
