"""Deeds of the line mode: the words behind a command as what is to be done to which ones."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.store.deeds import ChangeLabels, Deed, SetMuted, SetPriority, SetRead, SetStatus

if TYPE_CHECKING:
    from hoory_tui.commands.parts.line_desk import LineDesk

PRIORITIES: Final = ("urgent", "high", "medium", "low")

_PLAIN: Final[Mapping[str, Deed]] = {
    "resolve": SetStatus("resolved"),
    "reopen": SetStatus("open"),
    "pending": SetStatus("pending"),
    "seen": SetRead(True),
    "unread": SetRead(False),
    "mute": SetMuted(True),
    "unmute": SetMuted(False),
}
"""Deeds that need no words; numbers of conversations may stand behind them."""


async def deed_of(name: str, words: str, desk: LineDesk) -> tuple[Deed, list[int]] | None:
    """Return what a command does and to which conversations, None for one that does nothing.

    Without numbers it is the open conversation. Raises CommandError and HooryError.
    """
    if name in _PLAIN:
        return _PLAIN[name], _numbers(words, desk)
    reader = _WITH_WORDS.get(name)
    if reader is None:
        return None
    numbers = _numbers("", desk)
    return await reader(words, desk), numbers


def _numbers(words: str, desk: LineDesk) -> list[int]:
    numbers = [one.strip("#,") for one in words.split()]
    if wrong := [one for one in numbers if not (one.isdecimal() and len(one) < 16)]:
        raise CommandError(
            f"{wrong[0]} is no number of a conversation; nothing was changed.", Exit.USAGE
        )
    if numbers:
        return list(dict.fromkeys(map(int, numbers)))
    if desk.open_id is None:
        raise CommandError("No conversation is open; open one by its number first.", Exit.USAGE)
    return [desk.open_id]


async def _snooze(words: str, desk: LineDesk) -> Deed:
    from hoory_tui.commands.snooze import read_moment

    return SetStatus("snoozed", read_moment(words or "next reply", time.time()))


async def _assign(words: str, desk: LineDesk) -> Deed:
    from hoory_tui.commands.assign import deed_for

    return await deed_for(words, desk.backend.api, desk.store)


async def _label(words: str, desk: LineDesk) -> Deed:
    from hoory_tui.commands.label import read_label

    given = words.replace(",", " ").split()
    if not given:
        raise CommandError("Say which: +vip puts a label on, -spam takes it off.", Exit.USAGE)
    titles = [one.title or "" for one in await desk.backend.api.labels()]
    add = tuple(read_label(one.removeprefix("+"), titles) for one in given if one[0] != "-")
    remove = tuple(read_label(one[1:], titles) for one in given if one[0] == "-")
    return ChangeLabels(add, remove)


async def _priority(words: str, desk: LineDesk) -> Deed:
    wanted = words.casefold()
    if wanted in ("none", "no"):
        return SetPriority("")
    if wanted not in PRIORITIES:
        raise CommandError(f"Write {', '.join(PRIORITIES)} or none.", Exit.USAGE)
    return SetPriority(wanted)


_WITH_WORDS: Final[Mapping[str, Callable[[str, LineDesk], Awaitable[Deed]]]] = {
    "snooze": _snooze,
    "assign": _assign,
    "label": _label,
    "priority": _priority,
}
