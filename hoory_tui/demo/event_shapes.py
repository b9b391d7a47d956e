"""Rows as cable events spell them (the "push" shapes)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from . import files
from .presence import Presence
from .records import Agent, Attachment, Contact, Conversation, Json, Message, MessageType, Session
from .times import iso, iso_or_null, unix, unix_float
from .world import World, unread_count


class EventShapes:
    """Builds push shapes; ``base_url`` is set once the server knows its port."""

    def __init__(self, world: World, presence: Presence) -> None:
        self._world = world
        self._presence = presence
        self.base_url = ""

    def agent(self, agent: Agent, *, in_background: bool = False) -> Json:
        """Return the User push; payloads built by a background job do not know availability."""
        status = None if in_background else self._presence.availability_status(agent)
        return {
            "id": agent.id,
            "name": agent.name,
            "available_name": agent.available_name,
            "avatar_url": "",
            "type": "user",
            "availability_status": status,
            "thumbnail": "",
        }

    def contact(self, contact: Contact) -> Json:
        """Return the Contact push."""
        return {
            "additional_attributes": contact.additional_attributes,
            "custom_attributes": contact.custom_attributes,
            "email": contact.email,
            "id": contact.id,
            "identifier": contact.identifier,
            "name": contact.name,
            "phone_number": contact.phone_number,
            "thumbnail": "",
            "blocked": contact.blocked,
            "type": "contact",
        }

    def sender(self, message: Message) -> Json | None:
        """Return the push shape of whoever wrote a message, or None for the system."""
        if message.sender_id is None:
            return None
        if message.sender_type == "User":
            agent = self._world.agents.get(message.sender_id)
            return self.agent(agent) if agent else None
        contact = self._world.contacts.get(message.sender_id)
        return self.contact(contact) if contact else None

    def message(self, message: Message) -> Json:
        """Return the Message push: all columns and the conversation's short state."""
        conversation = self._world.conversations[message.conversation_id]
        session = self._world.sessions[conversation.session_id]
        shape: Json = {
            "id": message.id,
            "content": message.content,
            "account_id": self._world.account.id,
            "inbox_id": conversation.inbox_id,
            "conversation_id": conversation.display_id,
            "message_type": int(message.message_type),
            "created_at": unix(message.created_at),
            "updated_at": iso(message.updated_at),
            "private": message.private,
            "status": message.status,
            "source_id": message.source_id,
            "content_type": message.content_type,
            "content_attributes": message.content_attributes,
            "sender_type": message.sender_type,
            "sender_id": message.sender_id,
            "external_source_ids": {},
            "additional_attributes": {},
            "processed_message_content": message.content,
            "sentiment": {},
            "conversation": {
                "assignee_id": conversation.assignee_id,
                "unread_count": unread_count(conversation),
                "last_activity_at": unix(conversation.last_activity_at),
                "contact_inbox": {"source_id": session.source_id},
            },
        }
        self.add_sender_and_files(shape, message)
        return shape

    def add_sender_and_files(self, shape: Json, message: Message) -> None:
        """Add the two keys that are absent, never null, when there is nothing to say."""
        sender = self.sender(message)
        if sender is not None:
            shape["sender"] = sender
        if message.attachments:
            shape["attachments"] = [self.attachment(one) for one in message.attachments]

    def attachment(self, attachment: Attachment) -> Json:
        """Return an attachment, whose keys depend on what it is."""
        shape: Json = {
            "id": attachment.id,
            "message_id": attachment.message_id,
            "file_type": attachment.file_type,
            "account_id": self._world.account.id,
        }
        if attachment.file_type in ("location", "fallback", "contact"):
            return shape | attachment.extra
        shape |= {
            "extension": attachment.file_name.rpartition(".")[2] or None,
            "content_type": attachment.content_type,
            "data_url": self.file_url(attachment),
            "thumb_url": self.thumb_url(attachment),
            "file_size": len(files.bytes_of(attachment)),
            **files.picture_dimensions(attachment),
        }
        if attachment.file_type == "audio":
            shape["transcribed_text"] = attachment.extra.get("transcribed_text", "")
        return shape

    def file_url(self, attachment: Attachment) -> str:
        """Return the URL that redirects to the bytes."""
        signed = files.signed_id(attachment)
        name = quote(attachment.file_name, safe="")
        return f"{self.base_url}/rails/active_storage/blobs/redirect/{signed}/{name}"

    def thumb_url(self, attachment: Attachment) -> str:
        """Return the small picture's URL, empty for all but images."""
        if attachment.file_type != "image":
            return ""
        signed = files.signed_id(attachment)
        name = quote(attachment.file_name, safe="")
        return f"{self.base_url}/rails/active_storage/representations/redirect/{signed}/{name}"

    def session(self, session: Session) -> Json:
        """Return the raw contact_inbox row, the contact's live credential included."""
        return {
            "id": session.id,
            "contact_id": session.contact_id,
            "inbox_id": session.inbox_id,
            "source_id": session.source_id,
            "created_at": iso(session.created_at),
            "updated_at": iso(session.updated_at),
            "hmac_verified": session.hmac_verified,
            "pubsub_token": session.pubsub_token,
        }

    def conversation(self, conversation: Conversation, *, in_background: bool = False) -> Json:
        """Return the Conversation push, without the envelope's account_id."""
        world = self._world
        return {
            "additional_attributes": conversation.additional_attributes,
            "can_reply": can_reply(world, conversation),
            "channel": world.inboxes[conversation.inbox_id].channel_type,
            "contact_inbox": self.session(world.sessions[conversation.session_id]),
            "id": conversation.display_id,
            "inbox_id": conversation.inbox_id,
            "messages": [self.message(one) for one in last_public_messages(conversation)],
            "labels": list(conversation.labels),
            "meta": self._conversation_meta(conversation, in_background),
            "status": conversation.status,
            "custom_attributes": conversation.custom_attributes,
            "snoozed_until": iso_or_null(conversation.snoozed_until),
            "unread_count": unread_count(conversation),
            "first_reply_created_at": iso_or_null(conversation.first_reply_created_at),
            "priority": conversation.priority,
            "waiting_since": unix(conversation.waiting_since),
            "agent_last_seen_at": unix(conversation.agent_last_seen_at),
            "contact_last_seen_at": unix(conversation.contact_last_seen_at),
            "last_activity_at": unix(conversation.last_activity_at),
            "timestamp": unix(conversation.last_activity_at),
            "created_at": unix(conversation.created_at),
            "updated_at": unix_float(conversation.updated_at),
        }

    def _conversation_meta(self, conversation: Conversation, in_background: bool) -> Json:
        world = self._world
        assignee = world.agents.get(conversation.assignee_id or 0)
        team = world.teams.get(conversation.team_id or 0)
        return {
            "sender": self.contact(world.contacts[conversation.contact_id]),
            "assignee": self.agent(assignee, in_background=in_background) if assignee else None,
            "assignee_type": "User" if assignee else None,
            "team": {"id": team.id, "name": team.name} if team else None,
            "hmac_verified": world.sessions[conversation.session_id].hmac_verified,
        }


def last_public_messages(conversation: Conversation) -> Iterator[Message]:
    """Yield at most one message: the last that is neither a private note nor an activity line."""
    for message in reversed(conversation.messages):
        if not message.private and message.message_type != MessageType.ACTIVITY:
            yield message
            return


def can_reply(world: World, conversation: Conversation) -> bool:
    """Return whether a free reply is allowed: WhatsApp closes 24 h after the last visit."""
    if world.inboxes[conversation.inbox_id].channel_type != "Channel::Whatsapp":
        return True
    for message in reversed(conversation.messages):
        if message.message_type == MessageType.INCOMING:
            return world.now() - message.created_at < 24 * 3600
    return False
