"""A company with so many conversations that each is made only when somebody asks for it.

Every conversation follows one of a few hundred scripts: real talks written once into a world of
their own. What lists, counts and searches look at is known without making any row.
"""

from __future__ import annotations

import random
import uuid
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from .company import found_company, read_table
from .crowd import Variations
from .history import Historian
from .listing import Facet
from .records import Contact, Conversation, Json, Message, Session
from .world import World

SCRIPTS: Final = 448
ROOM: Final = 8
"""Message ids reserved for each conversation; no script is longer."""
_NEWEST_AGO: Final = 30 * 60.0
_SPAN: Final = 60 * 86_400.0
_KNOWN_FOR: Final = 86_400.0
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Script:
    """One talk to be had again, and the names its people may have."""

    talk: Conversation
    contact: Contact
    facet: Facet
    lent: Conversation
    """A copy that stands for one conversation after another while somebody looks."""
    lent_contact: Contact
    names: list[tuple[str, str]]
    """What comes before and after an initial; the first name is what the talk calls them."""
    has_initial: bool


@dataclass(frozen=True, slots=True)
class Seats:
    """The first id of each reserved run."""

    conversation: int
    message: int
    contact: int
    session: int


class Multitude:
    """Conversations 1 to ``count`` of a world, the oldest first, one contact each."""

    def __init__(self, world: World, seed: int, count: int) -> None:
        self._world = world
        self._seed = seed
        self._count = count
        self._now = world.now()
        self._scripts = _write_scripts(world, seed)
        rng = random.Random(f"multitude/{seed}")
        chosen = rng.choices(range(len(self._scripts)), k=count)
        self._script_numbers = array("H", chosen)
        self._made = bytearray(count)
        ids = world.ids
        self._seats = Seats(
            ids.reserve("conversation", count),
            ids.reserve("message", count * ROOM),
            ids.reserve("contact", count),
            ids.reserve("session", count),
        )
        ids.reserve("display", count)
        world.listing.found(
            [self._scripts[one].facet for one in chosen],
            [self._moment(number) for number in range(count)],
        )
        self._settle_in()

    def _settle_in(self) -> None:
        world, seats, count = self._world, self._seats, self._count
        for rows, first, room in (
            (world.conversations, seats.conversation, 1),
            (world.contacts, seats.contact, 1),
            (world.sessions, seats.session, 1),
            (world.messages, seats.message, ROOM),
        ):
            rows.reserved = range(first, first + count * room)

            def make(row_id: int, first: int = first, room: int = room) -> None:
                self.make((row_id - first) // room)

            rows.make = make
        world.multitude = self

    # -- what is known without making anything ------------------------------------------------

    def _moment(self, number: int) -> float:
        """Return the last activity of conversation ``number``, counted from 0."""
        share = 1 - (number + 0.5) / self._count
        return self._now - _NEWEST_AGO - share * share * _SPAN

    def conversations(self) -> Iterator[Conversation]:
        """Yield all conversations, the latest first; one not made yet is lent for that step."""
        made, listing = self._world.conversation_if_made, self._world.listing
        for display_id in listing.newest_first():
            row = made(display_id)
            if row is None:
                moment = listing.moment(display_id)
                row = self._lend(display_id - 1, moment)
            yield row

    def _lend(self, number: int, moment: float) -> Conversation:
        """Let a script's copy be this conversation, as far as lists and filters look at it."""
        script, seats = self._scripts[self._script_numbers[number]], self._seats
        row, talk = script.lent, script.talk
        row.id, row.display_id = seats.conversation + number, number + 1
        row.contact_id, row.session_id = seats.contact + number, seats.session + number
        row.last_activity_at = row.updated_at = moment
        row.created_at = moment - talk.last_activity_at + talk.created_at
        if talk.waiting_since is not None:
            row.waiting_since = moment - talk.last_activity_at + talk.waiting_since
        return row

    def contacts(self) -> Iterator[Contact]:
        """Yield all contacts; one not made yet is lent for that step."""
        yield from self._world.contacts.values()
        for number, made in enumerate(self._made):
            if not made:
                script = self._scripts[self._script_numbers[number]]
                yield self._as_contact(script.lent_contact, script, number)

    def _as_contact(self, row: Contact, script: Script, number: int) -> Contact:
        """Let a script's contact be this one."""
        head, tail = script.names[(number * 7919 + self._seed) % len(script.names)]
        row.id = self._seats.contact + number
        row.name = f"{head} {_LETTERS[number % 26]}. {tail}" if script.has_initial else head + tail
        row.email = f"rider{number + 1:06d}@mail.example"
        row.last_activity_at = self._world.listing.moment(number + 1)
        row.created_at = row.updated_at = row.last_activity_at - _KNOWN_FOR
        return row

    # -- making -------------------------------------------------------------------------------

    def make(self, number: int) -> None:
        """Put a conversation's rows into the world, unless that was done before."""
        if self._made[number]:
            return
        self._made[number] = True
        world, script = self._world, self._scripts[self._script_numbers[number]]
        contact = self._as_contact(replace(script.contact), script, number)
        contact.additional_attributes = dict(contact.additional_attributes)
        contact.custom_attributes, contact.labels = {}, []
        world.add_contact(contact)
        lent = self._lend(number, world.listing.moment(number + 1))
        rng = random.Random(self._seed << 32 | number)
        world.seat(
            Session(
                lent.session_id,
                contact.id,
                lent.inbox_id,
                str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                f"{rng.getrandbits(96):024x}",
                lent.created_at,
                lent.created_at,
            )
        )
        row = replace(
            lent,
            uuid=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            labels=list(lent.labels),
            additional_attributes=dict(lent.additional_attributes),
            custom_attributes={},
            participant_ids=list(lent.participant_ids),
            mentioned_ids=set(lent.mentioned_ids),
            messages=[],
        )
        world.adopt(row)
        self._play(row, script.talk, contact)

    def _play(self, row: Conversation, talk: Conversation, contact: Contact) -> None:
        """Say a script's lines again, each with its own id and moment."""
        first, seen = self._seats.message + (row.display_id - 1) * ROOM, 0
        later = row.last_activity_at - talk.last_activity_at
        for column in ("first_reply_created_at", "agent_last_seen_at", "contact_last_seen_at"):
            moment = getattr(talk, column)
            setattr(row, column, None if moment is None else moment + later)
        for place, spoken in enumerate(talk.messages):
            message = replace(
                spoken,
                id=first + place,
                conversation_id=row.id,
                created_at=spoken.created_at + later,
                updated_at=spoken.updated_at + later,
                content_attributes=_own_mail(spoken, contact, first + place),
            )
            if message.sender_type == "Contact":
                message.sender_id = contact.id
            if spoken.id <= talk.agent_seen_message_id:
                seen = message.id
            self._world.add_message(row, message)
        row.agent_seen_message_id = seen or first - 1


def _write_scripts(world: World, seed: int) -> list[Script]:
    """Write the talks to be had again into a world of their own, which is then forgotten."""
    moment = world.now()
    people: Json = read_table("patterns")["people"]
    apart, cast = found_company(lambda: moment, seed)
    specs = list(islice(Variations(apart.rng, SCRIPTS).endless(), SCRIPTS))
    specs = [one for one in specs if not any("files" in line[2] for line in _adorned(one))]
    Historian(apart, cast, apart.rng).write(specs)
    spoken = {spec["email"]: spec["lang"] for spec in specs}
    scripts = []
    for row in apart.conversations.values():
        contact = apart.contacts[row.contact_id]
        scripts.append(_script(row, contact, people[spoken[contact.email]]))
    return scripts


def _script(talk: Conversation, contact: Contact, people: Json) -> Script:
    first = next(one for one in people["first"] if one in contact.name)
    form: str = people["form"]
    has_initial = first.isascii() and form == "{first} {last}"
    if has_initial:
        names = [(first, last) for last in people["last"]]
    else:
        names = [(form.format(first=first, last=last), "") for last in people["last"]]
    copies = (replace(talk), replace(contact))
    return Script(talk, contact, Facet.of(talk), *copies, names, has_initial)


def _adorned(spec: Json) -> list[list[Any]]:
    return [line for line in spec["lines"] if len(line) > 2]


def _own_mail(spoken: Message, contact: Contact, number: int) -> Json:
    """Return a line's attributes, a mail's with the contact's own address."""
    attributes = dict(spoken.content_attributes)
    if "email" in attributes:
        own = {"from": [contact.email], "message_id": f"{number}@mail.example"}
        attributes["email"] = attributes["email"] | own
    return attributes
