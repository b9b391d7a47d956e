"""Notifications: who is told about an assignment, a new message or a mention."""

from __future__ import annotations

import re

from .herald import Herald
from .records import Agent, Conversation, Message, MessageType, Notification
from .world import World

_MENTION = re.compile(r"\[@([^\]]*)\]\(mention://(user|team)/(\d+)/[^)]*\)")
_MARKS = re.compile(r"(\*\*|__|`)")
_HEADLINES = {
    "conversation_assignment": "A conversation (#{id}) has been assigned to you",
    "assigned_conversation_new_message": "A new message is created in conversation (#{id})",
    "participating_conversation_new_message": "A new message is created in conversation (#{id})",
    "conversation_mention": "You have been mentioned in conversation (#{id})",
    "conversation_creation": "A conversation (#{id}) has been created",
}


def mentioned_user_ids(text: str) -> list[int]:
    """Return the agents a note mentions, each once."""
    found = [int(number) for _name, kind, number in _MENTION.findall(text) if kind == "user"]
    return list(dict.fromkeys(found))


def mentioned_team_ids(text: str) -> list[int]:
    """Return the teams a note mentions, each once."""
    found = [int(number) for _name, kind, number in _MENTION.findall(text) if kind == "team"]
    return list(dict.fromkeys(found))


def plain(text: str) -> str:
    """Return a message as a bell shows it: mentions as @Name, no Markdown marks."""
    return _MARKS.sub("", _MENTION.sub(r"@\1", text))


class Bell:
    """Creates notifications and removes the older ones of the same conversation."""

    def __init__(self, world: World, herald: Herald) -> None:
        self._world = world
        self._herald = herald

    def headline(self, row: Notification) -> str:
        """Return the REST headline of a notification."""
        display_id = self._world.conversations[row.conversation_id].display_id
        return _HEADLINES[row.notification_type].format(id=display_id)

    def body(self, row: Notification) -> str:
        """Return "Name: first words" of the message it is about."""
        message = self._world.messages.get(row.message_id or 0)
        if message is None:
            conversation = self._world.conversations[row.conversation_id]
            message = next(
                (
                    one
                    for one in reversed(conversation.messages)
                    if one.message_type == MessageType.INCOMING
                ),
                None,
            )
        if message is None:
            return "No content"
        return f"{self._author_name(message)}: {plain(message.content or 'Attachment')}"

    def _author_name(self, message: Message) -> str:
        if message.sender_type == "User" and message.sender_id in self._world.agents:
            return self._world.agents[message.sender_id].name
        contact = self._world.contacts.get(message.sender_id or 0)
        return "Bot" if contact is None else contact.name

    def assigned(self, conversation: Conversation, agent: Agent) -> None:
        """Tell an agent that somebody else gave them a conversation."""
        self.ring(agent.id, "conversation_assignment", conversation, None)

    def new_message(self, conversation: Conversation, message: Message) -> None:
        """Tell the assignee and the participants, but not the author, about a public message."""
        author = message.sender_id if message.sender_type == "User" else None
        assignee = conversation.assignee_id
        if assignee is not None and assignee != author:
            self.ring(assignee, "assigned_conversation_new_message", conversation, message)
        for agent_id in conversation.participant_ids:
            if agent_id not in (assignee, author):
                kind = "participating_conversation_new_message"
                self.ring(agent_id, kind, conversation, message)

    def note_mentions(self, conversation: Conversation, message: Message) -> None:
        """Tell the agents a private note mentions, who thereby become participants."""
        text = message.content or ""
        wanted = mentioned_user_ids(text)
        for team_id in mentioned_team_ids(text):
            if team_id in self._world.teams:
                wanted += self._world.teams[team_id].member_ids
        for agent_id in dict.fromkeys(wanted):
            agent = self._world.agents.get(agent_id)
            if agent is None or not self._world.may_see_inbox(agent, conversation.inbox_id):
                continue
            conversation.mentioned_ids.add(agent_id)
            if agent_id not in conversation.participant_ids:
                conversation.participant_ids.append(agent_id)
            self._herald.mentioned(conversation, agent)
            if agent_id != message.sender_id:
                self.ring(agent_id, "conversation_mention", conversation, message)

    def ring(
        self, agent_id: int, kind: str, conversation: Conversation, message: Message | None
    ) -> Notification:
        """Add a line to a bell, announce it, then take the same conversation's older lines off."""
        book = self._world.bells[agent_id]
        older = book.of_conversation(conversation.id)
        moment = self._world.now()
        row = Notification(
            self._world.ids.take("notification"),
            agent_id,
            kind,
            conversation.id,
            message.id if message else None,
            moment,
            moment,
        )
        book.add(row)
        self._herald.notification_created(row, self.body(row), book.unread)
        for old in older:
            book.remove(old)
            self._herald.notification_deleted(old, book.unread)
        return row
