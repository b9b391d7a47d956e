"""Everything that can happen to a conversation, with the events and lines each change causes."""

from __future__ import annotations

from .bell import Bell
from .herald import Herald
from .message_actions import Draft, MessageActions
from .records import Agent, Contact, Conversation, Json, MessageType, Session
from .world import World

STATUSES = ("open", "resolved", "pending", "snoozed")
PRIORITIES = ("low", "medium", "high", "urgent")
SURVEY_TEXT = "Please rate the conversation"
_STATUS_LINES = {
    "open": "Conversation was reopened by {name}",
    "resolved": "Conversation was marked resolved by {name}",
    "pending": "Conversation was marked as pending by {name}",
    "snoozed": "Conversation was snoozed by {name}",
}


class ConversationActions:
    """Creates conversations and changes their state."""

    def __init__(self, world: World, herald: Herald, bell: Bell, messages: MessageActions) -> None:
        self._world = world
        self._herald = herald
        self._bell = bell
        self._messages = messages

    def create(
        self,
        session: Session,
        *,
        performer: Agent | None = None,
        status: str = "open",
        additional_attributes: Json | None = None,
        custom_attributes: Json | None = None,
    ) -> Conversation:
        """Open a conversation for a contact's seat; its first message is written separately."""
        world = self._world
        moment = world.now()
        conversation = Conversation(
            world.ids.take("conversation"),
            world.ids.take("display"),
            world.new_uuid(),
            session.inbox_id,
            session.contact_id,
            session.id,
            moment,
            moment,
            moment,
            status=status,
            waiting_since=moment,
            additional_attributes=additional_attributes or {},
            custom_attributes=custom_attributes or {},
        )
        world.add_conversation(conversation)
        self._herald.conversation("conversation.created", conversation, performer)
        return conversation

    def _updated(self, conversation: Conversation) -> None:
        self._world.touch(conversation)
        self._herald.conversation("conversation.updated", conversation)

    # -- status -------------------------------------------------------------------------------

    def set_status(
        self,
        conversation: Conversation,
        status: str,
        by: Agent | Contact,
        snoozed_until: float | None = None,
    ) -> None:
        """Change the status; opening as role agent also assigns the conversation to them."""
        snoozed_until = snoozed_until if status == "snoozed" else None
        changed = conversation.status != status
        if changed or conversation.snoozed_until != snoozed_until:
            conversation.status = status
            conversation.snoozed_until = snoozed_until
            if status == "resolved":
                conversation.waiting_since = None
            self._world.touch(conversation)
            if changed:
                self._herald.conversation("conversation.status_changed", conversation)
            self._herald.conversation("conversation.updated", conversation)
        if changed:
            self._status_lines(conversation, status, by)
        if status == "open" and isinstance(by, Agent) and not by.is_administrator:
            self.assign(conversation, by, by)

    def missing_attributes(self, conversation: Conversation) -> list[str]:
        """Return the attributes that are required of a resolved conversation and not filled in."""
        filled = conversation.custom_attributes
        return [one for one in self._world.required_attributes if filled.get(one) in (None, "")]

    def _status_lines(self, conversation: Conversation, status: str, by: Agent | Contact) -> None:
        line = _STATUS_LINES[status]
        if status == "resolved" and isinstance(by, Contact):
            line = "Conversation was resolved by {name}"
        self._messages.activity(conversation, line.format(name=by.name))
        if status == "resolved":
            self._survey(conversation)

    def _survey(self, conversation: Conversation) -> None:
        """Ask for a rating once per conversation, where the inbox wants that."""
        wanted = self._world.inboxes[conversation.inbox_id].csat_survey_enabled
        if wanted and not any(m.content_type == "input_csat" for m in conversation.messages):
            self._messages.template(
                conversation, SURVEY_TEXT, "input_csat", {"display_type": "emoji"}
            )

    def mute(self, conversation: Conversation, by: Agent) -> None:
        """Block the contact and resolve the conversation."""
        contact = self._world.contacts[conversation.contact_id]
        if contact.blocked:
            return
        contact.blocked = True
        self._herald.contact("contact.updated", contact, by)
        if conversation.status != "resolved":
            self.set_status(conversation, "resolved", by)
        self._messages.activity(conversation, f"{by.name} has muted the conversation")

    def unmute(self, conversation: Conversation, by: Agent) -> None:
        """Unblock the contact; the conversation stays as it is."""
        contact = self._world.contacts[conversation.contact_id]
        if not contact.blocked:
            return
        contact.blocked = False
        self._herald.contact("contact.updated", contact, by)
        self._messages.activity(conversation, f"{by.name} has unmuted the conversation")

    # -- people -------------------------------------------------------------------------------

    def assign(self, conversation: Conversation, agent: Agent | None, by: Agent) -> None:
        """Give a conversation to an agent, or to nobody."""
        if conversation.assignee_id == (agent.id if agent else None):
            return
        conversation.assignee_id = agent.id if agent else None
        self._updated(conversation)
        self._herald.conversation("assignee.changed", conversation)
        if agent is None:
            line = f"Conversation unassigned by {by.name}"
        elif agent.id == by.id:
            line = f"{by.name} self-assigned this conversation"
        else:
            line = f"Assigned to {agent.name} by {by.name}"
        self._messages.activity(conversation, line)
        if agent is not None:
            self.add_participants(conversation, [agent.id])
            if agent.id != by.id:
                self._bell.assigned(conversation, agent)

    def assign_team(self, conversation: Conversation, team_id: int | None, by: Agent) -> None:
        """Give a conversation to a team, or to none."""
        if conversation.team_id == team_id:
            return
        former = self._world.teams.get(conversation.team_id or 0)
        conversation.team_id = team_id
        # Whoever is not in the team loses what the team is given.
        members = self._world.teams[team_id].member_ids if team_id is not None else None
        loses = members is not None and conversation.assignee_id not in (None, *members)
        if loses:
            conversation.assignee_id = None
        self._updated(conversation)
        self._herald.conversation("team.changed", conversation)
        if loses:
            self._herald.conversation("assignee.changed", conversation)
        if team_id is not None:
            line = f"Assigned to {self._world.teams[team_id].name} by {by.name}"
        else:
            line = f"Unassigned from {former.name if former else 'the team'} by {by.name}"
        self._messages.activity(conversation, line)

    def add_participants(self, conversation: Conversation, agent_ids: list[int]) -> list[int]:
        """Add watchers; return those who were not watching yet."""
        known = self._world.agents
        new = [one for one in agent_ids if one in known and one not in conversation.participant_ids]
        conversation.participant_ids += new
        return new

    # -- marks --------------------------------------------------------------------------------

    def set_labels(self, conversation: Conversation, labels: list[str], by: Agent) -> None:
        """Replace the whole set of labels."""
        wanted = list(dict.fromkeys(labels))
        removed = [one for one in conversation.labels if one not in wanted]
        added = [one for one in wanted if one not in conversation.labels]
        conversation.labels = wanted
        if not removed and not added:
            return
        if removed:
            self._messages.activity(conversation, f"{by.name} removed {', '.join(removed)}")
        if added:
            self._messages.activity(conversation, f"{by.name} added {', '.join(added)}")
        self._updated(conversation)

    def set_priority(self, conversation: Conversation, priority: str | None, by: Agent) -> None:
        """Set, change or remove the priority."""
        before = conversation.priority
        if before == priority:
            return
        conversation.priority = priority
        self._updated(conversation)
        if priority is None:
            line = f"{by.name} removed the priority"
        elif before is None:
            line = f"{by.name} set the priority to {priority}"
        else:
            line = f"{by.name} changed the priority from {before} to {priority}"
        self._messages.activity(conversation, line)

    def set_custom_attributes(self, conversation: Conversation, attributes: Json) -> None:
        """Replace all custom attributes."""
        conversation.custom_attributes = attributes
        self._updated(conversation)

    # -- typing and reading -------------------------------------------------------------------

    def typing(
        self,
        conversation: Conversation,
        typist: Agent | Contact,
        on: bool,
        is_private: bool = False,
    ) -> None:
        """Say that somebody began or stopped typing."""
        self._herald.typing(conversation, typist, on, is_private)

    def contact_reads(self, conversation: Conversation) -> None:
        """The contact has looked: announce it and turn what was sent to read."""
        conversation.contact_last_seen_at = self._world.now()
        self._world.touch(conversation)
        self._herald.conversation("conversation.read", conversation)
        self._messages.seen_by_contact(conversation)

    def agent_sees(self, conversation: Conversation, agent: Agent) -> None:
        """An agent has looked; this is shared by all agents and announced to nobody."""
        moment = self._world.now()
        conversation.agent_last_seen_at = moment
        if conversation.assignee_id == agent.id:
            conversation.assignee_last_seen_at = moment
        if conversation.messages:
            conversation.agent_seen_message_id = conversation.messages[-1].id
        book = self._world.bells[agent.id]
        for row in book.of_conversation(conversation.id):
            if row.read_at is None:
                book.mark(row, read_at=moment)

    def mark_unread(self, conversation: Conversation) -> None:
        """Set the agents' last look to just before the last incoming message."""
        for message in reversed(conversation.messages):
            if message.message_type == MessageType.INCOMING:
                conversation.agent_last_seen_at = message.created_at - 1
                conversation.assignee_last_seen_at = message.created_at - 1
                conversation.agent_seen_message_id = message.id - 1
                return

    def open_with_message(
        self, session: Session, contact: Contact, draft: Draft, attributes: Json | None = None
    ) -> Conversation:
        """Open a conversation that starts with the contact's own words."""
        conversation = self.create(session, additional_attributes=attributes)
        self._messages.contact_writes(contact, conversation, draft)
        return conversation
