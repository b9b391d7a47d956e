"""A name that somebody typed, taken for one of those that the server knows, or for none."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.lazily import dataclass
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MOST_NAMED: Final = 5
"""So many candidates are named in one sentence."""
ME: Final = "me"
_CLOSE: Final = 0.6
"""How much alike two names have to be for one to be offered in the other's place."""
_LARGEST_ID: Final = 2**53


@dataclass(frozen=True, slots=True)
class Known:
    """Something that can be named; the first of its names is the one that people read."""

    id: int
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        """How it is named in a sentence."""
        return self.names[0] if self.names else f"#{self.id}"


def resolve(
    kind: str,
    text: str,
    known: Sequence[Known],
    *,
    me: int | None = None,
    is_whole: bool = False,
) -> int:
    """Return the id of the one thing of this kind that the text names.

    ``me`` is the signed-in agent where `me` is given, ``#7`` an id and nothing else, ``@NAME``
    a name and nothing else; a bare number is an id before it is a name. Names are compared
    without their case: the whole name first, then its beginning, then any part of it, unless
    only a whole name will do.

    Raises CommandError: NOT_FOUND with names that are near, AMBIGUOUS with the candidates.
    """
    wanted = _folded(text)
    if me is not None and wanted == ME:
        return me
    by_id = {one.id: one for one in known}
    if wanted.startswith("#") or not wanted.startswith("@"):
        number = read_number(wanted.removeprefix("#"))
        if number in by_id:
            return by_id[number].id
        if wanted.startswith("#"):
            raise CommandError(_nothing(kind, text, known), Exit.NOT_FOUND)
    wanted = wanted.removeprefix("@").strip()
    for fits in _RULES[: 1 if is_whole else None] if wanted else ():
        found = [one for one in by_id.values() if any(fits(_folded(n), wanted) for n in one.names)]
        if len(found) == 1:
            return found[0].id
        if found:
            raise CommandError(_several(kind, text, found), Exit.AMBIGUOUS)
    raise CommandError(_nothing(kind, text, known), Exit.NOT_FOUND)


def read_number(text: str) -> int | None:
    """Return the positive number that these digits are, None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 17):
        return None
    number = int(text)
    return number if 0 < number <= _LARGEST_ID else None


def near(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that are most like a text, the nearest first."""
    from difflib import get_close_matches

    by_fold = {_folded(name): name for name in names}
    wanted = _folded(text).lstrip("@#")
    # One word of a name counts as well as the whole: people type first names.
    words = {word: name for name in by_fold for word in name.split()}
    close = get_close_matches(wanted, [*by_fold, *words], MOST_NAMED * 2, _CLOSE)
    found = dict.fromkeys(
        by_fold[words.get(one, one) if one not in by_fold else one] for one in close
    )
    return list(found)[:MOST_NAMED]


def listed(names: Sequence[str], word: str = "or") -> str:
    """Return names as a sentence has them: “a, b or c”; more than a few are counted."""
    shown = list(names[:MOST_NAMED])
    rest = len(names) - len(shown)
    if rest:
        shown.append(f"{rest} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {word} {shown[-1]}"


def _several(kind: str, text: str, found: Sequence[Known]) -> str:
    named = listed([f"{one.label} (#{one.id})" for one in found])
    return f"“{clean_line(text)}” can be more than one {kind}: {named}; name one of them."


def _nothing(kind: str, text: str, known: Sequence[Known]) -> str:
    said = clean_line(text).strip()
    if not known:
        return f"There is no {kind} called “{said}”; there is none at all."
    offered = near(text, (name for one in known for name in one.names))
    if offered:
        return f"There is no {kind} called “{said}”; did you mean {listed(offered)}?"
    return f"There is no {kind} called “{said}”."


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_whole(name: str, wanted: str) -> bool:
    return name == wanted


def _is_within(name: str, wanted: str) -> bool:
    # A team's addresses all end alike, so what is behind the @ names nobody.
    return wanted in (name if "@" in wanted else name.partition("@")[0])


_RULES: Final[tuple[Callable[[str, str], bool], ...]] = (
    _is_whole,
    str.startswith,
    _is_within,
)
