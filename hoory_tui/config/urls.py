"""The address of a server as a person types it, made safe and always the same."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import SplitResult, urlsplit

from hoory_tui.lazily import pattern
from hoory_tui.wire.hostnames import is_loopback
from hoory_tui.words import saying

DEFAULT_PORTS: Final = {"https": 443, "http": 80}
WRONG_HOST: Final = saying("the address has a wrong host or port")

_HOST_NAME: Final = pattern(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?")


def normalise_url(typed: str, *, allow_plaintext: bool = False) -> str:
    """The base address in one form: scheme, lower-case host, path, no slash at the end.

    ``https://`` is added when there is no scheme; ``http://`` needs a loopback host or
    ``allow_plaintext``.  Raises :class:`ValueError`, whose text is for the user and never repeats
    the address: a password may be in it.
    """
    address = typed.strip()
    if not address:
        raise ValueError(saying("the address is empty"))
    if not address.isprintable() or " " in address or "\\" in address:
        raise ValueError(saying("the address holds a space, a backslash or an invisible character"))
    if "?" in address or "#" in address:
        raise ValueError(saying("the address must end before any ? or #"))
    parts = _split(address if "://" in address else f"https://{address}")
    if "@" in parts.netloc:
        raise ValueError(saying("the address must hold no user name or password"))
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError(saying("the address must begin with https://"))
    host = _host(parts.hostname or "")
    if parts.scheme == "http" and not (allow_plaintext or is_loopback(host)):
        raise ValueError(
            saying(
                "the address must begin with https://, since http:// would show the "
                "token to the network (a saved login may set allow_plaintext = true)"
            )
        )
    bracketed = f"[{host}]" if ":" in host else host
    port = parts.port
    suffix = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{bracketed}{suffix}{parts.path.rstrip('/')}"


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        # The library's own words may repeat the part it stumbled over.
        raise ValueError(WRONG_HOST) from None
    if port == 0:
        raise ValueError(WRONG_HOST)
    return parts


def _host(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return _host_name(host)
    if "%" in host:
        raise ValueError(saying("the address must name no network interface"))
    return str(address)


def _host_name(host: str) -> str:
    try:
        # Always the ASCII form, so that look-alike letters show and origins compare equal.
        name = host.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not _HOST_NAME.fullmatch(name):
        raise ValueError(WRONG_HOST)
    return name
