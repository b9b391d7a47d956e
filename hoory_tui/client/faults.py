"""What went wrong on the way, put into our own words: the exceptions of the library."""

from __future__ import annotations

import aiohttp
from yarl import URL

from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Interrupted,
    Moved,
    Obstacle,
    ProxyRefused,
    TimedOut,
    Unreadable,
    UntrustedCertificate,
    WrongPin,
)
from hoory_tui.words import saying


def explain_failure(error: Exception, host: str) -> HooryError:
    """Return the error to raise, ``from None``, for one that a request ran into."""
    match error:
        case HooryError():
            return error
        case aiohttp.ServerFingerprintMismatch():
            return WrongPin(host)
        case aiohttp.ClientConnectorCertificateError():
            return UntrustedCertificate(host)
        case aiohttp.ClientHttpProxyError():
            return ProxyRefused(error.status)
        case aiohttp.ClientProxyConnectionError():
            return CannotConnect(host, Obstacle.PROXY)
        case aiohttp.ClientConnectorDNSError():
            # The only other name that is ever looked up is the proxy's.
            is_server = error.host.lower() == URL.build(scheme="x", authority=host).raw_host
            return CannotConnect(host, Obstacle.DNS if is_server else Obstacle.PROXY)
        case aiohttp.ClientSSLError():
            return CannotConnect(host, Obstacle.TLS)
        case aiohttp.ConnectionTimeoutError():
            return CannotConnect(host, Obstacle.SLOW)
        case aiohttp.ClientConnectorError():
            return CannotConnect(host, Obstacle.REFUSED)
        case aiohttp.TooManyRedirects() | aiohttp.RedirectClientError():
            return Moved("")
        case aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError():
            return CannotConnect(host, Obstacle.ADDRESS)
        case TimeoutError():
            return TimedOut(host)
        case aiohttp.ClientResponseError():
            return Unreadable(host, saying("it does not follow the rules of HTTP"))
    return Interrupted(host)
