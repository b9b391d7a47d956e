"""`hoory-tui login`: asks for a server and a sign-in, proves that both work, and saves them."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi, read_profile, read_server_info
from hoory_tui.client.errors import (
    CodeNeeded,
    Declined,
    HooryError,
    Invalid,
    Moved,
    SignInRefused,
    TooManyRequests,
    Unreadable,
)
from hoory_tui.client.network import NetworkOptions
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.sign_in import answer_code, sign_in
from hoory_tui.client.transport import Transport
from hoory_tui.config.keyring_token import write_keyring
from hoory_tui.config.paths import profiles_file
from hoory_tui.config.profiles import (
    Login,
    Profile,
    ProfileBook,
    check_name,
    read_profiles,
    save_profile,
)
from hoory_tui.config.secret import Hidden, Secret
from hoory_tui.config.secrets import check_token
from hoory_tui.config.token_command import run_token_command
from hoory_tui.config.urls import normalise_url
from hoory_tui.config.wishes import LoginWishes
from hoory_tui.sdk.network import network_of
from hoory_tui.wire.desk import AccountPayload, ProfilePayload, ServerPayload

EXIT_FAILED: Final = 1
EXIT_INTERRUPTED: Final = 130
_TRIES: Final = 3

T = TypeVar("T")


class Talker(Protocol):
    """Whoever is asked; `ask` and `ask_secret` raise EOFError when there is nobody any more."""

    def say(self, text: str) -> None:
        """Show a line."""

    def ask(self, question: str) -> str:
        """Return the line typed."""

    def ask_secret(self, question: str) -> str:
        """Return the line typed, which is not shown."""


class TerminalTalker:
    """The person at the terminal."""

    def say(self, text: str) -> None:
        """Write a line to the terminal."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, question: str) -> str:
        """Read a line from the terminal."""
        return input(question)

    def ask_secret(self, question: str) -> str:
        """Read a line from the terminal without showing it."""
        return getpass.getpass(question)


class GaveUpError(Exception):
    """The last of the tries failed too."""


@dataclass(frozen=True, slots=True)
class _SignedIn:
    token: Hidden
    profile: ProfilePayload


def run_login(
    profile_name: str | None,
    wishes: LoginWishes | None = None,
    *,
    talker: Talker | None = None,
    path: Path | None = None,
) -> int:
    """Ask for everything a login needs, save it and return the exit code.

    Without a name the login becomes the default one. A token out of a command is not asked for
    and not saved, one for the keyring is not written into the file. Raises ConfigError when the
    file of logins cannot be read or written, or one of those fails; nothing is saved then, nor
    when the person gives up.
    """
    talker = talker or TerminalTalker()
    try:
        _LoginDialogue(talker, profile_name, path or profiles_file(), wishes or LoginWishes()).run()
    except GaveUpError:
        talker.say("Nothing was saved; run hoory-tui login to try again.")
        return EXIT_FAILED
    except (EOFError, KeyboardInterrupt):
        talker.say("\nNothing was saved.")
        return EXIT_INTERRUPTED
    return 0


