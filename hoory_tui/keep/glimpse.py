"""The last list of a login, so that there is something true to see before the server answers.

No secret is in it, nor what was said beyond the words a row shows. It is a cache: whatever is
wrong with the file, and be it one word, means that there is none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import MAX_BYTES, read_private
from hoory_tui.keep.packing import (
    pack_contact,
    pack_conversation,
    unpack_contact,
    unpack_conversation,
)
from hoory_tui.lazily import dataclass
from hoory_tui.store.records import (
    Agent,
    Attachment,
    Contact,
    Conversation,
    Inbox,
    Message,
    Team,
    amended,
)
from hoory_tui.wire.clean import clean, clean_line, marked_like
from hoory_tui.wire.limits import LARGEST_ID

NAME: Final = "list.json"
MOST_ROWS: Final = 200
MOST_PEOPLE: Final = 500
"""Agents, inboxes or teams; what a desk has more of is not known by name until it answers."""
LONGEST_WORDS: Final = 160
"""Characters of a last message; a row shows fewer."""
LONGEST_NAME: Final = 200
OLDEST: Final = 14 * 24 * 3600.0
"""Seconds after which a list tells nothing any more."""
_VERSION: Final = 1

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The list as it was at `saved_at` (unix seconds), and who and what its rows name."""

    saved_at: float
    me_id: int
    account_id: int
    account_name: str
    conversations: tuple[Conversation, ...]
    contacts: tuple[Contact, ...] = ()
    inboxes: tuple[Inbox, ...] = ()
    agents: tuple[Agent, ...] = ()
    teams: tuple[Team, ...] = ()


def glimpse_file(folder: Path) -> Path:
    """Return where a login's list is kept."""
    return folder / NAME


def glimpse_bytes(glimpse: Glimpse) -> bytes | None:
    """Return the content of the file, cut to what rows show; None if it is too much all the same.

    `conversations` come in the order in which they matter.
    """
    rows = [_cut_row(one) for one in glimpse.conversations[:MOST_ROWS]]
    named = {one.contact_id for one in rows}
    people = [_cut_contact(one) for one in glimpse.contacts if one.id in named]
    content = {
        "version": _VERSION,
        "saved_at": glimpse.saved_at,
        "me_id": glimpse.me_id,
        "account_id": glimpse.account_id,
        "account_name": glimpse.account_name[:LONGEST_NAME],
        "conversations": [pack_conversation(one) for one in rows],
        "contacts": [pack_contact(one) for one in people],
        "inboxes": [[one.id, one.name, one.channel_type] for one in glimpse.inboxes[:MOST_PEOPLE]],
        # Who is there now is for the server to tell.
        "agents": [[one.id, one.name, one.email, one.role] for one in glimpse.agents[:MOST_PEOPLE]],
        "teams": [[one.id, one.name] for one in glimpse.teams[:MOST_PEOPLE]],
    }
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    encoded = data.encode(errors="replace")
    return encoded if len(encoded) <= MAX_BYTES else None


def read_glimpse(folder: Path, now: float) -> Glimpse | None:
    """Return the last list of this login, every word of it cleaned again; None for any doubt."""
    try:
        content = read_private(glimpse_file(folder))
        if content is None or len(content) > MAX_BYTES:
            return None
        glimpse = _glimpse_in(json.loads(content))
    except (ConfigError, LookupError, RecursionError, TypeError, ValueError):
        return None
    return glimpse if 0.0 <= now - glimpse.saved_at <= OLDEST else None


def _glimpse_in(held: object) -> Glimpse:
    """Return what was kept; raises one of the errors that wrong data brings about."""
    if type(held) is not dict or held["version"] != _VERSION:
        raise ValueError("not ours")
    saved_at = held["saved_at"]
    if type(saved_at) not in (int, float):
        raise TypeError("no moment")
    return Glimpse(
        saved_at=float(saved_at),
        me_id=_id(held["me_id"]),
        account_id=_id(held["account_id"]),
        account_name=_line(held["account_name"]),
        conversations=_unique(held["conversations"], MOST_ROWS, _conversation),
        contacts=_unique(held["contacts"], MOST_ROWS, _contact),
        inboxes=_unique(held["inboxes"], MOST_PEOPLE, _inbox),
        agents=_unique(
            held["agents"], MOST_PEOPLE, lambda one: Agent(_id(one[0]), *_lines(one[1:], 3))
        ),
        teams=_unique(
            held["teams"], MOST_PEOPLE, lambda one: Team(_id(one[0]), *_lines(one[1:], 1))
        ),
    )


def _unique(held: object, most: int, read: Callable[[list[object]], R]) -> tuple[R, ...]:
    """Return the records of a list in which no id comes twice."""
    if type(held) is not list or len(held) > most:
        raise ValueError("no such list")
    records: list[R] = []
    ids: set[object] = set()
    for one in held:
        if type(one) is not list:
            raise TypeError("no record")
        record = read(one)
        records.append(record)
        ids.add(getattr(record, "id"))  # noqa: B009 (each of them has one, of no common type)
    if len(ids) != len(records):
        raise ValueError("twice the same")
    return tuple(records)


def _inbox(row: list[object]) -> Inbox:
    name, channel_type = _lines(row[1:], 2)
    return Inbox(_id(row[0]), name, channel_type)


def _conversation(packed: list[object]) -> Conversation:
    conversation = unpack_conversation(packed)
    if conversation is None:
        raise ValueError("no conversation")
    return _cut_row(conversation)


def _contact(packed: list[object]) -> Contact:
    contact = unpack_contact(packed)
    if contact is None:
        raise ValueError("no contact")
    return _cut_contact(contact)


def _id(value: object) -> int:
    if type(value) is not int or not 0 < value <= LARGEST_ID:
        raise ValueError("no id")
    return value


def _line(value: object) -> str:
    if type(value) is not str or len(value) > LONGEST_NAME:
        raise ValueError("no name")
    return clean_line(value)


def _lines(values: Sequence[object], count: int) -> list[str]:
    if len(values) != count:
        raise ValueError("not our fields")
    return [_line(value) for value in values]


def _cut_row(conversation: Conversation) -> Conversation:
    last = conversation.last_message
    return amended(conversation, last_message=_cut_message(last) if last is not None else None)


def _cut_message(message: Message) -> Message:
    """Return what a row shows of a message; addresses of files open them to anybody."""
    return amended(
        message,
        content=_beginning(message.content, LONGEST_WORDS),
        error="",
        mail=None,
        choices=(),
        answer="",
        attachments=tuple(
            Attachment(one.id, one.file_type, title=one.title) for one in message.attachments[:1]
        ),
    )


def _cut_contact(contact: Contact) -> Contact:
    return amended(contact, identifier="", additional_attributes={}, custom_attributes={})


def _beginning(text: str, most: int) -> str:
    # A slice no longer knows that direction controls were taken out of the whole.
    return text if len(text) <= most else marked_like(clean(text[:most]), text)
