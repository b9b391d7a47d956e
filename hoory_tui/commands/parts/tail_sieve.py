"""Which items of a stream are wanted: by the event's name, and by a line of the console's filter.

The line is judged on the conversation that an item is about, as it is after the item. One that is
not known is asked for; an item that is about no conversation fits no line.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from fnmatch import fnmatchcase
from random import SystemRandom
from typing import TYPE_CHECKING, Final

from hoory_tui.client.errors import HooryError, NotAllowed, NotFound, SignInRefused
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.sdk.following.items import DELETED, LINK, Told
from hoory_tui.sdk.following.writing import NAMES
from hoory_tui.store.filters import Filter, FilterError, names_of, parse
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    LibraryLoaded,
    ProfileLoaded,
    TeamsLoaded,
    Trimmed,
)
from hoory_tui.store.reduce import apply, apply_all
from hoory_tui.store.state import Store
from hoory_tui.store.surplus import TABLES
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.link import LinkStatus

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend

_MOST_HELD: Final = 2000
"""Conversations that are remembered; of others it is asked again."""
_KNOWN: Final = sorted({*NAMES, DELETED})


class Sieve:
    """Takes all items, or those of some names, or those about some conversations."""

    def __init__(self, backend: Backend, names: Sequence[str] = ()) -> None:
        self._api = backend.api
        self._names = _known(names)
        self._filter: Filter | None = None
        self._store = Store(backend.api.account_id)
        apply(self._store, ProfileLoaded(backend.profile), time.time())
        self._held: OrderedDict[int, None] = OrderedDict()

    async def read(self, line: str) -> None:
        """Take only what this line says; raises CommandError for one that cannot be read."""
        lists = await asyncio.gather(
            self._api.agents(), self._api.inboxes(), self._api.teams(), self._api.labels()
        )
        steps: list[Happening] = [
            AgentsLoaded(lists[0]),
            InboxesLoaded(lists[1]),
            TeamsLoaded(lists[2]),
            LabelsLoaded(lists[3]),
        ]
        # Where a server cannot tell, every attribute may be named.
        with contextlib.suppress(NotFound, NotAllowed):
            steps.append(LibraryLoaded(definitions=await self._api.attribute_definitions()))
        apply_all(self._store, steps, time.time())
        try:
            self._filter = parse(line, names_of(self._store))
        except FilterError as error:
            raise CommandError(f"--filter: {error.sentence}", Exit.USAGE) from None

    async def takes(self, told: Told) -> bool:
        """Tell whether an item is wanted; raises SignInRefused when nobody may ask any more."""
        if isinstance(told.event, LinkStatus):
            return True
        is_named = not self._names or any(fnmatchcase(told.name, one) for one in self._names)
        if self._filter is None:
            return is_named
        number = told.conversation_id
        was_known = number in self._store.conversations
        apply(self._store, told.event, told.at)
        if number is None:
            return False
        self._hold(number)
        if not is_named:
            return False
        if told.name != DELETED and not was_known:
            await self._look_up(number)
        conversation = self._store.conversations.get(number)
        return conversation is not None and self._filter.takes(self._store, conversation, told.at)

    async def _look_up(self, number: int) -> None:
        """Ask for a conversation until there is an answer: nothing may be left out for less."""
        if number in self._store.conversations:
            return
        pauses = delays(SystemRandom())
        while True:
            try:
                conversation = await self._api.conversation(number)
            except (NotFound, NotAllowed):
                return
            except SignInRefused:
                raise
            except HooryError as error:
                await asyncio.sleep(max(next(pauses), error.retry_after or 0.0))
            else:
                apply(self._store, ConversationLoaded(conversation), time.time())
                return

    def _hold(self, number: int) -> None:
        self._held[number] = None
        self._held.move_to_end(number)
        if len(self._held) > _MOST_HELD:
            oldest, _ = self._held.popitem(last=False)
            table = TABLES[oldest % len(TABLES)]
            step = Trimmed(conversations=frozenset({oldest}), table=table)
            apply(self._store, step, time.time())


def _known(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are wanted; raises CommandError for one that no event has."""
    wanted = tuple(one.strip() for some in names for one in some.split(",") if one.strip())
    for one in wanted:
        if one == LINK:
            raise CommandError("How the link is doing is told with --links.", Exit.USAGE)
        if not any(fnmatchcase(known, one) for known in _KNOWN):
            from difflib import get_close_matches

            near = get_close_matches(one, _KNOWN, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(_KNOWN)}."
            raise CommandError(f"No event is called “{one}”; {hint}", Exit.USAGE)
    return wanted
