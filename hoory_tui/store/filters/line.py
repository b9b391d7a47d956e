"""A filter as a value: what its line says, whom it takes, what the server is asked for it."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.filters.choices import EVERY
from hoory_tui.store.filters.fields import Around, Value
from hoory_tui.store.filters.questions import Asking, Conditions, Question, only, rows_of
from hoory_tui.store.filters.registry import WORD, field_of
from hoory_tui.store.filters.words import OR
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

EVERY_STATUS: Final = "every status"
_MOST_CONDITIONS: Final = 24
"""A question is not worth more; what is left out of it is decided here."""
_EVERYTHING: Final = (only("status", "equal_to", EVERY).alternatives[0],)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a line: any of these values of a field, or none of them when `negated`."""

    field: str
    values: tuple[Value, ...]
    negated: bool = False

    @property
    def text(self) -> str:
        """The word as it is written."""
        values = ",".join(value.text for value in self.values)
        named = f"{self.field}:" if self.field else ""
        return f"{'-' if self.negated else ''}{named}{values}"

    @property
    def status_words(self) -> str:
        """Its values, where they are statuses, as people say them."""
        words = [EVERY_STATUS if one.key == EVERY else one.text for one in self.values]
        return ("not " if self.negated else "") + " or ".join(words)

    def takes(self, around: Around) -> bool:
        """Tell whether a conversation fits this word."""
        field = field_of(self.field)
        return any(field.takes(value, around) for value in self.values) != self.negated

    def ask(self, now: float | None) -> Asking | None:
        """Return what the server can be asked for it, None for nothing."""
        return field_of(self.field).ask(self.values, self.negated, now)


@dataclass(frozen=True, slots=True)
class Filter:
    """Alternatives, in each of which every word has to fit; `text` parses to the same again."""

    alternatives: tuple[tuple[Term, ...], ...] = ((),)

    @property
    def text(self) -> str:
        """The line in its one canonical spelling."""
        return f" {OR} ".join(" ".join(term.text for term in terms) for terms in self.alternatives)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All words of all alternatives."""
        return tuple(term for terms in self.alternatives for term in terms)

    @property
    def is_empty(self) -> bool:
        """Whether it takes everything because it says nothing."""
        return not self.terms

    @property
    def is_timely(self) -> bool:
        """Whether what it takes changes as time goes by, without any event."""
        return any(field_of(term.field).is_timely for term in self.terms)

    @property
    def has_status(self) -> bool:
        """Whether it says itself which statuses it means."""
        return any(term.field == "status" for term in self.terms)

    @property
    def status_words(self) -> str:
        """The statuses that it means, in words; "" when it says none."""
        said = {
            " ".join(term.status_words for term in terms if term.field == "status")
            for terms in self.alternatives
        }
        if len(said) > 1:
            return "several statuses"
        return next(iter(said), "")

    @property
    def searched(self) -> str:
        """The words to look for, in the first alternative that has any, as a search wants them."""
        for terms in self.alternatives:
            words = [term for term in terms if term.field == WORD and not term.negated]
            if words:
                return " ".join(str(value.key) for term in words for value in term.values)
        return ""

    def takes(self, store: Store, conversation: Conversation, now: float) -> bool:
        """Tell whether a conversation belongs, at `now` in unix seconds."""
        around = Around(store, conversation, now)
        return any(all(term.takes(around) for term in terms) for terms in self.alternatives)

    def within(self, status: str) -> Filter:
        """Return the filter that takes of these only what has a status, as ``all`` all do."""
        if self.has_status or status == EVERY:
            return self
        term = Term("status", (Value(status, status),))
        return Filter(tuple((term, *terms) for terms in self.alternatives))

    def payload(self, now: float | None = None) -> Question:
        """Return what the server is asked: at least all that this takes, or just that.

        At `now`, in unix seconds, more can be asked than at whatever time, which is None.
        """
        left: list[str] = []
        asked: list[Conditions] = []
        for terms in self.alternatives:
            room = _MOST_CONDITIONS - sum(map(len, asked))
            conjunctions, undecided = _product(terms, now, room)
            left += [one for one in undecided if one not in left]
            asked += conjunctions
        if any(not conditions for conditions in asked):
            # Whatever the others say, this one asks for everything.
            asked = list(_EVERYTHING)
        return Question(rows_of(asked), tuple(left), asked == list(_EVERYTHING))


def _product(
    terms: tuple[Term, ...], now: float | None, room: int
) -> tuple[list[Conditions], list[str]]:
    """Return what the server takes as "and" within "or", and the words that it cannot be asked."""
    found: list[Conditions] = [()]
    left: list[str] = []
    for term in terms:
        asking = term.ask(now)
        if asking is None:
            left.append(term.text)
            continue
        wider = [(*one, *other) for one in found for other in asking.alternatives]
        if sum(map(len, wider)) > room:
            left.append(term.text)
            continue
        found = wider
        if not asking.exact:
            left.append(term.text)
    return found, left