class _LoginDialogue:
    """The questions in their order; each network step runs a loop of its own.

    A question inside a running loop would keep Ctrl-C from interrupting it.
    """

    def __init__(
        self, talker: Talker, profile_name: str | None, path: Path, wishes: LoginWishes
    ) -> None:
        self._talker = talker
        self._profile_name = profile_name
        self._path = path
        self._wishes = wishes
        self._before: Login | None = None
        """The saved login that is replaced, whose ways to the server stay what they are."""

    def run(self) -> None:
        # Before any question: a file that cannot be used would make all of them vain.
        book = read_profiles(self._path)
        if self._profile_name is not None:
            self._check_name(self._profile_name)
            self._before = book.profiles.get(self._profile_name)
        server = self._insist(self._ask_server)
        if self._wishes.token_command:
            way: Callable[[Server], _SignedIn] = self._sign_in_with_command
        else:
            way = self._insist(self._ask_way)
        signed_in = self._insist(lambda: way(server))
        account = self._choose_account(server, signed_in)
        self._save(book, server, signed_in, account)

    def _insist(
        self,
        step: Callable[[], T],
        *,
        tries: int = _TRIES,
        over: tuple[type[Exception], ...] = (HooryError, ValueError),
    ) -> T:
        """Take a step again when it failed, with the reason said; raises GaveUpError at last."""
        for _ in range(tries):
            try:
                return step()
            except over as error:
                self._talker.say(_sentence(error))
        raise GaveUpError

    def _check_name(self, name: str) -> None:
        self._insist(lambda: check_name(name), tries=1)

    def _ask_server(self) -> Server:
        typed = self._talker.ask("Address of your support desk (https://…): ")
        plaintext = self._before is not None and self._before.allow_plaintext
        url = normalise_url(typed, allow_plaintext=plaintext)
        try:
            return self._reach(url)
        except Moved as moved:
            # Nothing but the encryption of the very same host is worth a question.
            secure = urlsplit(moved.address)
            if (secure.scheme, urlsplit(url).scheme) != ("https", "http"):
                raise
            if secure.hostname != urlsplit(url).hostname or secure.username:
                raise
            address = normalise_url(moved.address + urlsplit(url).path)
        question = f"The server wants to be reached at {address} instead. Go there? [yes/no] "
        if not _is_yes(self._talker.ask(question)):
            raise ValueError("then give the address that the server answers at itself")
        return self._reach(address)

    def _reach(self, url: str) -> Server:
        server = Server(url, network=self._network())
        version = _call(server, _probe)
        self._talker.say(f"{server.host} answers{version}.")
        return server

    def _network(self) -> NetworkOptions:
        kept = self._ways()
        return network_of(Login(url="https://localhost", **kept), at=self._path.parent)

    def _ways(self) -> dict[str, Any]:
        """Return what is saved about the way to the server: as wished now, else as before."""
        ways: dict[str, Any] = {}
        for key in ("ca_file", "pin_sha256", "proxy"):
            wished = getattr(self._wishes, key)
            before = getattr(self._before, key, None)
            if wished or before:
                ways[key] = wished or before
        return ways

    def _ask_way(self) -> Callable[[Server], _SignedIn]:
        question = "Sign in with an access token or with your e-mail? [token/e-mail] "
        answer = self._talker.ask(question).strip().lower()
        if answer and "token".startswith(answer):
            return self._sign_in_with_token
        if answer and any(word.startswith(answer) for word in ("e-mail", "email", "password")):
            return self._sign_in_with_password
        raise ValueError("please type token or e-mail")

    def _sign_in_with_token(self, server: Server) -> _SignedIn:
        question = "Access token (from your profile settings; it stays hidden): "
        token = check_token(self._talker.ask_secret(question).strip())
        return _SignedIn(token, _call(server, read_profile, token))

    def _sign_in_with_command(self, server: Server) -> _SignedIn:
        line = run_token_command(self._wishes.token_command, environ=os.environ)
        token = check_token(line)
        return _SignedIn(token, _call(server, read_profile, token))

    def _sign_in_with_password(self, server: Server) -> _SignedIn:
        email = self._talker.ask("E-mail: ").strip()
        password = SecretStr(self._talker.ask_secret("Password (it stays hidden): "))
        if not email or not password.get_secret_value():
            raise ValueError("an e-mail and a password are needed")
        try:
            profile = _call(server, lambda transport: sign_in(transport, email, password))
        except CodeNeeded as needed:
            mfa_token = needed.mfa_token
        else:
            return _with_token(profile)
        # Anything but a wrong code means that the password must be given again.
        return self._insist(lambda: self._answer_code(server, mfa_token), over=(Invalid,))

    def _answer_code(self, server: Server, mfa_token: SecretStr) -> _SignedIn:
        code = self._talker.ask("Code from your authenticator app: ").strip()
        profile = _call(server, lambda transport: answer_code(transport, mfa_token, code))
        return _with_token(profile)

    def _choose_account(self, server: Server, signed_in: _SignedIn) -> AccountPayload:
        accounts = signed_in.profile.accounts
        if not accounts:
            self._talker.say("This agent belongs to no account; ask an administrator.")
            raise GaveUpError
        for number, one in enumerate(accounts, 1):
            if len(accounts) > 1:
                self._talker.say(f"  {number}  {one.name or one.id} ({one.role or 'agent'})")

        def choose() -> AccountPayload:
            account = self._ask_account(accounts) if len(accounts) > 1 else accounts[0]
            _call(server, lambda desk: AgentApi(desk, account.id).labels(), signed_in.token)
            return account

        return self._insist(choose, tries=_TRIES if len(accounts) > 1 else 1)

    def _ask_account(self, accounts: Sequence[AccountPayload]) -> AccountPayload:
        typed = self._talker.ask(f"Which account? [1-{len(accounts)}] ").strip()
        if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(accounts)):
            raise ValueError(f"please type a number from 1 to {len(accounts)}")
        return accounts[int(typed) - 1]

    def _save(
        self, book: ProfileBook, server: Server, signed_in: _SignedIn, account: AccountPayload
    ) -> None:
        agent = signed_in.profile
        name = self._profile_name or _free_name(book, server.url, account.id)
        self._before = book.profiles.get(name)
        more = self._ways()
        if self._before is not None and self._before.allow_plaintext:
            more["allow_plaintext"] = True
        if self._wishes.token_command:
            more["token_command"] = self._wishes.token_command
        if self._wishes.keyring:
            more["keyring"] = True
            write_keyring(name, signed_in.token.get_secret_value())
        profile = Profile(
            name=name,
            url=server.url,
            token=Secret(signed_in.token.get_secret_value()),
            account_id=account.id,
            agent_name=agent.name or "",
            agent_email=agent.email or "",
            **more,
        )
        as_default = self._profile_name is None
        file = save_profile(profile, as_default=as_default, path=self._path)
        default = as_default or book.default in (None, profile.name)
        self._talker.say(f"Signed in as {agent.name or agent.id} at {account.name or account.id}.")
        self._talker.say(f"The login is saved in {file}, which only you can read.")
        start = "hoory-tui" if default else f"hoory-tui --profile {profile.name}"
        self._talker.say(f"Type {start} to begin.")


