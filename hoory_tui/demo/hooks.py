"""The demo desk's stable face for tests: make people act."""

from __future__ import annotations

from .company import Cast
from .engine import Engine
from .message_actions import Draft
from .records import Agent, Attachment, Contact, Conversation, Message, Session
from .trouble import TroubleHooks


class DeskHooks(TroubleHooks):
    """Every hook takes the same way as the REST call would and causes the same events.

    Conversations are named by display id everywhere, as on the wire.
    """

    engine: Engine
    _cast: Cast

    # -- finding ------------------------------------------------------------------------------

    def conversation(self, conversation_id: int) -> Conversation:
        """Return a conversation's row; raises KeyError when there is none."""
        found = self.engine.world.conversation(conversation_id)
        if found is None:
            raise KeyError(conversation_id)
        return found

    def agent(self, agent_id: int) -> Agent:
        """Return an agent's row."""
        return self.engine.world.agents[agent_id]

    def contact_of(self, conversation_id: int) -> Contact:
        """Return the contact of a conversation."""
        return self.engine.world.contacts[self.conversation(conversation_id).contact_id]

    def session_of(self, conversation_id: int) -> Session:
        """Return the contact's seat (source_id, pubsub_token) behind a conversation."""
        return self.engine.world.sessions[self.conversation(conversation_id).session_id]

    # -- what contacts do ---------------------------------------------------------------------

    def contact_writes(
        self, conversation_id: int, text: str | None, files: list[Attachment] | None = None
    ) -> Message:
        """Let the contact write; ``files`` are attachments with a body or a sample name."""
        conversation = self.conversation(conversation_id)
        contact = self.contact_of(conversation_id)
        draft = Draft(text, files=files or ())
        return self.engine.messages.contact_writes(contact, conversation, draft)

    def contact_types(self, conversation_id: int, on: bool = True) -> None:
        """Let the contact begin or stop typing."""
        contact = self.contact_of(conversation_id)
        self.engine.conversations.typing(self.conversation(conversation_id), contact, on)

    def contact_reads(self, conversation_id: int) -> None:
        """Let the contact look: conversation.read, then one message.updated per tick."""
        self.engine.conversations.contact_reads(self.conversation(conversation_id))

    def contact_rates(self, message_id: int, rating: int, feedback: str = "") -> None:
        """Let the contact answer a survey message with 1 to 5."""
        response = {"feedback_message": feedback, "rating": rating}
        message = self.engine.world.messages[message_id]
        self.engine.messages.submit(message, {"csat_survey_response": response})

    def contact_comes(self, contact_id: int) -> None:
        """Keep a contact present without a socket."""
        self.engine.presence.keep_contact(contact_id, here=True)

    def contact_leaves(self, contact_id: int) -> None:
        """Let a kept contact age out of the presence window."""
        self.engine.presence.keep_contact(contact_id, here=False)

    def rename_contact(self, contact_id: int, name: str) -> None:
        """Change a contact's name."""
        contact = self.engine.world.contacts[contact_id]
        self.engine.contacts.update(contact, {"name": name})

    def update_contact(self, contact_id: int, **values: object) -> None:
        """Change any of a contact's columns."""
        self.engine.contacts.update(self.engine.world.contacts[contact_id], dict(values))

    def merge_contacts(self, base_id: int, other_id: int) -> None:
        """Fold the second contact into the first."""
        contacts = self.engine.world.contacts
        self.engine.contacts.merge(contacts[base_id], contacts[other_id])

    def new_contact(self, name: str, **values: object) -> Contact:
        """Create a contact; values may be email, phone_number, identifier and the hashes."""
        return self.engine.contacts.create({**values, "name": name})

    def new_conversation(
        self, contact: Contact | str, inbox_id: int, text: str | None
    ) -> Conversation:
        """Open a conversation for a contact, or for a new one with that name."""
        if isinstance(contact, str):
            contact = self.new_contact(contact)
        session = self.engine.contacts.identify(contact, inbox_id)
        if text is None:
            return self.engine.conversations.create(session)
        return self.engine.conversations.open_with_message(session, contact, Draft(text))

    # -- what agents do -----------------------------------------------------------------------

    def agent_writes(
        self,
        agent_id: int,
        conversation_id: int,
        text: str | None,
        private: bool = False,
        **draft: object,
    ) -> Message:
        """Let an agent answer or note; ``draft`` may hold content_type, content_attributes,
        files, echo_id and source_id.
        """
        conversation = self.conversation(conversation_id)
        written = Draft(text, private)
        for key, value in draft.items():
            setattr(written, key, value)
        return self.engine.messages.agent_writes(self.agent(agent_id), conversation, written)

    def agent_types(
        self, agent_id: int, conversation_id: int, on: bool = True, private: bool = False
    ) -> None:
        """Let an agent begin or stop typing."""
        conversation = self.conversation(conversation_id)
        self.engine.conversations.typing(conversation, self.agent(agent_id), on, private)

    def assign(self, conversation_id: int, assignee_id: int | None, by: int | None = None) -> None:
        """Assign an agent or, with None, nobody."""
        assignee = None if assignee_id is None else self.agent(assignee_id)
        self.engine.conversations.assign(
            self.conversation(conversation_id), assignee, self._actor(by)
        )

    def assign_team(self, conversation_id: int, team_id: int | None, by: int | None = None) -> None:
        """Assign a team or, with None, no team."""
        conversation = self.conversation(conversation_id)
        self.engine.conversations.assign_team(conversation, team_id, self._actor(by))

    def set_status(
        self,
        conversation_id: int,
        status: str,
        by: int | None = None,
        snoozed_until: float | None = None,
    ) -> None:
        """Set open, pending, snoozed or resolved."""
        conversation = self.conversation(conversation_id)
        actor = self._actor(by)
        self.engine.conversations.set_status(conversation, status, actor, snoozed_until)

    def set_labels(self, conversation_id: int, labels: list[str], by: int | None = None) -> None:
        """Replace the labels."""
        conversation = self.conversation(conversation_id)
        self.engine.conversations.set_labels(conversation, labels, self._actor(by))

    def set_priority(
        self, conversation_id: int, priority: str | None, by: int | None = None
    ) -> None:
        """Set or remove the priority."""
        conversation = self.conversation(conversation_id)
        self.engine.conversations.set_priority(conversation, priority, self._actor(by))

    def mute(self, conversation_id: int, on: bool = True, by: int | None = None) -> None:
        """Block or unblock the contact."""
        conversation, actor = self.conversation(conversation_id), self._actor(by)
        if on:
            self.engine.conversations.mute(conversation, actor)
        else:
            self.engine.conversations.unmute(conversation, actor)

    def delete_message(self, message_id: int, by: int | None = None) -> None:
        """Empty a message."""
        self.engine.messages.delete(self.engine.world.messages[message_id], self._actor(by))

    def set_message_status(
        self, message_id: int, status: str, external_error: str | None = None
    ) -> None:
        """Move a tick as the channel would: delivered, read, or failed with its reason."""
        message = self.engine.world.messages[message_id]
        self.engine.messages.set_status(message, status, external_error)

    def set_availability(self, agent_id: int, availability: str) -> None:
        """Let an agent choose online, busy or offline; seen at others' next tick."""
        self.agent(agent_id).availability = availability

    def agent_comes(self, agent_id: int) -> None:
        """Keep an agent present without a socket."""
        self.engine.presence.keep_agent(agent_id, here=True)

    def agent_leaves(self, agent_id: int) -> None:
        """Stop keeping an agent present."""
        self.engine.presence.keep_agent(agent_id, here=False)

    def rotate_pubsub_token(self, agent_id: int) -> None:
        """Give an agent a new cable token; open sockets stay open and deaf."""
        self.agent(agent_id).pubsub_token = self.engine.world.new_token()

    def rotate_contact_token(self, conversation_id: int) -> None:
        """Give the contact of a conversation a new cable token; open sockets stay and are deaf."""
        self.engine.world.renew_token(self.session_of(conversation_id))

    def rotate_access_token(self, agent_id: int) -> None:
        """Give an agent a new API token; the old one is 401 at once."""
        self.agent(agent_id).access_token = self.engine.world.new_token()

    @property
    def transcripts(self) -> list[tuple[int, str]]:
        """Return which conversations were to be mailed to whom; the pretend company mails none."""
        return self.engine.world.transcripts

    @property
    def required_attributes(self) -> tuple[str, ...]:
        """Return the custom attributes without which nothing is resolved; none at first."""
        return self.engine.world.required_attributes

    @required_attributes.setter
    def required_attributes(self, keys: tuple[str, ...]) -> None:
        self.engine.world.required_attributes = keys

    @property
    def keep_markers(self) -> bool:
        """Whether new messages keep every content attribute, as 3.x and later servers do."""
        return self.engine.messages.keep_markers

    @keep_markers.setter
    def keep_markers(self, keep: bool) -> None:
        self.engine.messages.keep_markers = keep

    def invalidate_caches(self) -> None:
        """Change the keys of labels, inboxes and teams and tell everybody."""
        keys = self.engine.world.cache_keys
        for key, value in keys.items():
            keys[key] = str(int(value) + 1)
        self.engine.herald.cache_invalidated()

    def _actor(self, agent_id: int | None) -> Agent:
        """Return who acts: the given agent, or an administrator who is nobody's test subject."""
        return self._cast.agents["hanna"] if agent_id is None else self.agent(agent_id)
