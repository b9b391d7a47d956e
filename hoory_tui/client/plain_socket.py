"""A connected socket by the rules of a login: whom to trust, and through which proxy to go."""

from __future__ import annotations

import socket
import ssl
from base64 import b64encode
from hashlib import sha256
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from hoory_tui.client.errors import (
    CannotConnect,
    Obstacle,
    ProxyRefused,
    UntrustedCertificate,
    UnusableAuthority,
    WrongPin,
)
from hoory_tui.client.network import USUAL_PORTS, NetworkOptions


class Place(NamedTuple):
    """Where a server is; without a port the usual one of the scheme, which is http or https."""

    scheme: str
    host: str
    given_port: int | None

    @property
    def parts(self) -> tuple[str, str, int]:
        """The scheme, the host and the port."""
        return self.scheme, self.host, self.port

    @property
    def port(self) -> int:
        """The port to connect to."""
        return self.given_port or USUAL_PORTS[self.scheme]


def open_socket(
    place: Place, shown: str, network: NetworkOptions, proxy: str | None, seconds: float
) -> socket.socket:
    """Return a socket on which the server can be asked; raises Unreached and what is below it.

    `shown` names the server in sentences, `seconds` is the patience with each step.
    """
    rules = _rules(network) if place.scheme == "https" else None
    if proxy is None:
        line = _call(place.host, place.port, shown, seconds)
    else:
        parts = urlsplit(proxy)
        assert parts.hostname is not None
        line = _call(parts.hostname, parts.port or 80, shown, seconds, is_proxy=True)
    try:
        if rules is None:
            return line
        if proxy is not None:
            _ask_proxy(line, place, proxy, shown)
        return _secured(line, rules, place, shown, network.pin_sha256)
    except BaseException:
        line.close()
        raise


def proxy_credentials(proxy: str) -> dict[str, str]:
    """Return the header with the name and the password in a proxy's address, empty for none."""
    parts = urlsplit(proxy)
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _call(
    host: str, port: int, shown: str, seconds: float, *, is_proxy: bool = False
) -> socket.socket:
    obstacle = Obstacle.PROXY if is_proxy else Obstacle.REFUSED
    try:
        # Of bytes nobody asks for another spelling, which would be a load of its own.
        name = host.encode("ascii") if host.isascii() else host
        line = socket.create_connection((name, port), seconds)  # type: ignore[arg-type]
    except socket.gaierror:
        obstacle = Obstacle.PROXY if is_proxy else Obstacle.DNS
    except TimeoutError:
        obstacle = Obstacle.SLOW
    except OSError:
        pass
    except (ValueError, OverflowError):
        obstacle = Obstacle.ADDRESS
    else:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line
    raise CannotConnect(shown, obstacle)


def _ask_proxy(line: socket.socket, place: Place, proxy: str, shown: str) -> None:
    host = f"[{place.host}]" if ":" in place.host else place.host
    target = f"{host}:{place.port}"
    headers = {"Host": target, **proxy_credentials(proxy)}
    lines = [f"CONNECT {target} HTTP/1.1", *(f"{key}: {value}" for key, value in headers.items())]
    try:
        line.sendall("\r\n".join([*lines, "", ""]).encode("ascii"))
        answer = HTTPResponse(line, method="CONNECT")
        try:
            answer.begin()
            status = answer.status
        finally:
            answer.close()
    except TimeoutError:
        raise CannotConnect(shown, Obstacle.SLOW) from None
    except (OSError, HTTPException):
        raise CannotConnect(shown, Obstacle.PROXY) from None
    if status != 200:
        raise ProxyRefused(status)


def _rules(network: NetworkOptions) -> ssl.SSLContext:
    if network.ca_file is not None:
        try:
            return network.ssl()  # type: ignore[return-value]
        except OSError:
            raise UnusableAuthority(str(network.ca_file)) from None
    context = ssl.create_default_context()
    if network.pin_sha256:
        # The pin says more than any signature would.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _secured(
    line: socket.socket,
    rules: ssl.SSLContext,
    place: Place,
    shown: str,
    pins: tuple[bytes, ...],
) -> socket.socket:
    try:
        secured = rules.wrap_socket(line, server_hostname=place.host)
    except ssl.SSLCertVerificationError:
        problem: Exception = UntrustedCertificate(shown)
    except TimeoutError:
        problem = CannotConnect(shown, Obstacle.SLOW)
    except (ssl.SSLError, ValueError):
        problem = CannotConnect(shown, Obstacle.TLS)
    except OSError:
        problem = CannotConnect(shown, Obstacle.REFUSED)
    else:
        if not pins or sha256(secured.getpeercert(binary_form=True) or b"").digest() in pins:
            return secured
        secured.close()
        problem = WrongPin(shown)
    raise problem
