"""The agents' notifications."""

from __future__ import annotations

from aiohttp import web

from .bell_book import BellBook
from .engine import Engine
from .records import Json, Notification
from .signing_in import caller
from .times import iso, iso_or_null
from .web_tools import (
    answer,
    empty,
    int_or_none,
    not_found,
    number,
    page_echo,
    page_of,
    read_params,
)

PAGE_SIZE = 15


class BellRoutes:
    """Listing notifications and marking them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        notifications = f"{base}/notifications"
        return [
            web.get(notifications, self.index),
            web.get(f"{notifications}/unread_count", self.unread_count),
            web.post(f"{notifications}/read_all", self.read_all),
            web.post(f"{notifications}/destroy_all", self.destroy_all),
            web.patch(f"{notifications}/{{notification}}", self.read),
            web.delete(f"{notifications}/{{notification}}", self.delete),
            web.post(f"{notifications}/{{notification}}/unread", self.unread),
            web.post(f"{notifications}/{{notification}}/snooze", self.snooze),
        ]

    def _row(self, request: web.Request) -> Notification:
        row = self._book(request).get(number(request.match_info["notification"]))
        if row is None:
            raise not_found()
        return row

    def _book(self, request: web.Request) -> BellBook:
        return self._engine.world.bells[caller(request).id]

    async def index(self, request: web.Request) -> web.Response:
        """List unread, unsnoozed lines, or more of them when ``includes[]`` says so."""
        engine, book = self._engine, self._book(request)
        includes = request.query.getall("includes[]", [])
        found = [
            row
            for row in book.newest_first()
            if ("read" in includes or row.read_at is None)
            and ("snoozed" in includes or row.snoozed_until is None)
        ]
        if request.query.get("sort_order") == "asc":
            found.reverse()
        start = (page_of(request) - 1) * PAGE_SIZE
        bell = engine.bell
        payload = [
            engine.rest.notification(row, bell.headline(row), bell.body(row))
            for row in found[start : start + PAGE_SIZE]
        ]
        meta = {
            "unread_count": book.unread,
            "count": len(found),
            "current_page": page_echo(request),
        }
        return answer({"data": {"meta": meta, "payload": payload}})

    async def unread_count(self, request: web.Request) -> web.Response:
        """Answer with a bare number."""
        return answer(self._book(request).unread)

    async def read(self, request: web.Request) -> web.Response:
        """Mark one line as read."""
        row = self._row(request)
        row.updated_at = self._engine.world.now()
        self._book(request).mark(row, read_at=row.updated_at)
        return answer(self._raw(row))

    async def unread(self, request: web.Request) -> web.Response:
        """Mark one line as unread."""
        row = self._row(request)
        self._book(request).mark(row, read_at=None)
        return answer(self._raw(row))

    async def snooze(self, request: web.Request) -> web.Response:
        """Hide one line until a moment."""
        row = self._row(request)
        until = int_or_none((await read_params(request)).values.get("snoozed_until"))
        self._book(request).snooze(row, None if until is None else float(until))
        return answer({**self._raw(row), "meta": {"last_snoozed_at": None}})

    async def delete(self, request: web.Request) -> web.Response:
        """Remove one line."""
        row = self._row(request)
        book = self._book(request)
        book.remove(row)
        self._engine.herald.notification_deleted(row, book.unread)
        return empty()

    async def read_all(self, request: web.Request) -> web.Response:
        """Mark all lines, or those of one conversation (by database id), as read."""
        values = (await read_params(request)).values
        only = int_or_none(values.get("primary_actor_id"))
        moment = self._engine.world.now()
        book = self._book(request)
        for row in book:
            if row.read_at is None and only in (None, row.conversation_id):
                book.mark(row, read_at=moment)
        return empty()

    async def destroy_all(self, request: web.Request) -> web.Response:
        """Remove all lines, or only the read ones."""
        only_read = (await read_params(request)).values.get("type") == "read"
        book = self._book(request)
        for row in book:
            if not only_read or row.read_at is not None:
                book.remove(row)
        return empty()

    def _raw(self, row: Notification) -> Json:
        return {
            "user_id": row.agent_id,
            "read_at": iso_or_null(row.read_at),
            "id": row.id,
            "account_id": self._engine.world.account.id,
            "notification_type": row.notification_type,
            "primary_actor_type": "Conversation",
            "primary_actor_id": row.conversation_id,
            "secondary_actor_type": "Message" if row.message_id else None,
            "secondary_actor_id": row.message_id,
            "created_at": iso(row.created_at),
            "updated_at": iso(row.updated_at),
            "snoozed_until": iso_or_null(row.snoozed_until),
            "last_activity_at": iso(row.created_at),
            "meta": {},
        }
