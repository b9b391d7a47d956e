"""Saved logins: which server, which account, and the agent's token, in a file nobody else reads."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Annotated, Any, Final

import tomli_w
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
)

from hoory_tui.config import paths
from hoory_tui.config.document import Document
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private
from hoory_tui.config.urls import normalise_url

ENVIRONMENT_NAME: Final = "environment"

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_ACCOUNT: Final = re.compile(r"[1-9][0-9]{0,17}")
_TOKEN: Final = re.compile(r"[!-~]+")
_HEADER: Final = (
    "# Written by hoory-tui login.  The token in here is a password: show it to nobody.\n\n"
)


def check_name(name: str) -> str:
    """The name of a saved login, unchanged; :class:`ValueError` if it cannot be one."""
    if not _NAME.fullmatch(name):
        raise ValueError("a login's name is made of letters, digits, - and _, at most 64")
    if name == ENVIRONMENT_NAME:
        raise ValueError(f"the name {name} is kept for HOORY_URL and HOORY_TOKEN")
    return name


def check_token(token: object) -> SecretStr:
    """An access token, wrapped; :class:`ValueError`, without the token, if it cannot be one."""
    text = token.get_secret_value() if isinstance(token, SecretStr) else token
    if not isinstance(text, str):
        raise ValueError("this must be text in quotes")  # noqa: TRY004
    # It travels in a header, where a space or a line break would end or forge something.
    if not _TOKEN.fullmatch(text):
        raise ValueError("the token is empty or holds a space or a letter no token has")
    return SecretStr(text)


Token = Annotated[SecretStr, BeforeValidator(check_token)]
AccountId = Annotated[int, Field(ge=1)]


class Login(BaseModel):
    """What every login has, wherever it came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    # Before the address, which is judged by it.
    allow_plaintext: bool = False
    url: str
    token: Token
    agent_name: str = ""
    agent_email: str = ""

    @field_validator("url")
    @classmethod
    def _normal_url(cls, url: str, info: ValidationInfo) -> str:
        return normalise_url(url, allow_plaintext=info.data.get("allow_plaintext", False))


class SavedLogin(Login):
    """One ``[profiles.NAME]`` table."""

    account_id: AccountId


class Profile(Login):
    """A login ready for use; its token shows only as stars until asked for.

    ``account_id`` is None when the token's first account is to be taken.
    """

    name: str
    account_id: AccountId | None = None


class ProfileBook(BaseModel):
    """All of ``profiles.toml``: the saved logins by name, and which one is the usual one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    default: str | None = None
    profiles: dict[Annotated[str, AfterValidator(check_name)], SavedLogin] = {}


def read_profiles(path: Path) -> ProfileBook:
    """All saved logins, none if there is no file; :class:`ConfigError` if it cannot be trusted."""
    content = read_private(path)
    if content is None:
        return ProfileBook()
    document = Document.parse(path, content)
    book = document.build(ProfileBook, tables=(SavedLogin,))
    if book.default is not None and book.default not in book.profiles:
        remedy = (
            f"write one of {', '.join(sorted(book.profiles))}" if book.profiles else "remove it"
        )
        raise document.fault(("default",), "there is no saved login of this name", remedy)
    return book


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
    file = path or paths.profiles_file(environ)
    if profile.account_id is None:
        raise ValueError("a login is saved for one account")
    book = read_profiles(file)
    saved = SavedLogin.model_validate(profile.model_dump(exclude={"name"}))
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
) -> Profile:
    """The login to use: the named one, else the one in the environment, else the saved default.

    ``HOORY_URL`` and ``HOORY_TOKEN`` (and ``HOORY_ACCOUNT``) need no file.  The token is taken
    out of ``environ``, so that an editor or an opener started later does not inherit it.  Raises
    :class:`ConfigError`, which says what to do.
    """
    token = environ.pop("HOORY_TOKEN", "")
    if name is None:
        given = _from_environment(
            environ.get("HOORY_URL", ""), token, environ.get("HOORY_ACCOUNT", "")
        )
        if given is not None:
            return given
    book = read_profiles(path or paths.profiles_file(environ))
    only = next(iter(book.profiles)) if len(book.profiles) == 1 else None
    wanted = name if name is not None else book.default or only
    if wanted is not None and wanted in book.profiles:
        return Profile(name=wanted, **dict(book.profiles[wanted]))
    if name is not None:
        raise ConfigError(f'there is no saved login called "{name}"', remedy=_choice(book, name))
    if book.profiles:
        raise ConfigError("no saved login is the default", remedy=_choice(book, "NAME"))
    raise ConfigError(
        "no server is set up yet",
        remedy="run hoory-tui login, or hoory-tui --demo to look around first",
    )


def _from_environment(url: str, token: str, account: str) -> Profile | None:
    if not (url or token or account):
        return None
    given = {"HOORY_URL": url, "HOORY_TOKEN": token, "HOORY_ACCOUNT": account}
    present = " and ".join(variable for variable, value in given.items() if value)
    absent = " and ".join(
        variable for variable in ("HOORY_URL", "HOORY_TOKEN") if not given[variable]
    )
    if absent:
        raise _environment_error(f"{absent} is missing from the environment, which has {present}")
    try:
        secret = check_token(token)
    except ValueError as error:
        raise _environment_error(f"HOORY_TOKEN in the environment is wrong: {error}") from None
    try:
        address = normalise_url(url)
    except ValueError as error:
        raise _environment_error(f"HOORY_URL in the environment is wrong: {error}") from None
    if account and not _ACCOUNT.fullmatch(account):
        raise _environment_error("HOORY_ACCOUNT in the environment is not an account's number")
    return Profile(
        name=ENVIRONMENT_NAME,
        url=address,
        token=secret,
        account_id=int(account) if account else None,
    )


def _environment_error(problem: str) -> ConfigError:
    return ConfigError(
        problem,
        kept="no saved login was used instead",
        remedy="set HOORY_URL and HOORY_TOKEN, or neither",
    )


def _choice(book: ProfileBook, missing: str) -> str:
    if not book.profiles:
        return f"run hoory-tui login --profile {missing}"
    return f"choose one of {', '.join(sorted(book.profiles))} with --profile"


def _table(login: SavedLogin) -> dict[str, Any]:
    fields = login.model_dump(exclude_defaults=True, exclude={"token"})
    return {**fields, "token": login.token.get_secret_value()}
