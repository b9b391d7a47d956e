"""The way from a client to a recording: as to any server, but that it wishes for nothing."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi, read_profile
from hoory_tui.client.errors import Declined
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.client.upload import Form
from hoory_tui.sdk.backend import Backend
from hoory_tui.sdk.playback.answers import REFUSAL
from hoory_tui.sdk.playback.server import PlaybackServer

_UNSEEN = ("/toggle_typing_status", "/update_last_seen")
"""What only tells others of us, and is taken without a word."""


class ReadOnly(Declined):
    """Something was to be changed in a recording."""

    def __init__(self) -> None:
        super().__init__(f"{REFUSAL[0].upper()}{REFUSAL[1:]}.", 422)


class ReadOnlyTransport(Transport):
    """A transport that asks and never changes anything; it says so in its own words."""

    async def post(self, path: str, body: Mapping[str, object]) -> object:
        """Refuse, but for what nobody sees."""
        if not path.endswith(_UNSEEN):
            raise ReadOnly
        return await super().post(path, body)

    async def post_for_secrets(self, path: str, body: Mapping[str, object]) -> object:
        """Refuse."""
        raise ReadOnly

    async def post_form(self, path: str, form: Form) -> object:
        """Refuse."""
        raise ReadOnly

    async def change(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> object:
        """Refuse."""
        raise ReadOnly

    async def tell(self, path: str, body: Mapping[str, object]) -> None:
        """Refuse, but for what nobody sees."""
        if not path.endswith(_UNSEEN):
            raise ReadOnly
        await super().tell(path, body)


async def open_playback(server: PlaybackServer, name: str) -> Backend:
    """Return a backend on a recording that is being played; raises HooryError."""
    address = Server(server.url)
    session = open_session(address)
    try:
        transport = ReadOnlyTransport(session, address, SecretStr(server.token))
        profile = await read_profile(transport)
        api = AgentApi(transport, server.desk.account_id)
        return Backend(session, transport, api, profile, name, address)
    except BaseException:
        await session.close()
        raise
