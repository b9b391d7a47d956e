"""Lays out the past: talks become conversations whose moments count back from now."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from urllib.parse import quote

from .bell import mentioned_user_ids
from .company import Cast
from .history_files import attach
from .records import Contact, Conversation, Json, Message, MessageType, Notification, Session
from .times import iso
from .world import World

_DAY = 86_400.0
CONTACT = "<"
ACTIVITY = "*"
BOT = "bot"


@dataclass(slots=True)
class Line:
    """One planned message: who says what, when, with which extras."""

    speaker: str
    text: str | None
    extra: Json
    moment: float = 0.0


@dataclass(slots=True)
class Talk:
    """One planned conversation; ``spec`` holds the data file's keys."""

    spec: Json
    lines: list[Line]
    conversation: Conversation | None = None
    made: list[Message] = field(default_factory=list)


class Historian:
    """Writes planned talks into a world in the order they would have happened."""

    def __init__(self, world: World, cast: Cast, rng: random.Random) -> None:
        self._world = world
        self._cast = cast
        self._rng = rng
        self._now = world.now()
        self._people: dict[str, Contact] = {}

    def write(self, specs: list[Json]) -> None:
        """Create contacts, conversations, messages and bells for all talks."""
        talks = [self._plan(spec) for spec in specs]
        talks.sort(key=lambda talk: talk.lines[0].moment)
        for talk in talks:
            self._open(talk)
        every = [(line.moment, place, talk, line) for talk in talks
                 for place, line in enumerate(talk.lines)]  # fmt: skip
        every.sort(key=lambda one: one[:2])
        for _moment, _place, talk, line in every:
            self._say(talk, line)
        for talk in talks:
            self._settle(talk)
        self._ring_bells(talks)

    # -- planning -----------------------------------------------------------------------------

    def _plan(self, spec: Json) -> Talk:
        """Give each line its moment, going back from the last one (``ago`` minutes)."""
        raw = spec["lines"]
        lines = [Line(one[0], one[1], one[2] if len(one) > 2 else {}) for one in raw]
        moment = self._now - float(spec["ago"]) * 60
        for line in reversed(lines):
            line.moment = moment
            moment -= self._gap(line)
        return Talk(spec, lines)

    def _gap(self, line: Line) -> float:
        """Return the seconds before a line: its own ``gap`` in minutes, or a believable pause."""
        if "gap" in line.extra:
            return float(line.extra["gap"]) * 60
        if line.speaker in (ACTIVITY, BOT):
            return self._rng.uniform(0.2, 1.5)
        typing = 20 + len(line.text or "") * 0.35
        return typing + self._rng.expovariate(1 / 140)

    # -- contacts and conversations -----------------------------------------------------------

    def _open(self, talk: Talk) -> None:
        world, spec = self._world, talk.spec
        start = talk.lines[0].moment
        inbox = self._cast.inboxes[spec["inbox"]]
        contact = self._contact(spec, start)
        session = self._session(contact, inbox.id, start)
        status = spec.get("status", "open")
        snoozed = spec.get("snooze_hours")
        conversation = Conversation(
            world.ids.take("conversation"),
            world.ids.take("display"),
            world.new_uuid(),
            inbox.id,
            contact.id,
            session.id,
            start,
            start,
            start,
            status=status,
            priority=spec.get("priority"),
            labels=list(spec.get("labels", [])),
            additional_attributes=self._circumstances(spec),
            custom_attributes=dict(spec.get("custom", {})),
            snoozed_until=self._now + snoozed * 3600 if snoozed else None,
        )
        if "to" in spec:
            conversation.assignee_id = self._cast.agents[spec["to"]].id
            conversation.participant_ids.append(conversation.assignee_id)
        if "team" in spec:
            conversation.team_id = self._cast.teams[spec["team"]].id
        talk.conversation = conversation
        world.add_conversation(conversation)

    def _contact(self, spec: Json, start: float) -> Contact:
        key = spec.get("email") or spec.get("phone") or spec["name"]
        known = self._people.get(key)
        if known is not None:
            return known
        place = {"city": spec["city"]} if "city" in spec else {}
        joined = start - self._rng.uniform(0, 200) * _DAY
        contact = Contact(
            self._world.ids.take("contact"),
            spec["name"],
            joined,
            joined,
            email=spec.get("email"),
            phone_number=spec.get("phone"),
            identifier=spec.get("identifier"),
            blocked=spec.get("blocked", False),
            additional_attributes=place | spec.get("about", {}),
            custom_attributes=dict(spec.get("contact_custom", {})),
            labels=list(spec.get("contact_labels", [])),
            language=spec.get("lang", "en"),
        )
        self._people[key] = contact
        self._world.add_contact(contact)
        return contact

    def _session(self, contact: Contact, inbox_id: int, start: float) -> Session:
        for session in self._world.sessions_of(contact.id):
            if session.inbox_id == inbox_id:
                return session
        session = self._world.add_session(contact, inbox_id)
        session.created_at = session.updated_at = start
        return session

    def _circumstances(self, spec: Json) -> Json:
        """Return what the channel knows about a visit."""
        if spec["inbox"] == "mail":
            return {"source": "email", "mail_subject": spec.get("subject", "Question")}
        if spec["inbox"] != "web":
            return {}
        return {
            "browser": {
                "browser_name": self._rng.choice(["Firefox", "Chrome", "Safari"]),
                "platform_name": self._rng.choice(["Linux", "macOS", "Windows", "Android"]),
                "device_name": "Unknown",
                "browser_version": str(self._rng.randrange(118, 140)),
                "platform_version": "",
            },
            "referer": f"https://sparrow.example/{spec.get('page', 'bikes')}",
            "browser_language": spec.get("lang", "en"),
        }

    # -- messages -----------------------------------------------------------------------------

    def _say(self, talk: Talk, line: Line) -> None:
        conversation = talk.conversation
        if conversation is None:
            return
        message = Message(
            self._world.ids.take("message"),
            conversation.id,
            MessageType.INCOMING,
            self._with_mentions(line.text),
            line.moment,
            line.moment,
        )
        self._sign(message, conversation, line.speaker)
        self._adorn(message, talk, line)
        self._world.add_message(conversation, message)
        talk.made.append(message)

    def _sign(self, message: Message, conversation: Conversation, speaker: str) -> None:
        if speaker == CONTACT:
            message.sender_type, message.sender_id = "Contact", conversation.contact_id
        elif speaker == ACTIVITY:
            message.message_type = MessageType.ACTIVITY
        elif speaker == BOT:
            message.message_type = MessageType.TEMPLATE
        else:
            message.message_type = MessageType.OUTGOING
            message.private = speaker.endswith("!")
            agent = self._cast.agents[speaker.rstrip("!")]
            message.sender_type, message.sender_id = "User", agent.id

    def _with_mentions(self, text: str | None) -> str | None:
        """Turn ``{@key}`` into the mention syntax of private notes."""
        if text is None or "{@" not in text:
            return text
        for key, agent in self._cast.agents.items():
            mention = f"[@{agent.name}](mention://user/{agent.id}/{quote(agent.name)})"
            text = text.replace("{@" + key + "}", mention)
        return text

    def _adorn(self, message: Message, talk: Talk, line: Line) -> None:
        extra = line.extra
        message.status = extra.get("status", "sent")
        message.content_type = extra.get("type", "text")
        attributes: Json = dict(extra.get("attributes", {}))
        if "reply" in extra and talk.made:
            target = talk.made[max(0, len(talk.made) + int(extra["reply"]))]
            attributes |= {"in_reply_to": target.id, "in_reply_to_external_id": None}
        if "error" in extra:
            message.status = "failed"
            attributes["external_error"] = extra["error"]
        if extra.get("deleted"):
            message.content = "This message was deleted"
            attributes = {"deleted": True}
        message.content_attributes = attributes
        if "mail" in extra:
            message.content_type = "incoming_email"
            attributes["email"] = _mail(talk.spec, message, extra["mail"])
        for description in extra.get("files", []):
            attach(self._world, message, description)

    # -- afterwards ---------------------------------------------------------------------------

    def _settle(self, talk: Talk) -> None:
        """Work out unread counts, waits, ticks and last moments from the finished messages."""
        conversation, spec = talk.conversation, talk.spec
        if conversation is None:
            return
        messages = conversation.messages
        last = messages[-1].created_at
        conversation.last_activity_at = conversation.updated_at = last
        incoming = [one for one in messages if one.message_type == MessageType.INCOMING]
        unread = spec.get("unread", _trailing_incoming(messages) if spec.get("fresh", True) else 0)
        seen = messages[-1].id if not unread else incoming[-unread].id - 1
        if conversation.status in ("resolved", "snoozed"):
            seen = messages[-1].id
        conversation.agent_seen_message_id = seen
        looked = [one.created_at for one in messages if one.id <= seen]
        if looked:
            conversation.agent_last_seen_at = looked[-1] + 5
        self._settle_waiting(conversation)
        self._settle_ticks(conversation, incoming[-1].created_at if incoming else 0.0)
        contact = self._world.contacts[conversation.contact_id]
        if incoming:
            latest = incoming[-1].created_at
            contact.last_activity_at = max(contact.last_activity_at or 0.0, latest)
        for message in messages:
            if message.private:
                conversation.mentioned_ids |= set(mentioned_user_ids(message.content or ""))
        for agent_id in sorted(conversation.mentioned_ids):
            if agent_id not in conversation.participant_ids:
                conversation.participant_ids.append(agent_id)

    def _settle_waiting(self, conversation: Conversation) -> None:
        waiting: float | None = conversation.created_at
        for message in conversation.messages:
            public = not message.private
            if message.message_type == MessageType.OUTGOING and public:
                waiting = None
                if conversation.first_reply_created_at is None:
                    conversation.first_reply_created_at = message.created_at
            elif message.message_type == MessageType.INCOMING and waiting is None:
                waiting = message.created_at
        conversation.waiting_since = None if conversation.status == "resolved" else waiting

    def _settle_ticks(self, conversation: Conversation, last_visit: float) -> None:
        """Whatever was sent before the contact's last message has been read."""
        after = self._rng.choice(["sent", "delivered", "read", "read"])
        for message in conversation.messages:
            ours = message.message_type in (MessageType.OUTGOING, MessageType.TEMPLATE)
            if not ours or message.private or message.status != "sent":
                continue
            message.status = "read" if message.created_at < last_visit else after
            if message.status == "read":
                seen_at = max(last_visit, message.created_at + 30)
                conversation.contact_last_seen_at = seen_at

    def _ring_bells(self, talks: list[Talk]) -> None:
        """Give each agent one line per conversation that wants them, in the order of time."""
        lines: list[tuple[float, int, str, Message, Conversation]] = []
        for talk in talks:
            conversation = talk.conversation
            if conversation is None or conversation.status == "resolved":
                continue
            newest: dict[int, tuple[str, Message]] = {}
            for message in conversation.messages:
                if message.private:
                    for agent_id in mentioned_user_ids(message.content or ""):
                        newest[agent_id] = ("conversation_mention", message)
                elif message.sender_type == "Contact" and conversation.assignee_id:
                    kind = "assigned_conversation_new_message"
                    newest[conversation.assignee_id] = (kind, message)
            for agent_id, (kind, message) in newest.items():
                lines.append((message.created_at, agent_id, kind, message, conversation))
        lines.sort(key=lambda one: one[:2])
        for moment, agent_id, kind, message, conversation in lines:
            number = self._world.ids.take("notification")
            seen = message.id <= conversation.agent_seen_message_id and moment < self._now - 7200
            row = Notification(number, agent_id, kind, conversation.id, message.id, moment, moment)
            row.read_at = moment + 600 if seen else None
            self._world.notifications[agent_id][number] = row


def _trailing_incoming(messages: list[Message]) -> int:
    """Return how many incoming messages came after our last public one."""
    count = 0
    for message in reversed(messages):
        if message.message_type == MessageType.OUTGOING and not message.private:
            break
        count += message.message_type == MessageType.INCOMING
    return count


def _mail(spec: Json, message: Message, mail: Json) -> Json:
    """Return the ``email`` block of an incoming mail."""
    text = message.content or ""
    quoted = str(mail.get("quoted", ""))
    full = f"{text}\n\n{quoted}".rstrip() if quoted else text
    return {
        "subject": spec.get("subject", "Question"),
        "from": [spec["email"]],
        "to": ["help@sparrow.example"],
        "cc": mail.get("cc"),
        "bcc": None,
        "date": iso(message.created_at),
        "message_id": f"{message.id}@mail.example",
        "in_reply_to": None,
        "content_type": "text/plain; charset=UTF-8",
        "multipart": False,
        "number_of_attachments": 0,
        "html_content": {},
        "text_content": {"full": full, "reply": text, "quoted": quoted},
    }
