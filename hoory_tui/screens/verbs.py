"""Commands with words after them, such as ``snooze 2h`` or ``label +vip -spam``, read as deeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from hoory_tui.lazily import dataclass
from hoory_tui.render import when
from hoory_tui.render.facts import Moment
from hoory_tui.render.ranking import ranked
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetPriority,
    SetStatus,
)
from hoory_tui.store.snoozing import parse
from hoory_tui.words import said
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.store.state import Store

PRIORITIES: Final = ("urgent", "high", "medium", "low")
_NOBODY: Final = frozenset({"nobody", "none", "-"})
_STATUSES: Final = ("open", "pending", "resolved", "snoozed")


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed, understood: the sentence that says it, and what to do.

    A `problem` says what is missing in place of a deed; `goto` is the number of a conversation
    to go to, `key` the id of a key to run, `account` what names an account to go to,
    `theme` the colours to take.
    """

    text: str
    deed: Deed | None = None
    problem: str = ""
    goto: int = 0
    key: str = ""
    account: str | None = None
    theme: str = ""


@dataclass(frozen=True, slots=True)
class _Verb:
    name: str
    read: Callable[[str, Store, Moment], Command]
    aliases: tuple[str, ...] = ()


def command_of(typed: str, store: Store, at: Moment) -> Command | None:
    """Return what a line asks for, None when it begins with no verb that takes words."""
    name, _, words = typed.strip().removeprefix(":").strip().partition(" ")
    number = name.removeprefix("#")
    if not words and number.isascii() and number.isdigit() and 0 < len(number) < 16:
        return _go(number, store, at)
    verb = _verb(name.casefold())
    return verb.read(words.strip(), store, at) if verb is not None else None


def _verb(name: str) -> _Verb | None:
    for verb in _VERBS:
        if name == verb.name or name in verb.aliases:
            return verb
    return None


def _snooze(words: str, store: Store, at: Moment) -> Command:
    if words.casefold() in ("", "reply", "next reply"):
        return Command(said("Snooze until the next reply"), SetStatus("snoozed"))
    until = parse(words, at.now, at.zone)
    if until is None:
        return Command(
            said("Snooze"), problem=said("Say until when: 2h, tomorrow 9, mon, 24 dec, or reply.")
        )
    told = when.moment(until, at.now, at.zone)
    return Command(said("Snooze until {when}", when=told), SetStatus("snoozed", until))


def _assign(words: str, store: Store, at: Moment) -> Command:
    if words.casefold() in _NOBODY:
        return Command(said("Assign to nobody"), Assign(None))
    if words.casefold() == "me":
        return Command(said("Assign to me"), Assign(store.me_id))
    found = _one_of(words, {one.label: one.id for one in store.agents.values()})
    if found is None:
        return Command(said("Assign"), problem=said("Say to whom: me, nobody, or an agent's name."))
    return Command(said("Assign to {name}", name=found[0]), Assign(found[1]))


def _team(words: str, store: Store, at: Moment) -> Command:
    if words.casefold() in _NOBODY:
        return Command(said("Assign to no team"), AssignTeam(None))
    found = _one_of(words, {one.name: one.id for one in store.teams.values()})
    if found is None:
        return Command(said("Assign to a team"), problem=said("Say to which team, or none."))
    return Command(said("Assign to the team {name}", name=found[0]), AssignTeam(found[1]))


def _label(words: str, store: Store, at: Moment) -> Command:
    titles = {one.title: one.id for one in store.labels.values()}
    signs: Mapping[str, list[str]] = {"+": [], "-": []}
    for word in words.replace(",", " ").split():
        sign, title = (word[0], word[1:]) if word[0] in "+-" else ("+", word)
        found = _one_of(title, titles)
        if found is None:
            return Command(
                said("Labels"), problem=said("There is no label like {word}.", word=word)
            )
        signs[sign].append(found[0])
    add, remove = tuple(signs["+"]), tuple(signs["-"])
    if not add and not remove:
        return Command(
            said("Labels"), problem=said("Say which: +vip puts a label on, -spam takes it off.")
        )
    told = [*(f"+{one}" for one in add), *(f"-{one}" for one in remove)]
    return Command(said("Labels {names}", names=" ".join(told)), ChangeLabels(add, remove))


def _status(words: str, store: Store, at: Moment) -> Command:
    found = _beginning(words, _STATUSES)
    if not found:
        return Command(
            said("Set the status"), problem=said("Say which: {names}.", names=", ".join(_STATUSES))
        )
    return Command(said("Set the status to {status}", status=term(found)), SetStatus(found))


def _priority(words: str, store: Store, at: Moment) -> Command:
    if words.casefold() in _NOBODY:
        return Command(said("Take the priority off"), SetPriority(""))
    found = _beginning(words, PRIORITIES)
    if not found:
        return Command(
            said("Set the priority"),
            problem=said("Say which: {names} or none.", names=", ".join(PRIORITIES)),
        )
    return Command(said("Set the priority to {priority}", priority=term(found)), SetPriority(found))


def _go(words: str, store: Store, at: Moment) -> Command:
    number = words.removeprefix("#")
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 16):
        return Command(
            said("Go to a conversation"), problem=said("Say which: its number, such as 1042.")
        )
    return Command(said("Go to conversation {number}", number=int(number)), goto=int(number))


def _account(words: str, store: Store, at: Moment) -> Command:
    if not words:
        return Command(said("Go to another account"), account="")
    if words == "-":
        return Command(said("Go to the last account"), account=words)
    return Command(said("Go to the account {name}", name=words), account=words)


def _theme(words: str, store: Store, at: Moment) -> Command:
    if not words:
        return Command(said("Look at the themes"), key="themes")
    name = words.casefold()
    return Command(said("Theme {name}", name=name), theme=name)


def _quit(words: str, store: Store, at: Moment) -> Command:
    return Command(said("Quit"), key="quit")


def _beginning(word: str, words: Sequence[str]) -> str:
    wanted = word.casefold()
    return next((one for one in words if wanted and one.startswith(wanted)), "")


def _one_of(typed: str, known: Mapping[str, int]) -> tuple[str, int] | None:
    """Return the best match of what was typed and what it stands for."""
    names = list(known)
    places = ranked(typed, names) if typed else []
    return (names[places[0]], known[names[places[0]]]) if places else None


_VERBS: Final = (
    _Verb("snooze", _snooze),
    _Verb("assign", _assign),
    _Verb("team", _team),
    _Verb("label", _label, ("labels", "tag")),
    _Verb("status", _status),
    _Verb("priority", _priority, ("prio",)),
    _Verb("go", _go, ("goto",)),
    _Verb("account", _account, ("profile",)),
    _Verb("theme", _theme, ("themes", "colours", "colors")),
    _Verb("quit", _quit, ("q", "exit")),
)
