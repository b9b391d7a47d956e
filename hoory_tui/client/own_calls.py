"""The agent's own settings on the server, which the dashboard goes by as well."""

from __future__ import annotations

from collections.abc import Mapping

from hoory_tui.client.calls import Calls
from hoory_tui.wire.desk import ProfilePayload

_PROFILE = "/api/v1/profile"


class OwnCalls(Calls):
    """Calls that change how the agent works."""

    async def save_interface_settings(self, changed: Mapping[str, object]) -> None:
        """Change some settings of the interface; the others stay as they are now.

        Servers replace them as a whole, so they are read first.
        """
        profile = self._transport.read(ProfilePayload, await self._transport.get(_PROFILE))
        settings = {**profile.ui_settings, **changed}
        await self._transport.change("PUT", _PROFILE, {"profile": {"ui_settings": settings}})
