"""Everything that can happen to a message, with the events each change causes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .bell import Bell
from .herald import Herald
from .liquid import fill_in
from .records import (
    Agent,
    Attachment,
    Contact,
    Conversation,
    Json,
    Message,
    MessageType,
)
from .times import iso
from .world import World

DELETED_TEXT = "This message was deleted"
# What servers before 3.x take over from the attributes of a new message.
_OLD_ATTRIBUTES = frozenset(
    {"in_reply_to", "items", "submitted_values", "cc_emails", "bcc_emails", "to_emails"}
)
_STATUS_ORDER = {"sent": 0, "delivered": 1, "read": 2}


@dataclass(slots=True)
class Draft:
    """What a message is to become; ``files`` are attachments whose ids are not yet given."""

    content: str | None
    private: bool = False
    content_type: str = "text"
    content_attributes: Json = field(default_factory=dict)
    files: Sequence[Attachment] = ()
    echo_id: object = None
    source_id: str | None = None
    template: Json | None = None


class MessageActions:
    """Writes, deletes and marks messages."""

    def __init__(self, world: World, herald: Herald, bell: Bell) -> None:
        self._world = world
        self._herald = herald
        self._bell = bell
        # Newer servers store whatever attributes a message comes with, older ones do not.
        self.keep_markers = True
        # Whether the company has somebody who translates for it.
        self.translates = True
        # Told about each public answer of an agent, so that a lively visitor can react.
        self.on_agent_reply: Callable[[Conversation, Message], None] = lambda _c, _m: None

    # -- writing ------------------------------------------------------------------------------

    def agent_writes(self, agent: Agent, conversation: Conversation, draft: Draft) -> Message:
        """Add an agent's answer or private note."""
        contact = self._world.contacts[conversation.contact_id]
        if draft.content is not None:
            draft.content = fill_in(draft.content, agent, contact, conversation)
        message = self._add(conversation, MessageType.OUTGOING, draft, agent)
        self._herald.message_created(message, agent, draft.echo_id)
        if message.private:
            self._bell.note_mentions(conversation, message)
            return message
        self._first_answer(conversation, message, agent)
        self._bell.new_message(conversation, message)
        self.on_agent_reply(conversation, message)
        return message

    def _first_answer(self, conversation: Conversation, message: Message, agent: Agent) -> None:
        """Clear the wait and note the first reply, if this message does either."""
        first = conversation.first_reply_created_at is None
        if not first and conversation.waiting_since is None:
            return
        conversation.waiting_since = None
        if first:
            conversation.first_reply_created_at = message.created_at
            self._herald.first_reply(message, agent)
        self._world.touch(conversation)
        self._herald.conversation("conversation.updated", conversation)

    def contact_writes(self, contact: Contact, conversation: Conversation, draft: Draft) -> Message:
        """Add a contact's message, which may wake or reopen the conversation."""
        greet = self._needs_greeting(conversation)
        message = self._add(conversation, MessageType.INCOMING, draft, contact)
        woken = self._wake(conversation, contact)
        self._herald.message_created(message, None, draft.echo_id)
        if woken == "resolved":
            text = "System reopened the conversation due to a new incoming message."
            self.activity(conversation, text)
        if conversation.waiting_since is None:
            conversation.waiting_since = message.created_at
            self._world.touch(conversation)
            self._herald.conversation("conversation.updated", conversation)
        elif woken:
            self._herald.conversation("conversation.updated", conversation)
        contact.last_activity_at = message.created_at
        self._herald.contact("contact.updated", contact)
        self._bell.new_message(conversation, message)
        if greet is not None:
            self.template(conversation, greet)
        return message

    def _needs_greeting(self, conversation: Conversation) -> str | None:
        incoming = any(one.message_type == MessageType.INCOMING for one in conversation.messages)
        return None if incoming else self._world.inboxes[conversation.inbox_id].greeting_message

    def _wake(self, conversation: Conversation, contact: Contact) -> str | None:
        """Open a resolved or snoozed conversation; return its former status if that happened."""
        before = conversation.status
        if before not in ("resolved", "snoozed") or contact.blocked:
            return None
        conversation.status = "open"
        conversation.snoozed_until = None
        self._world.touch(conversation)
        self._herald.conversation("conversation.status_changed", conversation)
        return before

    def activity(self, conversation: Conversation, text: str) -> Message:
        """Add a system line; it never reaches the contact."""
        message = self._add(conversation, MessageType.ACTIVITY, Draft(text), None)
        self._herald.message_created(message)
        return message

    def template(
        self,
        conversation: Conversation,
        text: str,
        content_type: str = "text",
        content_attributes: Json | None = None,
    ) -> Message:
        """Add an automatic message: a greeting or a survey."""
        draft = Draft(text, content_type=content_type, content_attributes=content_attributes or {})
        message = self._add(conversation, MessageType.TEMPLATE, draft, None)
        self._herald.message_created(message)
        return message

    def _add(
        self,
        conversation: Conversation,
        kind: MessageType,
        draft: Draft,
        author: Agent | Contact | None,
    ) -> Message:
        moment = self._world.now()
        attributes = draft.content_attributes
        if not self.keep_markers:
            attributes = {k: v for k, v in attributes.items() if k in _OLD_ATTRIBUTES}
        if "in_reply_to" in attributes:
            attributes = {"in_reply_to_external_id": None, **attributes}
        message = Message(
            self._world.ids.take("message"),
            conversation.id,
            kind,
            draft.content,
            moment,
            moment,
            private=draft.private,
            content_type=draft.content_type,
            content_attributes=attributes,
            source_id=draft.source_id,
            template=draft.template,
        )
        if author is not None:
            message.sender_type = "User" if isinstance(author, Agent) else "Contact"
            message.sender_id = author.id
        for attachment in draft.files:
            attachment.id = self._world.ids.take("attachment")
            attachment.message_id = message.id
            attachment.created_at = moment
            self._world.attachments[attachment.id] = attachment
            message.attachments.append(attachment)
        self._world.add_message(conversation, message)
        conversation.last_activity_at = moment
        self._world.touch(conversation)
        return message

    # -- changing -----------------------------------------------------------------------------

    def delete(self, message: Message, performer: Agent) -> None:
        """Empty a message; the row stays and says that it was deleted."""
        for attachment in message.attachments:
            self._world.attachments.pop(attachment.id, None)
        message.attachments = []
        self._change(
            message,
            performer,
            content=DELETED_TEXT,
            content_type="text",
            content_attributes={"deleted": True},
        )

    def set_status(
        self,
        message: Message,
        status: str,
        external_error: str | None = None,
        performer: Agent | None = None,
    ) -> bool:
        """Move a tick; read never falls back to delivered. Return whether it changed."""
        if status == "delivered" and message.status == "read":
            return False
        changes: Json = {"status": status}
        if external_error is not None:
            changes["content_attributes"] = {
                **message.content_attributes,
                "external_error": external_error,
            }
        return self._change(message, performer, **changes)

    def retry(self, message: Message, performer: Agent) -> None:
        """Send a failed message again: the status falls back, then the error is wiped."""
        attributes = {**message.content_attributes, "external_error": None}
        self._change(message, performer, status="sent", content_attributes=attributes)
        self._change(message, performer, content_attributes={})

    def translate(self, message: Message, language: str, performer: Agent) -> str | None:
        """Keep and return what a message says in another language, marked with its code."""
        if not self.translates or not message.content or not language:
            return None
        words = f"[{language}] {message.content}"
        known = message.content_attributes.get("translations", {})
        attributes = {**message.content_attributes, "translations": {**known, language: words}}
        self._change(message, performer, content_attributes=attributes)
        return words

    def submit(self, message: Message, submitted_values: object) -> None:
        """Store a contact's answer to a survey, a form or a choice."""
        attributes = {**message.content_attributes, "submitted_values": submitted_values}
        self._change(message, None, content_attributes=attributes)

    def seen_by_contact(self, conversation: Conversation) -> None:
        """Turn every message sent to the contact to read, one event each."""
        for message in conversation.messages:
            ours = message.message_type in (MessageType.OUTGOING, MessageType.TEMPLATE)
            if ours and _STATUS_ORDER.get(message.status, 9) < _STATUS_ORDER["read"]:
                self._change(message, None, status="read")

    def _change(self, message: Message, performer: Agent | None, **columns: object) -> bool:
        """Set columns and announce ``{column: [old, new]}``; return whether any changed."""
        before = message.updated_at
        changes: Json = {}
        for name, value in columns.items():
            old = getattr(message, name)
            if old != value:
                changes[name] = [old, value]
                setattr(message, name, value)
        if not changes:
            return False
        if "content" in changes:
            changes["processed_message_content"] = changes["content"]
        message.updated_at = max(self._world.now(), before + 0.001)
        stamps = [iso(before), iso(message.updated_at)]
        self._herald.message_updated(message, {"updated_at": stamps, **changes}, performer)
        return True
