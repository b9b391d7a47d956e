"""What the agent was told, asked of the server and marked there.

Servers before 3.x know only the list and the two ways of marking as read.
"""

from __future__ import annotations

from hoory_tui.client.calls import Calls
from hoory_tui.wire.answers import NotificationPage


class BellCalls(Calls):
    """Calls about notifications."""

    @property
    def _bell(self) -> str:
        return f"{self._account}/notifications"

    async def notifications(self, *, page: int = 1, with_read: bool = False) -> NotificationPage:
        """Return one page of what the agent was told, 15 long, newest first.

        Newer servers leave out what was read or snoozed, unless it is asked for.
        """
        includes = ("read", "snoozed") if with_read else None
        data = await self._transport.get(self._bell, page=page, includes=includes)
        return self._transport.read(NotificationPage, self._transport.unwrap(data, "data"))

    async def mark_notification(self, notification_id: int, *, read: bool) -> None:
        """Mark one as read or as unread."""
        path = f"{self._bell}/{notification_id}"
        if read:
            await self._transport.change("PATCH", path, {})
        else:
            await self._transport.tell(f"{path}/unread", {})

    async def snooze_notification(self, notification_id: int, until: int) -> None:
        """Hide one until this moment, in unix seconds."""
        path = f"{self._bell}/{notification_id}/snooze"
        await self._transport.tell(path, {"snoozed_until": until})

    async def delete_notification(self, notification_id: int) -> None:
        """Take one away."""
        await self._transport.change("DELETE", f"{self._bell}/{notification_id}")

    async def mark_all_notifications(self) -> None:
        """Mark all as read."""
        await self._transport.tell(f"{self._bell}/read_all", {})