def _call(
    server: Server, ask: Callable[[Transport], Awaitable[T]], token: Hidden | None = None
) -> T:
    async def call() -> T:
        async with open_session(server) as session:
            known = None if token is None else SecretStr(token.get_secret_value())
            return await ask(Transport(session, server, known))

    return asyncio.run(call())


async def _probe(transport: Transport) -> str:
    """Return what there is to say of a support desk; raises ValueError where there is none.

    A token must not be typed for, and sent to, just any web site.
    """
    try:
        info = await read_server_info(transport)
    except TooManyRequests:
        raise
    except (Declined, Unreadable):
        info = ServerPayload()
    if info.version:
        return f" (version {info.version})"
    try:
        await read_profile(transport)
    except SignInRefused:
        # Some desks do not tell their version, but all of them want a sign-in here.
        return ""
    except (Declined, Unreadable):
        pass
    raise ValueError("there is no support desk at this address")


def _with_token(profile: ProfilePayload) -> _SignedIn:
    if profile.access_token is None:
        raise SignInRefused("it brought no access token, so give one instead")
    return _SignedIn(profile.access_token, profile)


def _free_name(book: ProfileBook, url: str, account_id: int) -> str:
    for name, login in book.profiles.items():
        if (login.url, login.account_id) == (url, account_id):
            return name
    number = 1
    name = "main"
    while name in book.profiles:
        number += 1
        name = f"main-{number}"
    return name


def _is_yes(answer: str) -> bool:
    typed = answer.strip().lower()
    return bool(typed) and "yes".startswith(typed)


def _sentence(error: Exception) -> str:
    text = str(error)
    return text if isinstance(error, HooryError) else f"{text[:1].upper()}{text[1:]}."
