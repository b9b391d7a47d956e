"""Fields whose values are chosen out of what the account has: statuses, people, inboxes, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from hoory_tui.store.filters.errors import unknown
from hoory_tui.store.filters.fields import ANY, NONE, PRESENCE, Around, Field, Value, presence_of
from hoory_tui.store.filters.names import Named, Names, find, name_of
from hoory_tui.store.filters.questions import Asking, Condition, only
from hoory_tui.store.filters.words import Part, as_value
from hoory_tui.store.records import Conversation

STATUSES: Final = ("open", "pending", "snoozed", "resolved")
PRIORITIES: Final = ("urgent", "high", "medium", "low")
EVERY: Final = "all"
ME: Final = "me"
_NOBODY: Final = frozenset({"nobody", "unassigned"})
_SPECIAL: Final = frozenset({ME, *_NOBODY, *PRESENCE})
_SIGNS: Final = "#@"

IsIn = Callable[[Conversation], int | None]


class StatusField(Field):
    """Open, pending, snoozed, resolved, or all of them."""

    def read(self, part: Part, names: Names) -> Value:
        """Return the status that is meant."""
        word = part.text.casefold()
        if not word:
            raise self._needs(names)
        if word not in (*STATUSES, EVERY):
            raise unknown("status", part.text, (*STATUSES, EVERY))
        return Value(word, word)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it has this status."""
        return value.key in (EVERY, around.conversation.status)

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by name, which servers of all versions take."""
        keys = tuple(value.key for value in values)
        if EVERY in keys:
            return None if negated else only("status", "equal_to", EVERY)
        return only("status", "not_equal_to" if negated else "equal_to", *keys)

    def offers(self, names: Names) -> Sequence[str]:
        """Return the statuses."""
        return (*STATUSES, EVERY)


class PriorityField(Field):
    """One of four, or none."""

    def read(self, part: Part, names: Names) -> Value:
        """Return the priority that is meant."""
        word = part.text.casefold()
        if not word:
            raise self._needs(names)
        if (presence := presence_of(part)) is not None:
            return presence
        if word not in PRIORITIES:
            raise unknown("priority", part.text, (*PRIORITIES, NONE, ANY))
        return Value(word, word)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it has this priority."""
        priority = around.conversation.priority
        if value.op in PRESENCE:
            return bool(priority) == (value.op == ANY)
        return priority == value.key

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by name; servers have no way to ask for those without."""
        ops = {value.op for value in values}
        wants_any = (ANY in ops and not negated) or (ops == {NONE} and negated)
        if wants_any and NONE not in (ops if not negated else ()):
            return only("priority", "equal_to", *PRIORITIES)
        if negated or NONE in ops:
            return None
        return only("priority", "equal_to", *(value.key for value in values))

    def offers(self, names: Names) -> Sequence[str]:
        """Return the priorities."""
        return (*PRIORITIES, NONE, ANY)


class OwnerField(Field):
    """Somebody or something by its id: assignee, team, inbox."""

    def __init__(
        self,
        name: str,
        hint: str,
        key: str,
        among: Callable[[Names], Sequence[Named]],
        is_in: IsIn,
        *,
        may_be_none: bool = True,
    ) -> None:
        super().__init__(name, hint)
        self._key = key
        self._among = among
        self._is_in = is_in
        self._may_be_none = may_be_none

    def read(self, part: Part, names: Names) -> Value:
        """Return the one that is named, by name or by ``#`` and its id."""
        word = part.text.strip()
        if not word:
            raise self._needs(names)
        if not part.quoted:
            if word.casefold() in _NOBODY:
                return Value(NONE, "", NONE)
            if (presence := presence_of(part)) is not None:
                return presence
            if self.name == "assignee" and word.casefold() == ME and names.me_id:
                return Value(ME, names.me_id)
            word = word.removeprefix("@")
            if word.startswith("#") and word[1:].isdecimal():
                return self.value(int(word[1:]), names)
        return self.value(find(self.name, word, self._among(names)), names)

    def value(self, number: int, names: Names) -> Value:
        """Return the value of an id, written as people name it."""
        if self.name == "assignee" and number == names.me_id:
            return Value(ME, number)
        name = name_of(number, self._among(names))
        is_name = name != f"#{number}"
        return Value(as_value(name, _SPECIAL, _SIGNS) if is_name else name, number)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it belongs to this one."""
        owner = self._is_in(around.conversation)
        if value.op in PRESENCE:
            return (owner is not None) == (value.op == ANY)
        return owner == value.key

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by id; the server takes nobody's for neither equal nor unequal to somebody's."""
        return ask_by_key(self._key, values, negated, null_is_unequal=not self._may_be_none)

    def offers(self, names: Names) -> Sequence[str]:
        """Return the names."""
        special = (ME,) if self.name == "assignee" else ()
        nobody = (NONE, ANY) if self._may_be_none else ()
        named = [self.value(number, names).text for number, _ in self._among(names)]
        return (*special, *nobody, *sorted((one for one in named if one != ME), key=str.casefold))


class LabelField(Field):
    """A label by its title; a conversation can have many."""

    aliases = ("labels", "tag")

    def read(self, part: Part, names: Names) -> Value:
        """Return the label that is named; any word will do as long as none are known."""
        word = part.text.strip()
        if not word:
            raise self._needs(names)
        if (presence := presence_of(part)) is not None:
            return presence
        by_case = {one.casefold(): one for one in names.labels}
        if names.labels and word.casefold() not in by_case:
            raise unknown("label", word, names.labels)
        return self.value(by_case.get(word.casefold(), word))

    def value(self, title: str) -> Value:
        """Return the value of a title."""
        return Value(as_value(title, PRESENCE), title)

    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether it carries this label."""
        labels = around.conversation.labels
        if value.op in PRESENCE:
            return bool(labels) == (value.op == ANY)
        return value.key in labels

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Ask by title."""
        return ask_by_key("labels", values, negated, null_is_unequal=True)

    def offers(self, names: Names) -> Sequence[str]:
        """Return the labels."""
        titles = sorted(names.labels, key=str.casefold)
        return (*(self.value(one).text for one in titles), NONE, ANY)


def ask_by_key(
    key: str, values: Sequence[Value], negated: bool, *, null_is_unequal: bool
) -> Asking | None:
    """Return the question for keys that may be absent, which "not equal" need not include."""
    keys = tuple(value.key for value in values if value.op == "=")
    ops = {value.op for value in values}
    absent, present = Condition(key, "is_not_present"), Condition(key, "is_present")
    if not negated:
        rows = [Condition(key, "equal_to", keys)] if keys else []
        rows += [absent] if NONE in ops else []
        rows += [present] if ANY in ops else []
        return Asking(tuple((row,) for row in rows))
    if ANY in ops:
        # Whatever is neither there nor absent is nothing at all.
        return None if NONE in ops else Asking(((absent,),))
    unequal = Condition(key, "not_equal_to", keys)
    if NONE in ops:
        return Asking(((unequal, present) if keys else (present,),))
    return Asking(((unequal,),) if null_is_unequal else ((unequal,), (absent,)))
