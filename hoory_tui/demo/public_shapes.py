"""Rows as the visitors' API spells them."""

from __future__ import annotations

from .event_shapes import EventShapes
from .records import Contact, Conversation, Inbox, Json, Message, MessageType, Session
from .rest_shapes import working_hours
from .times import iso, iso_or_null, unix
from .world import World


class PublicShapes:
    """What a contact may know."""

    def __init__(self, world: World, events: EventShapes) -> None:
        self._world = world
        self._events = events

    def inbox(self, inbox: Inbox) -> Json:
        """Return an inbox without anything secret."""
        return {
            "identifier": inbox.identifier,
            "identity_validation_enabled": inbox.hmac_mandatory,
            "name": inbox.name,
            "timezone": "UTC",
            "working_hours": working_hours(),
            "working_hours_enabled": False,
            "csat_survey_enabled": inbox.csat_survey_enabled,
            "greeting_enabled": inbox.greeting_message is not None,
        }

    def session(self, session: Session) -> Json:
        """Return a seat with the contact's own credential."""
        contact = self._world.contacts[session.contact_id]
        return {
            "source_id": session.source_id,
            "pubsub_token": session.pubsub_token,
            "id": contact.id,
            "name": contact.name,
            "email": contact.email,
            "phone_number": contact.phone_number,
        }

    def contact_row(self, contact: Contact) -> Json:
        """Return the raw contact row."""
        return {
            "id": contact.id,
            "name": contact.name,
            "email": contact.email,
            "phone_number": contact.phone_number,
            "account_id": self._world.account.id,
            "created_at": iso(contact.created_at),
            "updated_at": iso(contact.updated_at),
            "additional_attributes": contact.additional_attributes,
            "identifier": contact.identifier,
            "custom_attributes": contact.custom_attributes,
            "last_activity_at": iso_or_null(contact.last_activity_at),
            "contact_type": "lead",
            "middle_name": "",
            "last_name": "",
            "location": None,
            "country_code": None,
            "blocked": contact.blocked,
            "company_id": None,
            "label_list": [],
        }

    def message(self, message: Message) -> Json:
        """Return a message: no status, no echo."""
        conversation = self._world.conversations[message.conversation_id]
        shape: Json = {
            "id": message.id,
            "content": message.content,
            "message_type": int(message.message_type),
            "content_type": message.content_type,
            "content_attributes": message.content_attributes,
            "created_at": unix(message.created_at),
            "conversation_id": conversation.display_id,
        }
        self._events.add_sender_and_files(shape, message)
        return shape

    def conversation(self, conversation: Conversation) -> Json:
        """Return a conversation with all its public messages."""
        contact = self._world.contacts[conversation.contact_id]
        return {
            "id": conversation.display_id,
            "uuid": conversation.uuid,
            "inbox_id": conversation.inbox_id,
            "contact_last_seen_at": unix(conversation.contact_last_seen_at),
            "status": conversation.status,
            "agent_last_seen_at": unix(conversation.agent_last_seen_at),
            "messages": [self.message(one) for one in public_messages(conversation)],
            "contact": self.contact_row(contact),
        }


def public_messages(conversation: Conversation) -> list[Message]:
    """Return what the contact may read: no private notes, no activity lines."""
    return [
        one
        for one in conversation.messages
        if not one.private and one.message_type != MessageType.ACTIVITY
    ]
