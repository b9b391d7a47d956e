"""What a field of a filter line is: how its values are read, decided here and asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.filters.errors import FilterError
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.questions import Asking
from hoory_tui.store.filters.words import Part
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

NONE: Final = "none"
ANY: Final = "any"
PRESENCE: Final = frozenset({NONE, ANY})


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field: what it is compared with, how, and how it is written.

    `op` is ``=``, ``>``, ``<``, ``~`` (holds the text), ``none`` or ``any``.
    """

    text: str
    key: int | str = ""
    op: str = "="


@dataclass(frozen=True, slots=True)
class Around:
    """The conversation that is decided about, in its store, at `now` in unix seconds."""

    store: Store
    conversation: Conversation
    now: float


class Field(ABC):
    """A field by its name; further names in `aliases`."""

    aliases: ClassVar[tuple[str, ...]] = ()
    is_timely: ClassVar[bool] = False
    """Whether what it takes changes as time goes by, without any event."""

    def __init__(self, name: str, hint: str) -> None:
        self.name = name
        self.hint = hint

    @abstractmethod
    def read(self, part: Part, names: Names) -> Value:
        """Return a value as it was meant; raises FilterError."""

    @abstractmethod
    def takes(self, value: Value, around: Around) -> bool:
        """Tell whether a conversation has this value."""

    def ask(self, values: Sequence[Value], negated: bool, now: float | None) -> Asking | None:
        """Return what the server can be asked for these values, None for nothing."""
        return None

    def offers(self, names: Names) -> Sequence[str]:
        """Return values that can be written, the likely ones first."""
        return ()

    def _needs(self, names: Names) -> FilterError:
        possible = ", ".join(list(self.offers(names))[:5]) or self.hint
        return FilterError(f"“{self.name}:” needs a value, such as {possible}.")


def presence_of(part: Part) -> Value | None:
    """Return the value of ``none`` or ``any``, None for any other word."""
    word = part.text.casefold()
    return Value(word, "", word) if not part.quoted and word in PRESENCE else None
