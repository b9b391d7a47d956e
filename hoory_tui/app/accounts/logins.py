"""The logins that a console can go to: the saved ones, or the one of the pretend company."""

from __future__ import annotations

import asyncio
import os
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

from hoory_tui.client.errors import SignInRefused
from hoory_tui.config import paths
from hoory_tui.config.accounts import KnownAccount, known_accounts, remember_accounts
from hoory_tui.config.profiles import Profile, ProfileBook, load_profile, read_profiles
from hoory_tui.store.places import Place

if TYPE_CHECKING:
    from hoory_tui.demo.desk import DemoDesk
    from hoory_tui.sdk.backend import Backend


class Logins(Protocol):
    """What is known of logins, and the way in."""

    def names(self) -> Sequence[str]:
        """Return the names of all logins; raises ConfigError."""

    def usual(self, login: str) -> int:
        """Return the account that a login takes by itself, 0 where only the server knows."""

    def accounts(self, login: str) -> Sequence[KnownAccount]:
        """Return the accounts that a login is known to have."""

    def colour(self, login: str) -> str:
        """Return the colour of a login, "" for none."""

    def person(self, login: str) -> str:
        """Return what tells one agent on one server from all others, as far as that is known."""

    async def open(self, place: Place) -> Backend:
        """Open an account; raises HooryError and ConfigError."""


class SavedLogins:
    """Those of the file, and the one that the console was started with, wherever it came from."""

    def __init__(self, first: Profile, environ: MutableMapping[str, str] = os.environ) -> None:
        self._environ = environ
        self._profiles = {first.name: first}
        """Those that were used, with their tokens: asking for one again may take a person."""
        self._book = ProfileBook()

    def names(self) -> list[str]:
        """Read the file again and return the names, the saved ones in its order."""
        self._book = read_profiles(paths.profiles_file(self._environ))
        return list(dict.fromkeys([*self._book.profiles, *self._profiles]))

    def usual(self, login: str) -> int:
        """Return the account of the saved login."""
        saved = self._book.profiles.get(login) or self._profiles.get(login)
        return (saved.account_id or 0) if saved is not None else 0

    def accounts(self, login: str) -> Sequence[KnownAccount]:
        """Return the accounts that it had the last time."""
        saved = self._book.profiles.get(login) or self._profiles.get(login)
        return known_accounts(login, saved.url, self._environ) if saved is not None else ()

    def colour(self, login: str) -> str:
        """Return the colour that is saved with it."""
        saved = self._book.profiles.get(login) or self._profiles.get(login)
        return saved.colour if saved is not None else ""

    def person(self, login: str) -> str:
        """Return the server and the agent's address, or the login's own name."""
        saved = self._book.profiles.get(login) or self._profiles.get(login)
        return f"{saved.url} {saved.agent_email or login}" if saved is not None else login

    async def open(self, place: Place) -> Backend:
        """Open an account with the token of its login; a refused one is looked for once more."""
        had = place.login in self._profiles
        try:
            return await self._open(place)
        except SignInRefused:
            if not had or place.login not in self._book.profiles:
                raise
        # The former one stays until there is another: consoles go on with it meanwhile.
        await self._load(place.login)
        return await self._open(place)

    def opened(self, place: Place) -> Profile:
        """Return a login that was opened before, with the account of this place."""
        profile = self._profiles[place.login]
        return replace(profile, account_id=place.account_id or profile.account_id)

    async def _load(self, login: str) -> None:
        # A command may be asked for the token, which takes its time.
        self._profiles[login] = await asyncio.to_thread(load_profile, login, self._environ)

    async def _open(self, place: Place) -> Backend:
        from hoory_tui.sdk.backend import open_backend
        from hoory_tui.sdk.network import network_of

        if place.login not in self._profiles:
            await self._load(place.login)
        profile = self.opened(place)
        network = network_of(profile, self._environ, at=paths.config_dir(self._environ))
        backend = await open_backend(
            profile.url, profile.token, profile.account_id, network=network
        )
        accounts = [KnownAccount(one.id, one.name or "") for one in backend.profile.accounts]
        await asyncio.to_thread(
            remember_accounts, place.login, profile.url, accounts, self._environ
        )
        return backend


class DemoLogins:
    """The one login of a pretend company, which is founded when it is first asked for."""

    NAME: Final = "demo"

    def __init__(self, seed: int, *, quiet_visitors: bool) -> None:
        self._seed = seed
        self._quiet_visitors = quiet_visitors
        self._desk: DemoDesk | None = None

    def names(self) -> list[str]:
        """Return its name."""
        return [self.NAME]

    def usual(self, login: str) -> int:
        """Return the first account."""
        return self._desk.account_id if self._desk is not None else 0

    def accounts(self, login: str) -> list[KnownAccount]:
        """Return both."""
        desk = self._desk
        offices = (desk, desk.branch) if desk is not None else ()
        worlds = [one.engine.world for one in offices if one is not None]
        return [KnownAccount(one.account.id, one.account.name) for one in worlds]

    def colour(self, login: str) -> str:
        """Return none."""
        return ""

    def person(self, login: str) -> str:
        """Return the only one there is."""
        return login

    async def open(self, place: Place) -> Backend:
        """Open one of its accounts."""
        from hoory_tui.config.secret import Secret
        from hoory_tui.sdk.backend import open_backend

        if self._desk is None:
            # A whole server, which is loaded behind the first picture like everything else.
            from hoory_tui.demo.branch import CONVERSATIONS
            from hoory_tui.demo.desk import DemoDesk

            self._desk = DemoDesk(
                seed=self._seed, quiet_visitors=self._quiet_visitors, branch=CONVERSATIONS
            )
            await self._desk.start()
        desk = self._desk
        token = Secret(desk.agents[0].access_token)
        return await open_backend(desk.url, token, place.account_id or desk.account_id)

    async def close(self) -> None:
        """Close the company; everybody that drafts could be for is gone with it."""
        if self._desk is not None:
            await self._desk.stop()
