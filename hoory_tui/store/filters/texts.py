"""Fields that are texts: words to look for, the contact, and what attributes say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from hoory_tui.store import select
from hoory_tui.store.filters.choices import ask_by_key
from hoory_tui.store.filters.errors import FilterError, unknown
from hoory_tui.store.filters.fields import ANY, NONE, PRESENCE, Around, Field, Value, presence_of
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.questions import Asking, Condition, only
from hoory_tui.store.filters.words import Part, as_value, as_word
from hoory_tui.store.records import Conversation

ATTRIBUTE: Final = "attr."
_SIGNS: Final = "=~<>#"
_WHOLE: Final = 2_000
"""Characters of a message that are looked at, as a row shows far less."""


class WordField(Field):
    """A word or phrase in what a row tells: name, e-mail, phone, subject, number, last message."""

    def read(self, part: Part, names: Names) -> Value:
        """Return the text to look for, without case."""
        text = " ".join(part.text.split())
        return Value(as_word(text), text.casefold())

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it stands anywhere there."""
        contact = select.contact_of(around.store, around.conversation)
        conversation, last = around.conversation, around.conversation.last_message
        said = last.content[:_WHOLE] if last is not None and not last.deleted else ""
        told = (contact.label, contact.email, contact.phone_number, conversation.subject)
        return any(str(value.key) in one.casefold() for one in told) or (
            str(value.key) in " ".join(said.split()).casefold()
        )


class ContactField(Field):
    """The contact: part of the name, the e-mail, the phone number or the identifier; or an id."""

    aliases = ("from",)

    def read(self, part: Part, names: Names) -> Value:
        """Return the text or the id that is meant."""
        text = " ".join(part.text.split())
        if not text:
            raise self._needs(names)
        if not part.quoted and text.startswith("#") and text[1:].isdecimal():
            return self.value(int(text[1:]))
        return Value(as_value(text, signs="#"), text.casefold(), "~")

    def value(self, number: int) -> Value:
        """Return the value of a contact's id."""
        return Value(f"#{number}", number)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it is with this contact."""
        if value.op == "=":
            return around.conversation.contact_id == value.key
        contact = select.contact_of(around.store, around.conversation)
        told = (contact.label, contact.email, contact.phone_number, contact.identifier)
        return any(str(value.key) in one.casefold() for one in told)

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by id, which newer servers take; a part of a name is not asked for."""
        if any(value.op != "=" for value in values):
            return None
        operator = "not_equal_to" if negated else "equal_to"
        return only("contact_id", operator, *(value.key for value in values))


class TextField(Field):
    """What a channel told once: ``=`` is the whole text as it is, ``~`` a part of it.

    `key` is how the server calls it; `holds` tells that a bare value is a part.
    """

    def __init__(self, name: str, hint: str, key: str, *, holds: bool) -> None:
        super().__init__(name, hint)
        self.key = key
        self._holds = holds

    @property
    def _usual(self) -> str:
        return "~" if self._holds else "="

    def read(self, part: Part, names: Names) -> Value:
        """Return the text that is meant and whether it is the whole."""
        if (presence := presence_of(part)) is not None:
            return presence
        op, text = signed(part, self._usual)
        if not text:
            raise self._needs(names)
        return self.value(text, op)

    def value(self, text: str, op: str) -> Value:
        """Return the value of a text."""
        shown = as_value(text, PRESENCE, _SIGNS)
        return Value(shown if op == self._usual else f"{op}{shown}", text, op)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether the text is this one, or holds it in whatever case."""
        told = self._told(around.conversation)
        if value.op in PRESENCE:
            return bool(told) == (value.op == ANY)
        if value.op == "~":
            return str(value.key).casefold() in told.casefold()
        return told == value.key

    def _told(self, conversation: Conversation) -> str:
        told = conversation.additional_attributes.get(self.key)
        return "" if told is None else str(told)

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask for what is there; the server takes an absent text for nothing at all."""
        ops = {value.op for value in values}
        if negated or len(ops) > 1 or ops & PRESENCE:
            return None
        if ops == {"~"} and not self._holds:
            return None
        operator = "contains" if ops == {"~"} else "equal_to"
        return only(self.key, operator, *(str(value.key) for value in values))


