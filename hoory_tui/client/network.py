"""How this machine reaches servers: whom it trusts, and through which proxy it goes.

Only values that were set for us count; nothing is read from the environment or a netrc file.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import aiohttp
from pydantic import SecretStr
from yarl import URL

PIN_LENGTH: Final = 32
"""Bytes of a SHA-256 fingerprint of a whole certificate."""

_SECURE: Final = frozenset({"https", "wss"})
_PORTS: Final = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class Pins(aiohttp.Fingerprint):
    """Several certificates of which a server has to show one, during a change for instance."""

    def __init__(self, pins: Sequence[bytes]) -> None:
        super().__init__(pins[0])
        self._pins = frozenset(pins)

    def check(self, transport: asyncio.Transport) -> None:
        """Raise ServerFingerprintMismatch unless the other side showed one of them."""
        shown = transport.get_extra_info("ssl_object")
        if shown is None:
            return
        certificate = shown.getpeercert(binary_form=True) or b""
        got = sha256(certificate).digest()
        if got not in self._pins:
            raise aiohttp.ServerFingerprintMismatch(self.fingerprint, got, "", 0)


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies for secure and for plain addresses, and the hosts reached without any.

    The addresses are ``http://`` URLs, possibly with a name and a password. An entry of
    `exempt` is a name, which means all below it too, an address or a network, each possibly
    with a port, or ``*`` for everything.
    """

    secure: SecretStr | None = None
    plain: SecretStr | None = None
    exempt: tuple[str, ...] = ()

    def choose(self, url: URL) -> URL | None:
        """Return the proxy for this address with its password, None for the direct way."""
        chosen = self.secure if url.scheme in _SECURE else self.plain
        if chosen is None or any(_covers(entry, url) for entry in self.exempt):
            return None
        return URL(chosen.get_secret_value())


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
        return True if self.ca_file is None else _trusting(self.ca_file)

    def proxy_for(self, url: URL | str) -> URL | None:
        """Return what requests take as ``proxy=`` for this address; it may hold a password."""
        return self.proxies.choose(URL(url))

    def connector(
        self, resolver: aiohttp.abc.AbstractResolver | None = None
    ) -> aiohttp.TCPConnector:
        """Return what opens connections by these rules, for a session of its own.

        Requests must take `ssl()` as well, or a CA file beside pins would not count. Raises
        OSError as that does.
        """
        if self.pin_sha256:
            return aiohttp.TCPConnector(resolver=resolver, ssl=Pins(self.pin_sha256))
        return aiohttp.TCPConnector(resolver=resolver, ssl=self.ssl())


NO_OPTIONS: Final = NetworkOptions()


@cache
def _trusting(ca_file: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(ca_file))


def _covers(entry: str, url: URL) -> bool:
    entry = entry.strip().lower()
    host, port = (url.host or "").lower().rstrip("."), url.port or _PORTS.get(url.scheme)
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
