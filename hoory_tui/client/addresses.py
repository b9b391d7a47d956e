"""Which machines a file may be fetched from: those of the open internet, and the desk's own.

Whoever sends a link may let it lead into the network that the agent sits in.  An address is
judged where the connection is made, so that no name can mean another one a moment later.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

from aiohttp.abc import AbstractResolver, ResolveResult

from hoory_tui.client.errors import NotFetched
from hoory_tui.words import saying

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_IPV4_INSIDE: Final = ipaddress.ip_network("64:ff9b::/96")
"""What networks that only speak IPv6 write before the address of a machine that does not."""
_LOCAL_NAMES: Final = ("localhost", "localdomain", "local", "internal", "home.arpa", "lan")


def is_public(text: str) -> bool:
    """Tell whether an address belongs to the open internet; False for what is none."""
    try:
        address = _unwrapped(ipaddress.ip_address(text))
    except ValueError:
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )


def is_inner_name(host: str) -> bool:
    """Tell whether a name can only mean something in the network around us."""
    name = host.lower().rstrip(".")
    return any(name == one or name.endswith(f".{one}") for one in _LOCAL_NAMES)


def refused(host: str) -> NotFetched:
    """The error for a host that is not to be asked."""
    return NotFetched(
        saying("it is said to lie on {host}, which is inside a private network", host=host)
    )


class CheckingResolver(AbstractResolver):
    """Looks names up and gives only addresses that may be connected to; raises NotFetched.

    `own_host` is the desk's: what is inside is allowed where the desk itself is.
    """

    def __init__(self, inner: AbstractResolver, own_host: str) -> None:
        self._inner = inner
        self._own_host = own_host

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return what was found; one inner address among others is enough to refuse them all."""
        found = await self._inner.resolve(host, port, family)
        await self.check(host, [one["host"] for one in found])
        return found

    async def check(self, host: str, addresses: list[str]) -> None:
        """Raise NotFetched unless every address is public or the desk's own."""
        inner = {_plain(address) for address in addresses if not is_public(address)}
        if inner and not inner <= await self._own_addresses():
            raise refused(host)

    async def close(self) -> None:
        """Close what it asks."""
        await self._inner.close()

    async def _own_addresses(self) -> set[str]:
        try:
            return {_plain(str(ipaddress.ip_address(self._own_host)))}
        except ValueError:
            pass
        try:
            found = await self._inner.resolve(self._own_host, 0, socket.AF_UNSPEC)
        except OSError:
            return set()
        return {_plain(one["host"]) for one in found}


def _unwrapped(address: _Address) -> _Address:
    """Return the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    within = address.ipv4_mapped or address.sixtofour
    if within is None and address.teredo is not None:
        within = address.teredo[1]
    if within is None and address in _IPV4_INSIDE:
        within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return within or address


def _plain(text: str) -> str:
    try:
        return str(_unwrapped(ipaddress.ip_address(text)))
    except ValueError:
        return text
