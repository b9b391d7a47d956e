"""How this machine reaches servers: whom it trusts, and through which proxy it goes.

Only values that were set for us count; nothing is read from the environment or a netrc file.
"""

from __future__ import annotations

import ipaddress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    import ssl

    import aiohttp
    from yarl import URL

PIN_LENGTH: Final = 32
"""Bytes of a SHA-256 fingerprint of a whole certificate."""
USUAL_PORTS: Final = {"http": 80, "ws": 80, "https": 443, "wss": 443}

_SECURE: Final = frozenset({"https", "wss"})


class Hidden(Protocol):
    """Anything that keeps a text from being printed by chance."""

    def get_secret_value(self) -> str:
        """Return the text itself."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies for secure and for plain addresses, and the hosts reached without any.

    The addresses are ``http://`` URLs, possibly with a name and a password. An entry of
    `exempt` is a name, which means all below it too, an address or a network, each possibly
    with a port, or ``*`` for everything.
    """

    secure: Hidden | None = None
    plain: Hidden | None = None
    exempt: tuple[str, ...] = ()

    def choose(self, scheme: str, host: str, port: int | None) -> str | None:
        """Return the proxy for this place with its password, None for the direct way."""
        chosen = self.secure if scheme in _SECURE else self.plain
        port = port or USUAL_PORTS.get(scheme)
        if chosen is None or any(_covers(entry, host, port) for entry in self.exempt):
            return None
        return chosen.get_secret_value()


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """What a login says about the network; the default is the system's trust and no proxy.

    With `pin_sha256` only a certificate with one of these fingerprints will do, whoever signed
    it; with `ca_file` only one signed by an authority in that file; with both, both.
    """

    ca_file: Path | None = None
    pin_sha256: tuple[bytes, ...] = ()
    proxies: Proxies = Proxies()

    def ssl(self) -> ssl.SSLContext | bool:
        """Return what every request takes as ``ssl=``; raises OSError for a CA file gone since."""
        return True if self.ca_file is None else trusting(self.ca_file)

    def proxy_for(self, url: URL | str) -> URL | None:
        """Return what requests take as ``proxy=`` for this address; it may hold a password."""
        from yarl import URL

        asked = URL(url)
        chosen = self.proxies.choose(asked.scheme, asked.host or "", asked.port)
        return None if chosen is None else URL(chosen)

    def connector(
        self, resolver: aiohttp.abc.AbstractResolver | None = None
    ) -> aiohttp.TCPConnector:
        """Return what opens connections by these rules, for a session of its own.

        Requests must take `ssl()` as well, or a CA file beside pins would not count. Raises
        OSError as that does.
        """
        import aiohttp

        from hoory_tui.client.pins import Pins

        if self.pin_sha256:
            return aiohttp.TCPConnector(resolver=resolver, ssl=Pins(self.pin_sha256))
        return aiohttp.TCPConnector(resolver=resolver, ssl=self.ssl())


NO_OPTIONS: Final = NetworkOptions()


@cache
def trusting(ca_file: Path) -> ssl.SSLContext:
    """Return the rules of a connection that trusts these authorities alone; raises OSError."""
    import ssl

    return ssl.create_default_context(cafile=str(ca_file))


def _covers(entry: str, host: str, port: int | None) -> bool:
    entry, host = entry.strip().lower(), host.lower().rstrip(".")
    if entry == "*":
        return True
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        pass
    name, colon, number = entry.rpartition(":")
    if colon and number.isdigit():
        if int(number) != port:
            return False
        entry = name.strip("[]")
    name = entry.removeprefix("*").removeprefix(".").rstrip(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))
