"""The library behind the console: read when all else is there, and when a picker wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from textual import on

from hoory_tui.app.ruling import RulingApp
from hoory_tui.app.sync import CONVERSATIONS
from hoory_tui.client.errors import HooryError, NotAllowed, NotFound
from hoory_tui.screens import intents
from hoory_tui.store.happenings import LibraryLoaded
from hoory_tui.store.library import CANNED, DEFINITIONS, FOLDERS, MACROS, PARTS
from hoory_tui.wire.link import LinkState

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi

T = TypeVar("T")

_REST: Final = 60.0
"""Seconds between two attempts at what could not be read; nobody waits for it."""
_FRESH: Final = 5.0
"""Seconds for which what was read is not asked for again, however often a picker opens."""


class LibraryReader:
    """Questions for the library; a part that the server does not have is empty."""

    def __init__(self, api: AgentApi, told: Callable[[LibraryLoaded], Awaitable[None]]) -> None:
        self._api = api
        self._told = told

    async def read(self, parts: Collection[str] = PARTS) -> None:
        """Read these parts, all at once, and tell what could be read; complain of nothing."""
        canned, macros, folders, definitions = await asyncio.gather(
            _read(CANNED in parts, self._api.canned_responses),
            _read(MACROS in parts, self._api.macros),
            _read(FOLDERS in parts, self._api.folders),
            _read(DEFINITIONS in parts, self._api.attribute_definitions),
        )
        await self._told(LibraryLoaded(canned, macros, folders, definitions))


async def _read(is_wanted: bool, fetch: Callable[[], Awaitable[list[T]]]) -> list[T] | None:
    """Return a list, an empty one where there is no such thing for us, None in trouble."""
    if not is_wanted:
        return None
    try:
        return await fetch()
    except (NotFound, NotAllowed):
        return []
    except HooryError:
        # What else goes wrong with the server is told by what an agent waits for.
        return None


class LibraryApp(RulingApp):
    """An app that knows what is prepared, and never makes anybody wait for it at the start."""

    _library_at = -_REST
    """When the library was last asked for as a whole, by the monotonic clock."""

    @cached_property
    def _part_read_at(self) -> dict[str, float]:
        return {}

    @cached_property
    def _library(self) -> LibraryReader:
        async def told(step: LibraryLoaded) -> None:
            await self._told([step])

        return LibraryReader(self._api, told)

    def _beat(self) -> None:
        super()._beat()
        if not self.is_running or self._backend is None:
            return
        unknown = tuple(part for part in PARTS if part not in self.store.library.known)
        is_calm = CONVERSATIONS not in self._sync.unfinished
        is_live = self.store.link.state is LinkState.LIVE
        if unknown and is_calm and is_live and self._monotonic() - self._library_at >= _REST:
            self._library_at = self._monotonic()
            self.refresh_library(*unknown)

    def refresh_library(self, *parts: str) -> None:
        """Read these parts of the library again, behind what is shown; all without a name."""
        now = self._monotonic()
        read_at = self._part_read_at
        wanted = [one for one in parts or PARTS if now - read_at.get(one, now - _FRESH) >= _FRESH]
        if not wanted or self._backend is None:
            return
        self._part_read_at.update(dict.fromkeys(wanted, now))
        self._work(self._library.read(wanted), "library")

    @on(intents.LibraryWanted)
    def _refresh_wanted(self, message: intents.LibraryWanted) -> None:
        self.refresh_library(*message.parts)
