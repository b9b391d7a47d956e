"""One examination: what was asked for, and what the checks have found out so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hoory_tui.wire.desk import AccountPayload, Identifier, ProfilePayload

if TYPE_CHECKING:
    import aiohttp
    from yarl import URL

    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.client.session import Server
    from hoory_tui.client.transport import Transport
    from hoory_tui.config.profiles import Profile
    from hoory_tui.sdk.checkup.listening import Ear
    from hoory_tui.sdk.checkup.route import Spot

PATIENCE: Final = 10.0
"""Seconds that one step may take, unless the agent says otherwise."""


@dataclass
class Case:
    """The patient: each check reads what those before it found and leaves what it finds.

    `load_profile` gives the login or raises ConfigError. With `present` the agent may be shown
    as online to the others for a while; without, nothing is done that would show them.
    """

    environ: Mapping[str, str]
    load_profile: Callable[[], Profile]
    settings_file: Path
    config_folder: Path
    state_folder: Path
    timeout: float = PATIENCE
    present: bool = False
    is_terminal: bool = False
    """Whether a person at a terminal reads along."""

    profile: Profile | None = None
    server: Server | None = None
    proxy: URL | None = None
    """Through which the server is reached; with its password, so never to be shown."""
    spots: list[Spot] = field(default_factory=list)
    """The addresses that the server's name has."""
    chosen: Spot | None = None
    """The one of them that answered."""
    session: aiohttp.ClientSession | None = None
    transport: Transport | None = None
    """Asks in nobody's name."""
    api: AgentApi | None = None
    signed_in: Transport | None = None
    version: str = ""
    moved_to: str = ""
    """Where the server sent us on to, as scheme, host and port, in place of answering."""
    agent: ProfilePayload | None = None
    account: AccountPayload | None = None
    identifier: Identifier | None = None
    ear: Ear | None = None
    is_token_replaced: bool = False
    """Whether the profile has another cable token than the one that was subscribed with."""
    closing: AsyncExitStack = field(default_factory=AsyncExitStack)

    def the_server(self) -> Server:
        """Return the server; only checks that need the address ask for it."""
        assert self.server is not None
        return self.server

    def the_api(self) -> AgentApi:
        """Return the API in the agent's name; only checks that need the account ask for it."""
        assert self.api is not None
        return self.api

    def the_ear(self) -> Ear:
        """Return the open socket; only checks that need it ask for it."""
        assert self.ear is not None
        return self.ear
