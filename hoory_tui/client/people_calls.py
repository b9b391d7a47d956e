"""Contacts, notifications and the agent itself."""

from __future__ import annotations

from hoory_tui.client.bell_calls import BellCalls
from hoory_tui.client.contact_calls import ContactCalls
from hoory_tui.wire.answers import ContactPage
from hoory_tui.wire.desk import ProfilePayload


class PeopleCalls(ContactCalls, BellCalls):
    """Calls about people."""

    async def contacts(self, *, page: int = 1, sort: str = "-last_activity_at") -> ContactPage:
        """Return one page of contacts, 15 long."""
        data = await self._transport.get(f"{self._account}/contacts", page=page, sort=sort)
        return self._transport.read(ContactPage, data)

    async def set_availability(self, availability: str) -> ProfilePayload:
        """Be online, busy or offline in this account and return the profile after it."""
        body = {"profile": {"account_id": self.account_id, "availability": availability}}
        data = await self._transport.post_for_secrets("/api/v1/profile/availability", body)
        return self._transport.read(ProfilePayload, data)

    async def set_auto_offline(self, *, on: bool) -> ProfilePayload:
        """Be offline whenever no console of ours is connected, or stay as chosen."""
        body = {"profile": {"account_id": self.account_id, "auto_offline": on}}
        data = await self._transport.post_for_secrets("/api/v1/profile/auto_offline", body)
        return self._transport.read(ProfilePayload, data)
