"""Contacts, notifications and the agent itself."""

from __future__ import annotations

from hoory_tui.client.calls import Calls
from hoory_tui.wire.answers import (
    ContactPage,
    NotificationPage,
)
from hoory_tui.wire.desk import ProfilePayload
from hoory_tui.wire.people import ContactPayload


class PeopleCalls(Calls):
    """Calls about people."""

    async def contacts(self, *, page: int = 1, sort: str = "-last_activity_at") -> ContactPage:
        """Return one page of contacts, 15 long."""
        data = await self._transport.get(f"{self._account}/contacts", page=page, sort=sort)
        return self._transport.read(ContactPage, data)

    async def contact(self, contact_id: int) -> ContactPayload:
        """Return one contact."""
        data = await self._transport.get(f"{self._account}/contacts/{contact_id}")
        return self._transport.read(ContactPayload, self._transport.unwrap(data, "payload"))

    async def notifications(self, *, page: int = 1) -> NotificationPage:
        """Return one page of what the agent was told, 15 long, newest first."""
        data = await self._transport.get(f"{self._account}/notifications", page=page)
        return self._transport.read(NotificationPage, self._transport.unwrap(data, "data"))

    async def set_availability(self, availability: str) -> ProfilePayload:
        """Be online, busy or offline in this account and return the profile after it."""
        body = {"profile": {"account_id": self.account_id, "availability": availability}}
        data = await self._transport.post_for_secrets("/api/v1/profile/availability", body)
        return self._transport.read(ProfilePayload, data)
