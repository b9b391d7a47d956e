"""The names that a filter line may use: people, inboxes, teams, labels, attributes."""

from __future__ import annotations

from collections.abc import Sequence

from hoory_tui.lazily import dataclass
from hoory_tui.store.filters.errors import ambiguous, unknown
from hoory_tui.store.state import Store

Named = tuple[int, str]
"""An id and its name."""


@dataclass(frozen=True, slots=True)
class Names:
    """What can be named, as ids with names; `me_id` is whom ``me`` means."""

    me_id: int = 0
    agents: tuple[Named, ...] = ()
    inboxes: tuple[Named, ...] = ()
    teams: tuple[Named, ...] = ()
    labels: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    """The keys of the custom attributes that the account defined, none when not known."""


def names_of(store: Store) -> Names:
    """Return what can be named in this account now."""
    return Names(
        me_id=store.me_id,
        agents=tuple((one.id, one.label) for one in store.agents.values()),
        inboxes=tuple((one.id, one.name or f"#{one.id}") for one in store.inboxes.values()),
        teams=tuple((one.id, one.name or f"#{one.id}") for one in store.teams.values()),
        labels=tuple(one.title for one in store.labels.values() if one.title),
        attributes=tuple(
            one.key for one in store.library.definitions if one.model == "conversation_attribute"
        ),
    )


def find(what: str, word: str, among: Sequence[Named]) -> int:
    """Return the id that a word names: whole, as its beginning, or as that of a later word.

    Raises FilterError when it names none, or several.
    """
    wanted = word.casefold()
    by_name = [(number, name, name.casefold()) for number, name in among]
    for fits in (
        [one for one in by_name if one[2] == wanted],
        [one for one in by_name if one[2].startswith(wanted)],
        [one for one in by_name if f" {wanted}" in one[2]],
    ):
        if len(fits) == 1:
            return fits[0][0]
        if fits:
            raise ambiguous(what, word, [name for _, name, _ in fits])
    raise unknown(what, word, [name for _, name in among])


def name_of(number: int, among: Sequence[Named]) -> str:
    """Return the name of an id, or the id with a sign when no name means it alone."""
    name = next((name for one, name in among if one == number), "")
    same = [one for one, other in among if other.casefold() == name.casefold()]
    return name if name and len(same) == 1 else f"#{number}"
