"""Records as plain lists that any JSON holds, and back, with every word of them doubted again.

Between the two lies a file, and whoever can write to it is a stranger like any other: types are
checked by hand, texts are cleaned once more, and what is wrong in one place is wrong as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

from hoory_tui.lazily import dataclass
from hoory_tui.store.records import (
    Attachment,
    Contact,
    Conversation,
    Direction,
    Kind,
    Mail,
    Message,
    Sender,
    Sla,
)
from hoory_tui.wire.clean import Marked, clean, clean_line, has_hidden_marks, intern_line
from hoory_tui.wire.limits import LARGEST_ID, LATEST

VERSION: Final = 2
"""Of the order and meaning of the fields; what was packed under any other is not read."""
LONGEST: Final = 2**20
"""Characters of one text; cleaning leaves none of the servers' that long."""
DEEPEST: Final = 250
"""Levels of a free-form object; what the wire lets through has fewer."""
_MARKED: Final = "\u202e"
"""The key of a text that held direction controls: no cleaned key can be one."""

R = TypeVar("R")
Reader = Callable[[object], Any]


class _WrongError(Exception):
    """What was packed is not what we pack."""


@dataclass(frozen=True, slots=True)
class _Shape(Generic[R]):
    """The fields of a record in their order, each with what reads it back."""

    made: Callable[..., R]
    fields: Mapping[str, Reader]

    def write(self, record: object) -> list[object]:
        return [_plain(getattr(record, name)) for name in self.fields]

    def read(self, value: object) -> R:
        if type(value) is not list or len(value) != len(self.fields):
            raise _WrongError
        return self.made(
            **{
                name: read(one)
                for (name, read), one in zip(self.fields.items(), value, strict=True)
            }
        )


def pack_message(message: Message) -> list[object]:
    """Return the message as lists, strings, numbers, truths and nulls."""
    return [VERSION, *_MESSAGE.write(message)]


def unpack_message(packed: object) -> Message | None:
    """Return the message that was packed, cleaned again; None for anything else."""
    return _unpacked(_MESSAGE, packed)


def pack_contact(contact: Contact) -> list[object]:
    """Return the contact as JSON data."""
    return [VERSION, *_CONTACT.write(contact)]


def unpack_contact(packed: object) -> Contact | None:
    """Return the contact that was packed, cleaned again; None for anything else."""
    return _unpacked(_CONTACT, packed)


def pack_conversation(conversation: Conversation) -> list[object]:
    """Return the conversation, its last message included, as JSON data."""
    return [VERSION, *_CONVERSATION.write(conversation)]


def unpack_conversation(packed: object) -> Conversation | None:
    """Return the conversation that was packed, cleaned again; None for anything else."""
    return _unpacked(_CONVERSATION, packed)


def _unpacked(shape: _Shape[R], packed: object) -> R | None:
    if type(packed) is not list or not packed or type(packed[0]) is not int:
        return None
    if packed[0] != VERSION:
        return None
    try:
        return shape.read(packed[1:])
    except (_WrongError, RecursionError):
        return None


