"""How a new login is to reach its server and keep its token, as wished on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.network import check_ca_file, check_proxy, read_pins
from hoory_tui.config.secret import Secret
from hoory_tui.config.token_command import split_command
from hoory_tui.words import saying

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LoginWishes:
    """What was wished, with nothing for what was not."""

    token_command: tuple[str, ...] = ()
    keyring: bool = False
    ca_file: str = ""
    pin_sha256: tuple[str, ...] = ()
    proxy: Secret | None = None


def read_wishes(
    *,
    token_command: str = "",
    keyring: bool = False,
    ca_file: str = "",
    pin_sha256: Sequence[str] = (),
    proxy: str = "",
) -> LoginWishes:
    """Check what was typed; :class:`ConfigError` names the option that is wrong."""
    return LoginWishes(
        _checked("--token-command", lambda: split_command(token_command)) if token_command else (),
        keyring,
        _checked("--ca-file", lambda: _authority(ca_file)) if ca_file else "",
        _checked("--pin-sha256", lambda: read_pins(list(pin_sha256))) if pin_sha256 else (),
        _checked("--proxy", lambda: _proxy(proxy)) if proxy else None,
    )


def _authority(typed: str) -> str:
    path = Path(typed).expanduser().absolute()
    check_ca_file(path)
    return str(path)


def _proxy(typed: str) -> Secret:
    proxy = check_proxy(typed)
    if "@" in urlsplit(typed).netloc:
        raise ValueError(
            saying(
                "everybody on this machine can read a command line, so a password "
                "belongs into the saved login's proxy key"
            )
        )
    return proxy


def _checked(option: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except ValueError as error:
        problem = saying("{option}: {reason}", option=option, reason=error.args[0])
    raise ConfigError(problem, kept=saying("nothing was saved"), remedy=saying("correct it"))
