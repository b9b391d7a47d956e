"""What an agent asks the server for, in typed questions and answers."""

from __future__ import annotations

from typing import Final

from hoory_tui.client.errors import NotAllowed, SignInRefused
from hoory_tui.client.library_calls import LibraryCalls
from hoory_tui.client.list_calls import ListCalls
from hoory_tui.client.message_calls import MessageCalls
from hoory_tui.client.own_calls import OwnCalls
from hoory_tui.client.people_calls import PeopleCalls
from hoory_tui.client.search_calls import SearchCalls
from hoory_tui.client.transport import Transport
from hoory_tui.client.verb_calls import VerbCalls
from hoory_tui.wire.desk import ProfilePayload, ServerPayload

_PROFILE: Final = "/api/v1/profile"


async def read_server_info(transport: Transport) -> ServerPayload:
    """Return what a server tells of itself to anybody; its version may be missing."""
    return transport.read(ServerPayload, await transport.get("/api"))


async def read_profile(transport: Transport) -> ProfilePayload:
    """Return the agent whose token the transport holds; raises SignInRefused for a bad one."""
    try:
        data = await transport.get_with_secrets(_PROFILE)
    except NotAllowed as error:
        if error.status != 401:
            raise
        # Nobody is forbidden their own profile, so here every 401 is about the token.
        refusal = SignInRefused()
    else:
        return transport.read(ProfilePayload, data)
    raise refusal


class AgentApi(
    VerbCalls, ListCalls, LibraryCalls, OwnCalls, MessageCalls, PeopleCalls, SearchCalls
):
    """The API of one account in the name of one agent.

    `conversation_id` is always the display id. Every method raises HooryError.
    """

    async def server_info(self) -> ServerPayload:
        """Return what the server tells of itself."""
        return await read_server_info(self._transport)

    async def profile(self) -> ProfilePayload:
        """Return the signed-in agent; raises SignInRefused when the token is no longer good."""
        return await read_profile(self._transport)
