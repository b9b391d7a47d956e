"""Announces each change as the right event to the right people."""

from __future__ import annotations

from .cable import CableHub
from .event_shapes import EventShapes
from .recipients import Recipients
from .records import Agent, Contact, Conversation, Json, Message, MessageType, Notification
from .world import World

# These five are rebuilt by a background job, which does not know availability.
_REBUILT = frozenset(
    {
        "conversation.updated",
        "conversation.status_changed",
        "conversation.read",
        "assignee.changed",
        "team.changed",
    }
)
_ALSO_TO_SESSION = frozenset(
    {"conversation.created", "conversation.updated", "conversation.status_changed"}
)


class Herald:
    """Turns rows into events; it never changes a row."""

    def __init__(self, world: World, hub: CableHub, shapes: EventShapes) -> None:
        self._world = world
        self._hub = hub
        self._shapes = shapes
        self._recipients = Recipients(world)

    def _data(self, payload: Json, performer: Agent | None = None) -> Json:
        payload["account_id"] = self._world.account.id
        if performer is not None:
            payload["performer"] = self._shapes.agent(performer)
        return payload

    def conversation(
        self, event: str, conversation: Conversation, performer: Agent | None = None
    ) -> None:
        """Announce a conversation event to its inbox and, where due, to its contact.

        ``performer`` belongs to created and contact_changed only.
        """
        streams = self._recipients.inbox(conversation)
        if event in _ALSO_TO_SESSION:
            streams = [*streams, *self._recipients.session(conversation)]
        payload = self._shapes.conversation(conversation, in_background=event in _REBUILT)
        self._hub.broadcast(streams, event, self._data(payload, performer))

    def mentioned(self, conversation: Conversation, agent: Agent) -> None:
        """Tell one agent that a note mentions them."""
        payload = self._shapes.conversation(conversation)
        self._hub.broadcast([agent.pubsub_token], "conversation.mentioned", self._data(payload))

    def typing(
        self, conversation: Conversation, typist: Agent | Contact, on: bool, is_private: bool
    ) -> None:
        """Announce typing to everybody but the typist."""
        if isinstance(typist, Agent):
            person = self._shapes.agent(typist)
        else:
            person = self._shapes.contact(typist)
        seat_token = self._world.sessions[conversation.session_id].pubsub_token
        streams = [*self._recipients.inbox(conversation), seat_token]
        own = typist.pubsub_token if isinstance(typist, Agent) else seat_token
        payload: Json = {
            "conversation": self._shapes.conversation(conversation),
            "user": person,
            "is_private": is_private,
        }
        self._hub.broadcast(
            [stream for stream in streams if stream != own],
            f"conversation.typing_{'on' if on else 'off'}",
            self._data(payload, typist if isinstance(typist, Agent) else None),
        )

    def message_created(
        self, message: Message, performer: Agent | None = None, echo_id: object = None
    ) -> None:
        """Announce a new message; ``echo_id`` travels in this one event and nowhere else."""
        payload = self._shapes.message(message)
        if echo_id is not None:
            payload["echo_id"] = echo_id
        streams = self._message_streams(message)
        self._hub.broadcast(streams, "message.created", self._data(payload, performer))

    def message_updated(
        self, message: Message, previous_changes: Json, performer: Agent | None = None
    ) -> None:
        """Announce a changed message with ``{column: [old, new]}``."""
        payload = self._shapes.message(message)
        payload["previous_changes"] = previous_changes
        streams = self._message_streams(message)
        self._hub.broadcast(streams, "message.updated", self._data(payload, performer))

    def first_reply(self, message: Message, performer: Agent | None) -> None:
        """Announce that a conversation has got its first answer."""
        conversation = self._world.conversations[message.conversation_id]
        payload = self._data(self._shapes.message(message), performer)
        self._hub.broadcast(self._recipients.inbox(conversation), "first.reply.created", payload)

    def _message_streams(self, message: Message) -> list[str]:
        conversation = self._world.conversations[message.conversation_id]
        streams = self._recipients.inbox(conversation)
        if message.private or message.message_type == MessageType.ACTIVITY:
            return streams
        return [*streams, *self._recipients.session(conversation)]

    def contact(self, event: str, contact: Contact, performer: Agent | None = None) -> None:
        """Announce a contact event to the whole account."""
        payload = self._data(self._shapes.contact(contact), performer)
        self._hub.broadcast(self._recipients.account(), event, payload)

    def notification_created(self, row: Notification, body: str, unread: int) -> None:
        """Ring one agent's bell; the event's title holds the body text."""
        world = self._world
        agent = world.agents[row.agent_id]
        if not self._hub.hears(agent.pubsub_token):
            return
        conversation = world.conversations[row.conversation_id]
        message = world.messages.get(row.message_id or 0)
        notification: Json = {
            "id": row.id,
            "notification_type": row.notification_type,
            "primary_actor_type": "Conversation",
            "primary_actor_id": row.conversation_id,
            "read_at": None,
            "secondary_actor": self._shapes.message(message) if message else None,
            "user": self._shapes.agent(agent),
            "created_at": int(row.created_at),
            "last_activity_at": int(row.created_at),
            "snoozed_until": None,
            "meta": {},
            "account_id": world.account.id,
            "primary_actor": self._shapes.conversation(conversation),
            "push_message_title": body,
            "push_message_body": body,
        }
        self._bell(agent, "notification.created", notification, unread)

    def notification_deleted(self, row: Notification, unread: int) -> None:
        """Take a line off one agent's bell."""
        agent = self._world.agents[row.agent_id]
        self._bell(agent, "notification.deleted", {"id": row.id}, unread)

    def _bell(self, agent: Agent, event: str, notification: Json, unread: int) -> None:
        payload: Json = {"notification": notification, "unread_count": unread, "count": unread}
        self._hub.broadcast([agent.pubsub_token], event, self._data(payload))

    def cache_invalidated(self, performer: Agent | None = None) -> None:
        """Tell all agents that labels, inboxes or teams should be read again."""
        payload: Json = {"cache_keys": dict(self._world.cache_keys)}
        self._hub.broadcast(
            self._recipients.everyone(),
            "account.cache_invalidated",
            self._data(payload, performer),
        )