# Writing


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return {_MARKED: str(value)} if has_hidden_marks(value) else str(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    shape = _SHAPES.get(type(value))
    return None if shape is None else shape.write(value)


# Reading


def _text(value: object, cleaned: Callable[[str], str]) -> str:
    is_marked = type(value) is dict and len(value) == 1
    text = value.get(_MARKED) if is_marked and isinstance(value, dict) else value
    if type(text) is not str or len(text) > LONGEST:
        raise _WrongError
    return Marked(cleaned(text)) if is_marked else cleaned(text)


def _body(value: object) -> str:
    return _text(value, clean)


def _line(value: object) -> str:
    return _text(value, clean_line)


def _word(value: object) -> str:
    if type(value) is not str or len(value) > LONGEST:
        raise _WrongError
    return intern_line(value)


def _lines(value: object) -> tuple[str, ...]:
    if type(value) is not list:
        raise _WrongError
    return tuple([_line(one) for one in value])


def _translations(value: object) -> tuple[tuple[str, str], ...]:
    if type(value) is not list or not all(type(one) is list and len(one) == 2 for one in value):
        raise _WrongError
    return tuple([(_line(code), _body(text)) for code, text in value])


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise _WrongError
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= LARGEST_ID:
        raise _WrongError
    return value


def _moment(value: object) -> float:
    if type(value) not in (int, float) or not 0 <= value <= LATEST:  # type: ignore[operator]
        raise _WrongError
    return float(value)  # type: ignore[arg-type]


def _seconds(value: object) -> float:
    if type(value) not in (int, float):
        raise _WrongError
    return float(value)  # type: ignore[arg-type]


def _degrees(value: object) -> float:
    if type(value) is not float:
        raise _WrongError
    return value


def _maybe(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _named(kinds: type[Kind] | type[Direction]) -> Reader:
    by_value = {one.value: one for one in kinds}

    def read(value: object) -> object:
        if type(value) is not str or value not in by_value:
            raise _WrongError
        return by_value[value]

    return read


def _attachments(value: object) -> tuple[Attachment, ...]:
    if type(value) is not list:
        raise _WrongError
    return tuple([_ATTACHMENT.read(one) for one in value])


def _object(value: object) -> dict[str, Any]:
    read = _free(value, DEEPEST)
    if type(read) is not dict:
        raise _WrongError
    return read


def _free(value: object, levels: int) -> object:
    if value is None or type(value) in (bool, int, float):
        return value
    if type(value) is str:
        return _body(value)
    if not levels:
        raise _WrongError
    if type(value) is list:
        return [_free(one, levels - 1) for one in value]
    if type(value) is not dict:
        raise _WrongError
    if _MARKED in value:
        return _body(value)
    return {_key(key): _free(one, levels - 1) for key, one in value.items()}


def _key(value: object) -> str:
    if type(value) is not str:
        raise _WrongError
    return _line(value)


# The records

_SENDER: Final = _Shape(Sender, {"kind": _named(Kind), "id": _number, "name": _line})

_ATTACHMENT: Final = _Shape(
    Attachment,
    {
        "id": _number,
        "file_type": _word,
        "url": _line,
        "extension": _line,
        "size": _number,
        "title": _line,
        "latitude": _maybe(_degrees),
        "longitude": _maybe(_degrees),
    },
)

_MAIL: Final = _Shape(
    Mail,
    {
        "sender": _line,
        "to": _line,
        "cc": _line,
        "date": _line,
        "html": _body,
        "full": _body,
        "bcc": _line,
    },
)

_MESSAGE: Final = _Shape(
    Message,
    {
        "id": _number,
        "conversation_id": _number,
        "direction": _named(Direction),
        "content": _body,
        "created_at": _moment,
        "updated_at": _maybe(_moment),
        "private": _truth,
        "status": _word,
        "content_type": _word,
        "sender": _maybe(_SENDER.read),
        "attachments": _attachments,
        "deleted": _truth,
        "error": _line,
        "in_reply_to": _maybe(_number),
        "subject": _line,
        "mail": _maybe(_MAIL.read),
        "choices": _lines,
        "answer": _line,
        "translations": _translations,
    },
)

_CONTACT: Final = _Shape(
    Contact,
    {
        "id": _number,
        "name": _line,
        "email": _line,
        "phone_number": _line,
        "identifier": _line,
        "blocked": _truth,
        "additional_attributes": _object,
        "custom_attributes": _object,
        "last_activity_at": _maybe(_moment),
        "created_at": _maybe(_moment),
    },
)

_SLA: Final = _Shape(
    Sla,
    {
        "name": _line,
        "status": _word,
        "first_response": _maybe(_seconds),
        "next_response": _maybe(_seconds),
        "resolution": _maybe(_seconds),
    },
)

_CONVERSATION: Final = _Shape(
    Conversation,
    {
        "id": _number,
        "inbox_id": _number,
        "contact_id": _number,
        "channel": _word,
        "status": _word,
        "priority": _word,
        "assignee_id": _maybe(_number),
        "assignee_name": _line,
        "team_id": _maybe(_number),
        "team_name": _line,
        "labels": _lines,
        "unread_count": _number,
        "can_reply": _truth,
        "muted": _truth,
        "snoozed_until": _maybe(_moment),
        "waiting_since": _maybe(_moment),
        "last_activity_at": _moment,
        "created_at": _maybe(_moment),
        "updated_at": _maybe(_moment),
        "agent_last_seen_at": _maybe(_moment),
        "contact_last_seen_at": _maybe(_moment),
        "last_message": _maybe(_MESSAGE.read),
        "subject": _line,
        "first_reply_at": _maybe(_moment),
        "additional_attributes": _object,
        "custom_attributes": _object,
        "sla": _maybe(_SLA.read),
        "mentions_me": _truth,
        "mention_unread": _truth,
        "participating": _truth,
    },
)

_SHAPES: Final[Mapping[type, _Shape[Any]]] = {
    Sender: _SENDER,
    Attachment: _ATTACHMENT,
    Mail: _MAIL,
    Message: _MESSAGE,
    Sla: _SLA,
}
