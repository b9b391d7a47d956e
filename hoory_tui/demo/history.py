"""Lays out the past: talks become conversations whose moments count back from now."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from urllib.parse import quote

from .aftermath import Aftermath
from .company import Cast
from .history_files import attach
from .records import Contact, Conversation, Json, Message, MessageType, Session
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
        Aftermath(self._world, self._rng).settle(
            [(talk.conversation, talk.spec) for talk in talks if talk.conversation is not None]
        )

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
        "html_content": {"full": mail["html"], "reply": mail["html"]} if "html" in mail else {},
        "text_content": {"full": full, "reply": text, "quoted": quoted},
    }
