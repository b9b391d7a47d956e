"""Saved logins: which server, which account, and the agent's token, in a file nobody else reads."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Final

from hoory_tui.config import network, paths, secrets
from hoory_tui.config.colours import check_colour
from hoory_tui.config.document import Document
from hoory_tui.config.environment import take_secret
from hoory_tui.config.errors import ConfigError, NothingSetUpError
from hoory_tui.config.private import read_private, write_private
from hoory_tui.config.secret import Hidden, Secret
from hoory_tui.config.tables import (
    CORRECT_IT,
    Checked,
    Mistake,
    WrongKeysError,
    differing,
    each,
    key,
    maybe,
    table_of,
    text,
    truth,
    whole,
)
from hoory_tui.config.token_command import split_command
from hoory_tui.config.urls import normalise_url
from hoory_tui.lazily import dataclass, pattern
from hoory_tui.words import saying

ENVIRONMENT_NAME: Final = "environment"

_NAME: Final = pattern(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_ACCOUNT: Final = pattern(r"[1-9][0-9]{0,17}")
_HEADER: Final = (
    "# Written by hoory-tui login.  The token in here is a password: show it to nobody.\n\n"
)


def check_name(name: str) -> str:
    """The name of a saved login, unchanged; :class:`ValueError` if it cannot be one."""
    if not _NAME.fullmatch(name):
        raise ValueError(saying("a login's name is made of letters, digits, - and _, at most 64"))
    if name == ENVIRONMENT_NAME:
        raise ValueError(saying("the name {name} is kept for HOORY_URL and HOORY_TOKEN", name=name))
    return name


@dataclass(frozen=True, kw_only=True)
class Login(Checked):
    """What every login has, wherever it came from.

    A token is kept in one of four places: written out, behind a command, in a file of its own,
    or in the system's keyring. `ca_file`, `pin_sha256` and `proxy` are how the server is reached.
    `colour` is what its name stands on in the console, so that no login is taken for another.
    """

    allow_plaintext: bool = key(truth, default=False)
    url: str = key(text)
    token: Secret | None = key(maybe(secrets.check_token), default=None)
    token_command: tuple[str, ...] = key(split_command, default=())
    token_file: str = key(text, default="")
    keyring: bool = key(truth, default=False)
    agent_name: str = key(text, default="")
    agent_email: str = key(text, default="")
    ca_file: str = key(text, default="")
    pin_sha256: tuple[str, ...] = key(network.read_pins, default=())
    proxy: Secret | None = key(maybe(network.check_proxy), default=None)
    colour: str = key(check_colour, default="")

    def __post_init__(self) -> None:
        super().__post_init__()
        try:
            url = normalise_url(self.url, allow_plaintext=self.allow_plaintext)
        except ValueError as error:
            mistake = Mistake(("url",), error.args[0])
        else:
            object.__setattr__(self, "url", url)
            return
        raise WrongKeysError([mistake])


@dataclass(frozen=True, kw_only=True)
class SavedLogin(Login):
    """One ``[profiles.NAME]`` table."""

    account_id: int = key(whole(1))


@dataclass(frozen=True, kw_only=True)
class Profile(Login):
    """A login ready for use; its token shows only as stars until asked for.

    ``account_id`` is None when the token's first account is to be taken.
    """

    token: Secret = key(secrets.check_token)
    name: str = key(text)
    account_id: int | None = key(maybe(whole(1)), default=None)


@dataclass(frozen=True, kw_only=True)
class ProfileBook(Checked):
    """All of ``profiles.toml``: the saved logins by name, and which one is the usual one."""

    default: str | None = key(maybe(text), default=None)
    profiles: dict[str, SavedLogin] = key(
        each(table_of(SavedLogin), check_name), default_factory=dict
    )
    document: Document | None = field(default=None, repr=False, compare=False)
    """Kept to name the line of what proves wrong only when a login is used."""

    def fault(self, name: str, key: str, problem: str, remedy: str = CORRECT_IT) -> ConfigError:
        """An error about one key of one saved login."""
        assert self.document is not None
        return self.document.fault(("profiles", name, key), problem, remedy)


def read_profiles(path: Path) -> ProfileBook:
    """All saved logins, none if there is no file; :class:`ConfigError` if it cannot be trusted."""
    content = read_private(path)
    if content is None:
        return ProfileBook()
    document = Document.parse(path, content)
    book = document.build(ProfileBook, tables=(SavedLogin,))
    if book.default is not None and book.default not in book.profiles:
        remedy = (
            saying("write one of {names}", names=", ".join(sorted(book.profiles)))
            if book.profiles
            else saying("remove it")
        )
        raise document.fault(("default",), saying("there is no saved login of this name"), remedy)
    return replace(book, document=document)


def save_profile(
    profile: Profile,
    *,
    as_default: bool = False,
    path: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Path:
    """Add or replace one saved login and return the file; the first one becomes the default.

    A file that cannot be read is left alone (:class:`ConfigError`).  Raises :class:`ValueError`
    for a profile without an account or with a name that cannot be saved.
    """
    # Only whoever saves a login writes such files.
    import tomli_w

    file = path or paths.profiles_file(environ)
    if profile.account_id is None:
        raise ValueError(saying("a login is saved for one account"))
    book = read_profiles(file)
    saved = SavedLogin(**{one: value for one, value in differing(profile).items() if one != "name"})
    logins = {**book.profiles, check_name(profile.name): saved}
    default = profile.name if as_default or book.default is None else book.default
    content = {
        "default": default,
        "profiles": {name: _table(login) for name, login in logins.items()},
    }
    write_private(file, (_HEADER + tomli_w.dumps(content)).encode())
    return file


def load_profile(
    name: str | None,
    environ: MutableMapping[str, str] = os.environ,
    *,
    path: Path | None = None,
    token: Hidden | None = None,
) -> Profile:
    """The login to use: the named one, else the one in the environment, else the saved default.

    ``HOORY_URL`` and ``HOORY_TOKEN`` (and ``HOORY_ACCOUNT``) need no file; ``HOORY_TOKEN`` alone
    serves a saved login, unless that has a command for its token. The token is taken out of
    ``environ``, so that an editor or an opener started later does not inherit it. A ``token``
    given here is used in place of any other. Raises :class:`ConfigError`, which says what to do.
    """
    given = take_secret(environ, "HOORY_TOKEN")
    if token is not None:
        given = token.get_secret_value()
    url, account = environ.get("HOORY_URL", ""), environ.get("HOORY_ACCOUNT", "")
    file = path or paths.profiles_file(environ)
    book: ProfileBook | None = None
    if name is None:
        if given and not url and not account:
            book = read_profiles(file)
        if book is None or not book.profiles:
            found = _from_environment(url, given, account)
            if found is not None:
                return found
    book = book or read_profiles(file)
    wanted = _choose(book, name)
    # A token that came with another server's address is for that one.
    is_ours = token is not None or not url or _is_same(url, book.profiles[wanted])
    return _resolve(book, wanted, given if is_ours else "", environ, is_asked_for=token is not None)


def find_login(name: str | None, environ: Mapping[str, str] = os.environ) -> SavedLogin:
    """The named saved login, or the usual one, for who needs its server and not its token.

    Raises :class:`ConfigError`, which says what to do.
    """
    book = read_profiles(paths.profiles_file(environ))
    return book.profiles[_choose(book, name)]


def _choose(book: ProfileBook, name: str | None) -> str:
    only = next(iter(book.profiles)) if len(book.profiles) == 1 else None
    wanted = name if name is not None else book.default or only
    if wanted is not None and wanted in book.profiles:
        return wanted
    if name is not None:
        raise ConfigError(
            saying('there is no saved login called "{name}"', name=name),
            remedy=_choice(book, name),
        )
    if book.profiles:
        raise ConfigError(saying("no saved login is the default"), remedy=_choice(book, "NAME"))
    raise NothingSetUpError(
        saying("no server is set up yet"),
        remedy=saying("run hoory-tui login, or hoory-tui --demo to look around first"),
    )


def _is_same(url: str, login: SavedLogin) -> bool:
    try:
        return normalise_url(url, allow_plaintext=login.allow_plaintext) == login.url
    except ValueError:
        return False


def _resolve(
    book: ProfileBook,
    name: str,
    given: str,
    environ: MutableMapping[str, str],
    *,
    is_asked_for: bool,
) -> Profile:
    """Find the token of a saved login, and check what only matters once it is used."""
    login = book.profiles[name]
    folder = paths.config_dir(environ) if book.document is None else book.document.path.parent
    fields = differing(login)
    if login.ca_file:
        file = secrets.beside(folder, login.ca_file)
        try:
            network.check_ca_file(file)
        except ValueError as error:
            raise book.fault(name, "ca_file", error.args[0]) from None
        fields["ca_file"] = str(file)
    sources = secrets.Sources(
        name,
        command=() if is_asked_for else login.token_command,
        given=given,
        file=secrets.beside(folder, login.token_file) if login.token_file else None,
        written=login.token,
        keyring=login.keyring,
    )
    found = secrets.find_token(sources, environ)
    if found is None:
        raise book.fault(
            name,
            "token",
            saying("this key is missing"),
            saying("add it, or run hoory-tui login"),
        )
    fields["token"] = found
    return Profile(name=name, **fields)


def _from_environment(url: str, token: str, account: str) -> Profile | None:
    if not (url or token or account):
        return None
    given = {"HOORY_URL": url, "HOORY_TOKEN": token, "HOORY_ACCOUNT": account}
    present = " and ".join(variable for variable, value in given.items() if value)
    absent = " and ".join(
        variable for variable in ("HOORY_URL", "HOORY_TOKEN") if not given[variable]
    )
    if absent:
        raise _environment_error(
            saying(
                "{absent} is missing from the environment, which has {present}",
                absent=absent,
                present=present,
            )
        )
    try:
        secret = secrets.check_token(token)
    except ValueError as error:
        raise _environment_error(
            saying("HOORY_TOKEN in the environment is wrong: {reason}", reason=error.args[0])
        ) from None
    try:
        address = normalise_url(url)
    except ValueError as error:
        raise _environment_error(
            saying("HOORY_URL in the environment is wrong: {reason}", reason=error.args[0])
        ) from None
    if account and not _ACCOUNT.fullmatch(account):
        raise _environment_error(
            saying("HOORY_ACCOUNT in the environment is not an account's number")
        )
    return Profile(
        name=ENVIRONMENT_NAME,
        url=address,
        token=secret,
        account_id=int(account) if account else None,
    )


def _environment_error(problem: str) -> ConfigError:
    return ConfigError(
        problem,
        kept=saying("no saved login was used instead"),
        remedy=saying("set HOORY_URL and HOORY_TOKEN, or neither"),
    )


def _choice(book: ProfileBook, missing: str) -> str:
    if not book.profiles:
        return saying("run hoory-tui login --profile {missing}", missing=missing)
    return saying("choose one of {names} with --profile", names=", ".join(sorted(book.profiles)))


def _table(login: SavedLogin) -> dict[str, Any]:
    fields = differing(login)
    for one in ("token", "proxy"):
        fields.pop(one, None)
    if login.proxy is not None:
        fields["proxy"] = login.proxy.get_secret_value()
    # A token that is kept elsewhere must not be written down here as well.
    if login.token is not None and not (login.token_command or login.token_file or login.keyring):
        fields["token"] = login.token.get_secret_value()
    return fields
