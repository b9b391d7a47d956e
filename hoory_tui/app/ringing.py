"""Marking notifications: shown at once, taken back with a reason when the server refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.writing import WritingApp
from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.screens import knowing_intents
from hoory_tui.store.beside import (
    AllNotificationsRead,
    NotificationMarked,
    NotificationsPaged,
)
from hoory_tui.store.records import Notification
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.wire.answers import NotificationPage

_PAGE: Final = 15
_MOST_PAGES: Final = 40
_TOO_OLD: Final = to_say("this server is too old for that")


class RingingApp(WritingApp):
    """An app whose notifications are read, snoozed and deleted."""

    @on(knowing_intents.ReadBell)
    def _read_bell(self, message: knowing_intents.ReadBell) -> None:
        if message.page <= _MOST_PAGES:
            self._work(self._read_page(message.page, with_read=message.with_read), "bell")

    async def _read_page(self, number: int, *, with_read: bool) -> None:
        try:
            page: NotificationPage = await self._api.notifications(page=number, with_read=with_read)
        except HooryError as error:
            self._complain(
                said("The notifications are not complete: {problem}", problem=error.sentence)
            )
        else:
            self._tell([NotificationsPaged(page)])

    @on(knowing_intents.MarkNotification)
    def _mark_notification(self, message: knowing_intents.MarkNotification) -> None:
        held = self.store.notifications.get(message.notification_id)
        if held is None:
            return
        read_at = self._now() if message.read else None
        after = replace(
            held, read_at=read_at, snoozed_until=None if message.read else held.snoozed_until
        )
        self._ring(
            held,
            after,
            lambda: self._api.mark_notification(held.id, read=message.read),
            said("The notification is as it was"),
        )

    @on(knowing_intents.SnoozeNotification)
    def _snooze_notification(self, message: knowing_intents.SnoozeNotification) -> None:
        held = self.store.notifications.get(message.notification_id)
        if held is not None:
            self._ring(
                held,
                replace(held, snoozed_until=message.until),
                lambda: self._api.snooze_notification(held.id, round(message.until)),
                said("The notification is not snoozed"),
            )

    @on(knowing_intents.DeleteNotification)
    def _delete_notification(self, message: knowing_intents.DeleteNotification) -> None:
        held = self.store.notifications.get(message.notification_id)
        if held is not None:
            self._ring(
                held,
                None,
                lambda: self._api.delete_notification(held.id),
                said("The notification is still there"),
            )

    def _ring(
        self,
        before: Notification,
        after: Notification | None,
        ask: Callable[[], Awaitable[None]],
        kept: str,
    ) -> None:
        self._take([NotificationMarked(before.id, after)])
        self._work(self._ask_bell(before, ask, kept), f"bell-{before.id}")

    async def _ask_bell(
        self, before: Notification, ask: Callable[[], Awaitable[None]], kept: str
    ) -> None:
        try:
            await ask()
        except HooryError as error:
            self._tell([NotificationMarked(before.id, before)])
            why = said(_TOO_OLD) if isinstance(error, NotFound) else error.sentence
            self._complain(f"{kept}: {why}")

    @on(knowing_intents.MarkAllNotifications)
    def _mark_all_notifications(self) -> None:
        unread = [one for one in self.store.notifications.values() if one.read_at is None]
        self._take([AllNotificationsRead(self._now())])
        self._work(self._read_all(unread), "bell")

    async def _read_all(self, unread: Collection[Notification]) -> None:
        try:
            await self._api.mark_all_notifications()
        except HooryError as error:
            self._tell(NotificationMarked(one.id, one) for one in unread)
            self._complain(
                said("The notifications are as they were: {problem}", problem=error.sentence)
            )
        await self._sync.load_notifications()
