"""What the settings come to, each with the place that it was read from, and no secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.config import paths
from hoory_tui.config.document import Document, line_of_key
from hoory_tui.config.profiles import SavedLogin, read_profiles
from hoory_tui.config.secret import Secret
from hoory_tui.config.settings import AUTO, Settings, load_settings
from hoory_tui.config.tables import Checked, differing, keys_of
from hoory_tui.sdk.secrecy import SECRETS

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

_STARS: Final = "***"
_DEFAULT: Final = "default"


def setting_values(context: Context) -> Iterator[dict[str, str]]:
    """Yield every key of config.toml with its value; raises ConfigError."""
    settings = load_settings(environ=context.environ)
    for name in keys_of(Settings):
        value = getattr(settings, name)
        if value is None:
            value = AUTO
        parts = value if isinstance(value, Mapping) and value else {"": value}
        if name == "rules" and value:
            parts = {str(number): rule for number, rule in enumerate(value, 1)}
        for inner, one in parts.items():
            key = (name, inner) if inner else (name,)
            yield _row(".".join(key), one, _source(settings.document, key))


def _parts(value: object) -> Mapping[str, object]:
    """Return what a table holds by name and a list of tables by place, or the value alone."""
    if isinstance(value, Mapping) and value:
        return value
    if isinstance(value, tuple) and value and isinstance(value[0], Checked):
        return {str(place): one for place, one in enumerate(value, 1)}
    return {"": value}


def login_values(context: Context) -> Iterator[dict[str, str]]:
    """Yield every key of the login that would be used; raises ConfigError."""
    environ = context.environ
    name, from_environment = context.profile_name, environ.get("HOORY_URL", "")
    if name is None and from_environment and environ.get("HOORY_TOKEN"):
        yield _row("login.name", "environment", "environment")
        yield _row("login.url", from_environment, "environment")
        yield _row("login.account_id", environ.get("HOORY_ACCOUNT", ""), "environment")
        yield _row("login.token", Secret(_STARS), _token_source(None, context))
        return
    book = read_profiles(paths.profiles_file(environ))
    chosen = name or book.default or (next(iter(book.profiles), None))
    login = book.profiles.get(chosen or "")
    if chosen is None or login is None:
        return
    how = "--profile" if name else "default login"
    yield _row("login.name", chosen, how)
    for key in keys_of(SavedLogin):
        value = getattr(login, key)
        if key == "token":
            yield _row("login.token", Secret(_STARS), _token_source(login, context))
        else:
            yield _row(f"login.{key}", value, _source(book.document, ("profiles", chosen, key)))


def _token_source(login: SavedLogin | None, context: Context) -> str:
    """Where the token would be taken from, in the order in which it is asked for."""
    if context.token_file:
        return "--token-file"
    if login is not None and login.token_command:
        return "token_command"
    if context.environ.get("HOORY_TOKEN"):
        return "environment"
    if login is None:
        return "nowhere"
    kinds = {"token_file": login.token_file, "token": login.token, "keyring": login.keyring}
    return next((kind for kind, given in kinds.items() if given), "nowhere")


def _source(document: Document | None, key: tuple[str, ...]) -> str:
    if document is None:
        return _DEFAULT
    held: Any = document.values
    if isinstance(held.get(key[0]), list):
        # Of a list of tables the first line is told.
        key = key[:1]
    for part in key:
        if isinstance(held, list) and part.isdecimal():
            # Tables of one name are told apart by their number.
            break
        if not isinstance(held, Mapping) or part not in held:
            return _DEFAULT
        held = held[part]
    line = line_of_key(document.text, key)
    return f"{document.path.name}, line {line}" if line else document.path.name


def _row(name: str, value: object, source: str) -> dict[str, str]:
    return {"name": name, "value": SECRETS.hide(_text(value)), "source": source}


def _text(value: object) -> str:
    match value:
        case Secret():
            return _STARS
        case bool():
            return "true" if value else "false"
        case None:
            return ""
        case Checked():
            given = differing(value)  # type: ignore[arg-type]
            return ", ".join(f"{key} = {_text(one)}" for key, one in given.items())
        case tuple() | list():
            return " ".join(map(_text, value))
        case Mapping():
            return ", ".join(f"{key}: {_text(one)}" for key, one in value.items())
    return str(value)
