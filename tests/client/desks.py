"""The demo desk with a client's session to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.contact_api import ContactApi
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.demo.desk import DemoDesk


@dataclass(frozen=True)
class DeskClient:
    """A running demo desk and the ways into it."""

    desk: DemoDesk
    server: Server
    session: aiohttp.ClientSession

    @property
    def anonymous(self) -> Transport:
        """A transport without a token."""
        return Transport(self.session, self.server)

    def agent(self, place: int = 0) -> AgentApi:
        """Return the API in the name of one of the desk's agents."""
        token = SecretStr(self.desk.agents[place].access_token)
        return AgentApi(Transport(self.session, self.server, token), self.desk.account_id)

    def contact(self) -> ContactApi:
        """Return the public API of the first inbox that has one."""
        identifier = next(inbox.identifier for inbox in self.desk.inboxes if inbox.identifier)
        return ContactApi(self.anonymous, identifier)

    @property
    def public_inbox_id(self) -> int:
        """The inbox that `contact` writes to."""
        return next(inbox.id for inbox in self.desk.inboxes if inbox.identifier)


@asynccontextmanager
async def desk_client(*, ping_every: float = 3.0) -> AsyncIterator[DeskClient]:
    """Run a quiet desk of few conversations for as long as the block lasts."""
    desk = DemoDesk(quiet_visitors=True, conversations=30, ping_every=ping_every)
    async with desk:
        server = Server(desk.url)
        async with open_session(server) as session:
            yield DeskClient(desk, server, session)
