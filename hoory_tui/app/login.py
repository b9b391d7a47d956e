"""`hoory-tui login`: from an address to a login that is proved to work, saved and named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.app.wizard.account import AccountStep
from hoory_tui.app.wizard.address import AddressStep, Desk
from hoory_tui.app.wizard.looking import PATIENCE
from hoory_tui.app.wizard.naming import ask_colour, ask_name
from hoory_tui.app.wizard.talker import GaveUpError, Talker, TerminalTalker, is_yes, sentence
from hoory_tui.app.wizard.token import SignedIn, TokenStep
from hoory_tui.config.accounts import KnownAccount, remember_accounts
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.keyring_token import write_keyring
from hoory_tui.config.paths import profiles_file
from hoory_tui.config.profiles import (
    Login,
    Profile,
    ProfileBook,
    SavedLogin,
    check_name,
    read_profiles,
    save_profile,
)
from hoory_tui.config.secret import Secret
from hoory_tui.config.settings import load_settings
from hoory_tui.config.tables import keys_of
from hoory_tui.config.wishes import LoginWishes
from hoory_tui.lazily import dataclass
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.wire.desk import AccountPayload

EXIT_FAILED: Final = 1
EXIT_INTERRUPTED: Final = 130
_WAYS: Final = ("ca_file", "pin_sha256", "proxy")


@dataclass(frozen=True, slots=True)
class LoginEnd:
    """How a sign-in ended: its exit code, and the login to start with, "" for none."""

    code: int
    start: str = ""


def run_login(
    profile_name: str | None,
    wishes: LoginWishes | None = None,
    *,
    talker: Talker | None = None,
    path: Path | None = None,
    patience: float = PATIENCE,
) -> LoginEnd:
    """Ask for everything a login needs, prove that it works, save it, and ask whether to start.

    Without a name it is asked for, and the login becomes the default one. A token out of a
    command is not asked for and not saved, one for the keyring is not written into the file.
    `patience` is how many seconds one look at the desk may take.
    Raises ConfigError when the file of logins cannot be read or written, or one of those fails;
    nothing is saved then, nor when the person gives up.
    """
    talker = talker or TerminalTalker()
    wizard = _Wizard(talker, profile_name, path or profiles_file(), wishes or LoginWishes())
    wizard.patience = patience
    try:
        name = wizard.run()
    except GaveUpError:
        talker.say(said("Nothing was saved; run hoory-tui login to try again."))
        return LoginEnd(EXIT_FAILED)
    except (EOFError, KeyboardInterrupt):
        talker.say("")
        talker.say(said("Nothing was saved; run hoory-tui login when you want to go on."))
        return LoginEnd(EXIT_INTERRUPTED)
    try:
        is_wanted = is_yes(talker.ask(said("Start the console now? [Yes/no] ")), usual=True)
    except (EOFError, KeyboardInterrupt):
        is_wanted = False
    if not is_wanted:
        talker.say("")
        start = "hoory-tui" if wizard.is_default else f"hoory-tui --profile {name}"
        talker.say(said("Type {command} to begin.", command=start))
    return LoginEnd(0, name if is_wanted else "")


class _Wizard:
    """The steps in their order; each network step runs a loop of its own.

    A question inside a running loop would keep Ctrl-C from interrupting it.
    """

    def __init__(
        self, talker: Talker, profile_name: str | None, path: Path, wishes: LoginWishes
    ) -> None:
        self._talker = talker
        self._name = profile_name
        self._path = path
        self._wishes = wishes
        self.patience = PATIENCE
        self.is_default = True
        """Whether the saved login is the one that is used without a name."""

    def run(self) -> str:
        """Return the name of the saved login; raises GaveUpError, EOFError, KeyboardInterrupt."""
        # Before any question: a file that cannot be used would make all of them vain.
        book = read_profiles(self._path)
        before = self._checked_before(book)
        self._talker.say(
            said(
                "Signing in to a support desk. Ctrl-C leaves at any time; nothing is saved till "
                "then."
            )
        )
        ways, folder = self._ways(before), self._path.parent
        typed = before.url if before is not None else ""

        def known(url: str) -> dict[str, Any]:
            return {} if before is not None else _ways_known(book, url)

        step = AddressStep(
            self._talker, ways, folder, typed=typed, patience=self.patience, known=known
        )
        desk = step.run()
        signed_in = TokenStep(self._talker, desk, book).run(self._wishes.token_command)
        account = AccountStep(self._talker, desk, signed_in, unseen=_is_unseen()).run()
        name = self._name or ask_name(self._talker, book, desk.way.url, account.id)
        self._save(book, name, desk, signed_in, account)
        return name

    def _checked_before(self, book: ProfileBook) -> SavedLogin | None:
        """Return the saved login that is replaced, whose ways to the server stay what they are."""
        if self._name is None:
            return None
        try:
            return book.profiles.get(check_name(self._name))
        except ValueError as error:
            self._talker.say(sentence(error))
            raise GaveUpError from None

    def _ways(self, before: Login | None) -> dict[str, Any]:
        """Return what is known about the way to the server: as wished now, else as before."""
        found: dict[str, Any] = {}
        for key in _WAYS:
            known = getattr(self._wishes, key) or getattr(before, key, None)
            if known:
                found[key] = known
        if before is not None and before.allow_plaintext:
            found["allow_plaintext"] = True
        return found

    def _save(
        self,
        book: ProfileBook,
        name: str,
        desk: Desk,
        signed_in: SignedIn,
        account: AccountPayload,
    ) -> None:
        agent, more = signed_in.agent, dict(desk.way.ways)
        before = book.profiles.get(name)
        if "colour" in keys_of(SavedLogin):
            more["colour"] = ask_colour(self._talker, getattr(before, "colour", ""))
        if self._wishes.token_command:
            more["token_command"] = self._wishes.token_command
        if self._wishes.keyring:
            more["keyring"] = True
            write_keyring(name, signed_in.token.get_secret_value())
        profile = Profile(
            name=name,
            url=desk.way.url,
            token=Secret(signed_in.token.get_secret_value()),
            account_id=account.id,
            agent_name=agent.name or "",
            agent_email=agent.email or "",
            **more,
        )
        as_default = self._name is None
        file = save_profile(profile, as_default=as_default, path=self._path)
        self.is_default = as_default or book.default in (None, name)
        self._talker.say(
            said("Saved as {name} in {file}, which only you can read.", name=name, file=file)
        )
        if len(agent.accounts) > 1:
            self._talker.say(
                said(
                    "Your other accounts there need no login of their own: "
                    "X in the console goes to them, --account names one."
                )
            )
        if file == profiles_file():
            known = [KnownAccount(one.id, one.name or "") for one in agent.accounts]
            remember_accounts(name, desk.way.url, known)


def _ways_known(book: ProfileBook, url: str) -> dict[str, Any]:
    """Return how a server is reached by a saved login for it, by the usual one if that tells.

    Which of them is replaced shows only at the end, and what is saved is what was proved to work.
    """
    for name in sorted(book.profiles, key=lambda name: name != book.default):
        login = book.profiles[name]
        ways = {key: getattr(login, key) for key in _WAYS if getattr(login, key)}
        if login.url == url and ways:
            return ways
    return {}


def _is_unseen() -> bool:
    """Tell whether the settings say that nobody is to see that the agent is there."""
    try:
        return load_settings().observer
    except ConfigError:
        # Whoever starts the console is told of it.
        return True
