"""The second step of a sign-in: a token that the desk takes, pasted, fetched or earned."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from pydantic import SecretStr

from hoory_tui.app.wizard.address import Desk
from hoory_tui.app.wizard.looking import Look, look_at_token, tell
from hoory_tui.app.wizard.talker import Talker, sentence, try_again
from hoory_tui.client.errors import CodeNeeded, HooryError, SignInRefused
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.sign_in import answer_code, sign_in
from hoory_tui.client.transport import Transport
from hoory_tui.config.profiles import ProfileBook
from hoory_tui.config.secret import Hidden, Secret
from hoory_tui.config.secrets import check_token
from hoory_tui.config.token_command import run_token_command
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.sdk.checkup.findings import About
from hoory_tui.sdk.network import network_of
from hoory_tui.wire.desk import ProfilePayload
from hoory_tui.words import said, to_say

QUESTION: Final = to_say("Access token (stays hidden; Enter alone to sign in with your e-mail): ")
_COPY_AGAIN: Final = to_say(
    "Copy it anew at the bottom of the profile settings: it may have been replaced, or be one of "
    "another desk, of an inbox or of a platform app."
)
_LABEL: Final = pattern(r"^(?:api[_-]access[_-]token|access[_-]token|token)\s*[:=]\s*", 2)
"""What is copied along with a token out of a header or a settings file, in any case of letters."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, with the token that shows it."""

    token: Hidden
    agent: ProfilePayload


class TokenStep:
    """Asks for a token, or for an e-mail and a password, until the desk takes it."""

    def __init__(self, talker: Talker, desk: Desk, book: ProfileBook) -> None:
        self._talker = talker
        self._desk = desk
        self._book = book
        self._email = ""

    def run(self, command: Sequence[str] = ()) -> SignedIn:
        """Return who signed in; a `command` is asked for the token in place of the person.

        Raises ConfigError when that fails, and GaveUpError.
        """
        if command:
            return self._run_command(command)
        self._say_where()
        while True:
            answer = self._talker.ask_secret(said(QUESTION)).strip()
            if not answer or "@" in answer:
                self._email = answer or self._email
                found = self._sign_in()
            else:
                found = self._try(_LABEL.sub("", answer).strip("\"'"))
            if found is not None:
                return found

    def _say_where(self) -> None:
        self._talker.say(
            said(
                "Your access token stands in the web app: your picture at the bottom left, Profile "
                "settings, at the very bottom. It is a password: it is kept where only you can "
                "read."
            )
        )
        if self._desk.account_id is not None:
            way, number = self._desk.way, self._desk.account_id
            self._talker.say(f"  {way.url}/app/accounts/{number}/profile/settings")

    def _run_command(self, command: Sequence[str]) -> SignedIn:
        while True:
            found = self._try(run_token_command(command, environ=os.environ))
            if found is not None:
                return found
            try_again(self._talker, said("Press Enter to run the command again, or q to leave: "))

    # With a token

    def _try(self, typed: str) -> SignedIn | None:
        try:
            token = check_token(typed)
        except ValueError as error:
            self._talker.say(sentence(error))
            return None
        look = look_at_token(self._desk.way, token)
        agent = look.case.agent
        if look.failed is None and agent is not None:
            self._talker.say(_whose(agent))
            return SignedIn(token, agent)
        self._tell_refused(look, typed)
        return None

    def _tell_refused(self, look: Look, typed: str) -> None:
        if look.about is not About.TOKEN:
            tell(self._talker, look)
            return
        owner = next(
            (name for name, login in self._book.profiles.items() if _has(login.token, typed)), ""
        )
        if not owner:
            tell(self._talker, look, hint=said(_COPY_AGAIN))
        elif (elsewhere := self._book.profiles[owner].url) != self._desk.way.url:
            hint = said(
                "It is the token of your login {owner}, which is for {elsewhere}.",
                owner=owner,
                elsewhere=elsewhere,
            )
            tell(self._talker, look, hint=hint)
        else:
            hint = said(
                "It is the one your login {owner} has; the desk takes it no more. Copy it anew.",
                owner=owner,
            )
            tell(self._talker, look, hint=hint)

    # With an e-mail

    def _sign_in(self) -> SignedIn | None:
        self._email = self._talker.ask(said("E-mail: "), self._email).strip()
        password = SecretStr(self._talker.ask_secret(said("Password (stays hidden): ")))
        if not self._email or not password.get_secret_value():
            self._talker.say(said("An e-mail and a password are needed."))
            return None
        try:
            profile = self._call(lambda transport: sign_in(transport, self._email, password))
        except CodeNeeded as needed:
            return self._ask_code(needed.mfa_token)
        except HooryError as error:
            self._tell_error(error, said("E-mail and password do not fit together at this desk."))
            return None
        return self._with_token(profile)

    def _ask_code(self, mfa_token: SecretStr) -> SignedIn | None:
        while True:
            code = self._talker.ask(said("Code from your authenticator app: ")).strip()
            if not code:
                return None
            try:
                profile = self._call(partial(answer_code, mfa_token=mfa_token, code=code))
            except SignInRefused as error:
                # The password must be given again, for its proof is used up.
                self._tell_error(error, said("The code came too late, or too often wrong."))
                return None
            except HooryError as error:
                self._talker.say(error.sentence)
                continue
            return self._with_token(profile)

    def _with_token(self, agent: ProfilePayload) -> SignedIn | None:
        if agent.access_token is None:
            self._talker.say(
                said("The desk gave no access token for that; copy and paste it instead.")
            )
            return None
        self._talker.say(_whose(agent))
        return SignedIn(Secret(agent.access_token.get_secret_value()), agent)

    def _tell_error(self, error: HooryError, refused: str) -> None:
        if isinstance(error, SignInRefused):
            self._talker.say(
                said("This is about the e-mail or the password; the desk is the right one.")
            )
            self._talker.say(f"  {refused} {error.sentence}")
        else:
            self._talker.say(
                said("The sign-in did not come about; e-mail and password may be right.")
            )
            self._talker.say(f"  {error.sentence}")

    def _call(self, ask: Callable[[Transport], Awaitable[T]]) -> T:
        way = self._desk.way
        server = Server(way.url, network=network_of(way.profile(), at=way.folder))

        async def call() -> T:
            async with open_session(server) as session:
                return await ask(Transport(session, server, None))

        return asyncio.run(call())


def _has(token: Secret | None, typed: str) -> bool:
    return token is not None and token.get_secret_value() == typed


def _whose(agent: ProfilePayload) -> str:
    email = f" <{agent.email}>" if agent.email else ""
    name = agent.name or said("agent {number}", number=agent.id)
    return said("You are {name}{email}.", name=name, email=email)
