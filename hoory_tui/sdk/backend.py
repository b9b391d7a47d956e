"""The server behind the console: one account, its API and its cable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi, read_profile
from hoory_tui.client.errors import HooryError
from hoory_tui.client.network import NO_OPTIONS, NetworkOptions
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.socket import CableClient
from hoory_tui.client.transport import Transport
from hoory_tui.config.secret import Hidden
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier, ProfilePayload, own_state
from hoory_tui.words import saying

_KEEP_PROFILE: Final = 5.0
"""Seconds for which the profile that was just read is good enough to subscribe with."""


@dataclass(slots=True)
class Backend:
    """An open session with a server in the name of one agent; close it when done."""

    session: aiohttp.ClientSession
    transport: Transport
    api: AgentApi
    profile: ProfilePayload
    account_name: str
    server: Server
    pace: Pace | None = None
    cable: CableClient = field(init=False)
    _read_at: float = 0.0
    is_observer: bool = False
    """Whether nobody may see us: then we are offline before we subscribe, which alone shows us."""

    def __post_init__(self) -> None:
        self.cable = CableClient(self.server, self.identify, clock=elapsed, pace=self.pace)
        self._take_profile(self.profile)

    def _take_profile(self, profile: ProfilePayload) -> None:
        SECRETS.add(profile.access_token)
        SECRETS.add(profile.pubsub_token)
        self.profile = profile
        self._read_at = asyncio.get_running_loop().time()

    async def identify(self) -> Identifier:
        """Return what to subscribe with; the profile is read again, for tokens get rotated.

        Raises HooryError, SignInRefused above all.
        """
        now = asyncio.get_running_loop().time()
        if now - self._read_at > _KEEP_PROFILE:
            self._take_profile(await self.api.profile())
        if self.is_observer and self.availability != "offline":
            self._take_profile(await self.api.set_availability("offline"))
        token = self.profile.pubsub_token
        if token is None:
            raise HooryError(saying("The server gave no cable token, so nothing can arrive live."))
        return Identifier(
            pubsub_token=token, account_id=self.api.account_id, user_id=self.profile.id
        )

    @property
    def availability(self) -> str:
        """What we chose to be in this account, as the profile last told."""
        return own_state(self.profile, self.api.account_id)[0]

    def observe(self, *, on: bool) -> None:
        """Stay unseen from now on, or be seen again."""
        self.is_observer = on
        self.cable.observe(on=on)

    def take_profile(self, profile: ProfilePayload) -> None:
        """Go on with the profile that an answer brought."""
        self._take_profile(profile)

    async def is_token_new(self) -> bool:
        """Read the profile again; tell whether its cable token is another one than before.

        Raises HooryError.
        """
        before = self.profile.pubsub_token
        self._take_profile(await self.api.profile())
        after = self.profile.pubsub_token
        return after is not None and after != before

    async def sign_in_again(self, given: Hidden) -> None:
        """Go on with another token of the same agent; raises HooryError and keeps the old one."""
        token = SecretStr(given.get_secret_value())
        profile = await read_profile(Transport(self.session, self.server, token))
        if profile.id != self.profile.id:
            raise HooryError(saying("This token is somebody else's; nothing was changed."))
        SECRETS.add(token)
        self.transport.replace_token(token)
        self._take_profile(profile)

    async def close(self) -> None:
        """Close all connections."""
        await self.session.close()


async def open_backend(
    url: str,
    token: Hidden,
    account_id: int | None,
    *,
    monotonic: Callable[[], float] = elapsed,
    pace: Pace | None = None,
    network: NetworkOptions = NO_OPTIONS,
) -> Backend:
    """Return a backend whose token was accepted; raises HooryError.

    Without an account id the agent's active account is taken, or the first. `monotonic` is
    what the server's clock is reckoned against, `pace` the patience of the live link,
    `network` how to get there.
    """
    SECRETS.add(token)
    for proxy in (network.proxies.secure, network.proxies.plain):
        SECRETS.add(proxy)
    server = Server(url, network=network)
    session = open_session(server)
    try:
        known = SecretStr(token.get_secret_value())
        transport = Transport(session, server, known, monotonic=monotonic)
        profile = await read_profile(transport)
        chosen, name = _choose_account(profile, account_id)
        return Backend(session, transport, AgentApi(transport, chosen), profile, name, server, pace)
    except BaseException:
        await session.close()
        raise


def _choose_account(profile: ProfilePayload, wanted: int | None) -> tuple[int, str]:
    names = {account.id: account.name or f"#{account.id}" for account in profile.accounts}
    chosen = wanted if wanted is not None else profile.account_id or next(iter(names), None)
    if chosen is None or (names and chosen not in names):
        known = ", ".join(f"{key} ({name})" for key, name in names.items()) or saying("none")
        raise HooryError(
            saying(
                "This login has no account {wanted}; its accounts are: {known}.",
                wanted=wanted,
                known=known,
            )
        )
    return chosen, names.get(chosen, f"#{chosen}")
