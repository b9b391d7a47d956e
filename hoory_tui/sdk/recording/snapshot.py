"""What is there when a recording begins, as it is answered: lists, rows and latest messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.client.errors import HooryError, NotAllowed, NotFound
from hoory_tui.sdk.recording.format import READY

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend

PAGE: Final = 25
MOST_PAGES: Final = 8
THREADS: Final = 25
"""Conversations of which the latest messages are read, the ones with the latest activity."""
_AT_ONCE: Final = 4

Read = tuple[str, Any, int | None]
"""The name of a part, its data and the conversation that it is of."""


async def read_shape(backend: Backend) -> dict[str, int]:
    """Return how many of what the account has, as far as the server tells."""
    shape: dict[str, int] = {}
    for name, path, key in _LISTS:
        found = await _rows(backend, path, key)
        if found is not None:
            shape[name] = len(found)
    try:
        counts = await backend.api.conversation_counts(status="all")
    except HooryError:
        return shape
    return {**shape, "conversations": counts.all_count}


async def read_snapshot(backend: Backend, *, threads: int = THREADS) -> AsyncIterator[Read]:
    """Yield all parts of a snapshot; a list that is not answered is left out.

    Raises HooryError where the server cannot be asked at all.
    """
    yield "profile", await backend.transport.get("/api/v1/profile"), None
    for name, path, key in _LISTS:
        found = await _rows(backend, path, key)
        if found is not None:
            yield name, found, None
    newest: list[int] = []
    async for row in _conversations(backend):
        yield "conversations", [row], row["id"]
        newest.append(row["id"])
    for begin in range(0, min(threads, len(newest)), _AT_ONCE):
        some = newest[begin : min(begin + _AT_ONCE, threads)]
        for number, rows in zip(
            some, await asyncio.gather(*(_thread(backend, one) for one in some)), strict=True
        ):
            if rows is not None:
                yield "messages", rows, number
    if (page := await _notifications(backend)) is not None:
        yield "notifications", page, None
    yield READY, {"conversations": len(newest)}, None


_LISTS: Final = (
    ("inboxes", "inboxes", "payload"),
    ("agents", "agents", ""),
    ("teams", "teams", ""),
    ("labels", "labels", "payload"),
)


def _below(backend: Backend, path: str) -> str:
    return f"/api/v1/accounts/{backend.api.account_id}/{path}"


async def _rows(backend: Backend, path: str, key: str) -> list[Any] | None:
    try:
        data = await backend.transport.get(_below(backend, path))
    except (NotFound, NotAllowed):
        return None
    found = data.get(key) if key and isinstance(data, dict) else data
    return found if isinstance(found, list) else None


async def _conversations(backend: Backend) -> AsyncIterator[dict[str, Any]]:
    """Yield the rows of the list of all conversations, the latest activity first, each once."""
    seen: set[int] = set()
    for page in range(1, MOST_PAGES + 1):
        path = _below(backend, "conversations")
        data = await backend.transport.get(path, status="all", assignee_type="all", page=page)
        inner = data.get("data") if isinstance(data, dict) else None
        rows = inner.get("payload") if isinstance(inner, dict) else None
        if not isinstance(rows, list):
            return
        for row in rows:
            number = row.get("id") if isinstance(row, dict) else None
            if isinstance(number, int) and number not in seen:
                seen.add(number)
                yield row
        if len(rows) < PAGE:
            return


async def _notifications(backend: Backend) -> dict[str, Any] | None:
    try:
        data = await backend.transport.get(_below(backend, "notifications"), page=1)
    except HooryError:
        return None
    page = data.get("data") if isinstance(data, dict) else None
    return page if isinstance(page, dict) else None


async def _thread(backend: Backend, number: int) -> list[Any] | None:
    try:
        return await _rows(backend, f"conversations/{number}/messages", "payload")
    except HooryError:
        return None
