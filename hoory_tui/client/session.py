"""Which server we speak to, and the rules every connection to it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import aiohttp
from yarl import URL

from hoory_tui import __version__
from hoory_tui.client.errors import Moved, UnusableAuthority
from hoory_tui.client.limits import CONNECT_SECONDS, REST_SECONDS
from hoory_tui.client.network import NO_OPTIONS, NetworkOptions
from hoory_tui.wire.hostnames import is_loopback

USER_AGENT: Final = f"hoory-tui/{__version__}"
REST_TIMEOUT: Final = aiohttp.ClientTimeout(total=REST_SECONDS, connect=CONNECT_SECONDS)
CABLE_TIMEOUT: Final = aiohttp.ClientTimeout(total=None)
"""A cable lives for days; its handshake has a limit of its own."""

_WEB_SCHEMES: Final = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
_CABLE_SCHEMES: Final = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


@dataclass(frozen=True, slots=True)
class Server:
    """The address of a server, with everything that follows from it.

    `url` is the base address, which may hold a path; `cable` is the whole address of the
    cable where that is not ``/cable`` below the base; `network` is how to get there. Raises
    ValueError for other schemes.
    """

    url: str
    cable: str | None = None
    network: NetworkOptions = NO_OPTIONS

    def __post_init__(self) -> None:
        for address in (self.url, self.cable):
            if address is not None and (
                URL(address).scheme not in _WEB_SCHEMES or not URL(address).host
            ):
                raise ValueError("a server's address begins with https:// and names a host")

    @property
    def host(self) -> str:
        """The name, with a port that is not the usual one, to show when speaking of the server."""
        return URL(self.origin).host_port_subcomponent or ""

    @property
    def is_plaintext(self) -> bool:
        """Whether anybody on the way can read all that is said, the token too."""
        url = URL(self.url)
        return url.scheme in ("http", "ws") and not is_loopback(url.host or "")

    @property
    def origin(self) -> str:
        """The scheme, host and port of the base address, as an Origin header has them."""
        return _web_origin(URL(self.url))

    @property
    def origins(self) -> frozenset[str]:
        """The only origins that may ever hear from us: the base's and the cable's."""
        return frozenset({self.origin, _web_origin(URL(self.cable_url))})

    @property
    def cable_url(self) -> str:
        """The address of the cable, with the scheme ws or wss."""
        url = URL(self.cable) if self.cable is not None else self.rest("/cable")
        return str(url.with_scheme(_CABLE_SCHEMES[url.scheme]))

    def rest(self, path: str) -> URL:
        """Return the address of an API path such as ``/api/v1/profile``, below the base's path."""
        return URL(self.url.rstrip("/") + path)


def open_session(
    server: Server,
    *,
    timeout: aiohttp.ClientTimeout = REST_TIMEOUT,
    resolver: aiohttp.abc.AbstractResolver | None = None,
) -> aiohttp.ClientSession:
    """Return a session that can reach this server only; close it when done.

    It holds no token, keeps no cookies and takes neither proxies nor passwords from the
    environment. A request or redirect to anywhere else raises Moved before a byte is sent.
    Raises Unreached where the certificates to trust cannot be read.
    """
    network = server.network
    try:
        connector = network.connector(resolver)
        network.ssl()
    except OSError:
        raise UnusableAuthority(str(network.ca_file)) from None
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": USER_AGENT},
        middlewares=(_pin(server.origins),),
        proxy=network.proxy_for(server.url),
        timeout=timeout,
        trust_env=False,
    )


def _pin(origins: frozenset[str]) -> aiohttp.ClientMiddlewareType:
    async def pin(
        request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        # Here rather than at the calls, because the websocket handshake follows redirects.
        if _web_origin(request.url) not in origins:
            raise Moved(_web_origin(request.url))
        return await handler(request)

    return pin


def _web_origin(url: URL) -> str:
    return str(url.with_scheme(_WEB_SCHEMES[url.scheme]).origin())
