"""What an account has prepared: canned responses, macros, saved filters, attributes."""

from __future__ import annotations

from hoory_tui.client.calls import Calls
from hoory_tui.wire.library import (
    AttributeDefinitionPayload,
    CannedResponsePayload,
    CustomFilterPayload,
    MacroPayload,
)


class LibraryCalls(Calls):
    """Calls that read what is prepared; servers that lack a part of it answer NotFound."""

    async def canned_responses(self) -> list[CannedResponsePayload]:
        """Return the prepared answers of the account."""
        data = await self._transport.get(f"{self._account}/canned_responses")
        return self._transport.read_list(CannedResponsePayload, data)

    async def macros(self) -> list[MacroPayload]:
        """Return the macros that all share and the agent's own."""
        data = await self._transport.get(f"{self._account}/macros")
        return self._transport.read_list(MacroPayload, self._transport.unwrap(data, "payload"))

    async def folders(self) -> list[CustomFilterPayload]:
        """Return the agent's own saved filters for conversations."""
        path = f"{self._account}/custom_filters"
        data = await self._transport.get(path, filter_type="conversation")
        return self._transport.read_list(CustomFilterPayload, data)

    async def attribute_definitions(self) -> list[AttributeDefinitionPayload]:
        """Return the attributes that the account made up, of conversations and contacts."""
        data = await self._transport.get(f"{self._account}/custom_attribute_definitions")
        return self._transport.read_list(AttributeDefinitionPayload, data)