class AttributeField(Field):
    """A custom attribute: ``gold``, ``~part``, ``>3``, none or any."""

    def __init__(self, key: str) -> None:
        super().__init__(f"{ATTRIBUTE}{key}", "a value of this attribute")
        self.key = key

    def read(self, part: Part, names: Names) -> Value:
        """Return the value that is meant; an attribute that is known to be none is an error."""
        if names.attributes and self.key not in names.attributes:
            raise unknown("attribute", self.key, names.attributes)
        if (presence := presence_of(part)) is not None:
            return presence
        op, text = signed(part, "=")
        if not text:
            raise self._needs(names)
        return self.value(text, op)

    def value(self, text: str, op: str) -> Value:
        """Return the value of a text, which counts without case."""
        shown = as_value(text, PRESENCE, _SIGNS)
        return Value(shown if op == "=" else f"{op}{shown}", text.casefold(), op)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether the attribute says this."""
        told = around.conversation.custom_attributes.get(self.key)
        if value.op in PRESENCE:
            return (told is not None) == (value.op == ANY)
        if told is None:
            return False
        text, wanted = _as_text(told), str(value.key)
        if value.op == "~":
            return wanted in text
        return _compared(text, wanted, value.op)

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask for one value after the other, for the server looks at the first alone."""
        if negated:
            ops = {value.op for value in values}
            if not ops <= PRESENCE:
                return None
            found = ask_by_key(self.key, values, negated, null_is_unequal=True)
            return _as_custom(found) if found is not None else None
        operators = {
            "=": "equal_to",
            "~": "contains",
            ">": "is_greater_than",
            "<": "is_less_than",
            NONE: "is_not_present",
            ANY: "is_present",
        }
        return Asking(
            tuple(
                (
                    Condition(
                        self.key,
                        operators[value.op],
                        () if value.op in PRESENCE else (value.key,),
                        custom=True,
                    ),
                )
                for value in values
            )
        )


def _as_custom(asked: Asking) -> Asking:
    return Asking(
        tuple(
            tuple(Condition(one.key, one.operator, one.values, custom=True) for one in row)
            for row in asked.alternatives
        ),
        asked.exact,
    )


def signed(part: Part, usual: str) -> tuple[str, str]:
    """Return the sign before a value and the value; quotes may follow a sign."""
    text = part.text.strip()
    if part.quoted or text[:1] not in tuple("=~<>"):
        return usual, text
    return text[0], text[1:].strip()


def _as_text(told: object) -> str:
    return str(told).casefold()


def _compared(text: str, wanted: str, op: str) -> bool:
    if op == "=" and text == wanted:
        return True
    try:
        one, other = float(text), float(wanted)
    except ValueError:
        # Days are written so that their order is that of their letters.
        return {">": text > wanted, "<": text < wanted}.get(op, False)
    return {">": one > other, "<": one < other}.get(op, one == other)


class FlagField(Field):
    """States by name, such as ``unread``."""

    def __init__(self, name: str, hint: str, flags: dict[str, Callable[[Around], bool]]) -> None:
        super().__init__(name, hint)
        self._flags = flags

    def read(self, part: Part, names: Names) -> Value:
        """Return the state that is meant."""
        word = part.text.casefold()
        if not word:
            raise self._needs(names)
        if word not in self._flags:
            raise unknown("state", part.text, self._flags)
        return Value(word, word)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it is in this state."""
        return self._flags[str(value.key)](around)

    def offers(self, names: Names) -> Sequence[str]:
        """Return the states."""
        return tuple(self._flags)


class ChannelField(Field):
    """The kind of channel, such as ``whatsapp``, by the beginning of its name."""

    _KNOWN: Final = (
        *("api", "email", "facebookpage", "instagram", "line", "sms", "telegram", "twiliosms"),
        *("twitterprofile", "webwidget", "whatsapp"),
    )

    def read(self, part: Part, names: Names) -> Value:
        """Return the kind that is meant."""
        word = part.text.strip().casefold()
        if not word:
            raise self._needs(names)
        fits = [one for one in self._KNOWN if one.startswith(word)]
        if not fits:
            raise unknown("channel", part.text, self._KNOWN)
        if len(fits) > 1 and word not in fits:
            raise FilterError(f"“{part.text}” could be the channel {' or '.join(fits)}.")
        found = word if word in fits else fits[0]
        return Value(found, found)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it came in there."""
        conversation = around.conversation
        inbox = around.store.inboxes.get(conversation.inbox_id)
        told = conversation.channel or (inbox.channel_type if inbox is not None else "")
        return told.rpartition("::")[2].casefold() == value.key

    def offers(self, names: Names) -> Sequence[str]:
        """Return the kinds."""
        return self._KNOWN
