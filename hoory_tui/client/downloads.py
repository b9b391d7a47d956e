"""Files fetched for the agent, from wherever the desk says they are, in nobody's name.

A stranger may have chosen the address.  So nothing goes with the question that is worth
anything, every hop is looked at before it is asked, and the answer has limits.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from yarl import URL

from hoory_tui.client.addresses import CheckingResolver, is_inner_name, refused
from hoory_tui.client.errors import (
    HooryError,
    NotFetched,
    TooLarge,
    Unreadable,
    UnusableAuthority,
)
from hoory_tui.client.faults import explain_failure
from hoory_tui.client.session import USER_AGENT, Server
from hoory_tui.client.statuses import explain_status
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.filenames import proposed_name
from hoory_tui.words import saying

MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_CHUNK: Final = 256 * 1024
_LONGEST_URL: Final = 8192
_CONNECT: Final = 10.0
_UNUSABLE: Final = saying("its address is none that can be used")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is taken: `size` in bytes, unpacked, the others in seconds."""

    size: int
    total: float = 900.0
    stall: float = 30.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that has begun to come in."""

    proposed_name: str
    """As it came: nothing to be used before it is cleaned."""
    length: int | None
    """The bytes that are announced, where that is known."""
    _response: aiohttp.ClientResponse = field(repr=False)
    _limit: int
    _host: str

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the file piece by piece; raises HooryError, TooLarge as soon as it is."""
        taken = 0
        problem: HooryError | None = None
        try:
            async for chunk in self._response.content.iter_chunked(_CHUNK):
                # These are the bytes after unpacking: a small answer can hold a huge file.
                taken += len(chunk)
                if taken > self._limit:
                    problem = TooLarge(self._limit)
                    break
                yield chunk
        except (aiohttp.ClientError, OSError) as error:
            problem = explain_failure(error, self._host)
        if problem is not None:
            self._response.close()
            # Outside the handler: the library's errors hold the address, a secret for some.
            raise problem.with_traceback(None)


@asynccontextmanager
async def open_download(
    server: Server,
    url: str,
    limits: Limits,
    *,
    resolver: aiohttp.abc.AbstractResolver | None = None,
) -> AsyncIterator[Incoming]:
    """Ask for the file at an address that the desk names; raises HooryError.

    Redirects are followed, at most `MOST_REDIRECTS` of them. `resolver` looks names up.
    """
    hop = _Hop(server, limits, resolver or aiohttp.ThreadedResolver())
    session, response = await hop.arrive(url)
    try:
        yield _incoming(response, url, limits)
    finally:
        response.close()
        await session.close()


class _Hop:
    """Asks at one address after the other, each by a session that is used for it alone."""

    def __init__(
        self, server: Server, limits: Limits, resolver: aiohttp.abc.AbstractResolver
    ) -> None:
        self._server = server
        self._limits = limits
        self._inner = resolver
        self._own = URL(server.origin)
        self._checking = CheckingResolver(resolver, self._own.host or "")
        self._until = asyncio.get_running_loop().time() + limits.total

    async def arrive(self, address: str) -> tuple[aiohttp.ClientSession, aiohttp.ClientResponse]:
        """Return the answer that is no redirect, and the session to close after it."""
        url = _parse(address, None)
        for _ in range(MOST_REDIRECTS + 1):
            await self._check(url)
            session = self._session(url)
            try:
                response = await self._ask(session, url)
                if 200 <= response.status < 300:
                    return session, response
                response.close()
                url = _next(response, url)
            except BaseException:
                await session.close()
                raise
            await session.close()
        raise NotFetched(saying("the server sends us from one address to the next without end"))

    async def _check(self, url: URL) -> None:
        """Raise NotFetched unless this address may be asked."""
        if url.origin() == self._own:
            return
        host = url.host or ""
        plain = self._own.scheme == "http"
        if url.scheme != "https" and not (plain and url.scheme == "http"):
            raise NotFetched(saying("its address is not a secure one, which begins with https://"))
        if host == self._own.host:
            return
        try:
            ipaddress.ip_address(host)
        except ValueError:
            # A proxy looks names up by itself; these mean nothing good to it.
            if self._server.network.proxy_for(url) is not None and is_inner_name(host):
                raise refused(_shown(url)) from None
        else:
            await self._checking.check(_shown(url), [host])

    def _session(self, url: URL) -> aiohttp.ClientSession:
        network, is_own = self._server.network, url.origin() == self._own
        proxy = network.proxy_for(url)
        resolver = self._inner if is_own or proxy is not None else self._checking
        try:
            if is_own:
                # The pinned certificate is the desk's, and nobody else can show it.
                connector = network.connector(resolver)
            else:
                connector = aiohttp.TCPConnector(
                    resolver=resolver, ssl=self._trust(), use_dns_cache=False
                )
        except OSError:
            raise UnusableAuthority(str(network.ca_file)) from None
        left = self._until - asyncio.get_running_loop().time()
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"},
            proxy=proxy,
            timeout=aiohttp.ClientTimeout(
                total=max(left, 0.01), connect=_CONNECT, sock_read=self._limits.stall
            ),
            trust_env=False,
        )

    def _trust(self) -> ssl.SSLContext | bool:
        ca_file = self._server.network.ca_file
        if ca_file is None:
            return True
        # Files may lie at the same company or at anybody's: its authority counts beside others.
        context = ssl.create_default_context()
        context.load_verify_locations(cafile=str(ca_file))
        return context

    async def _ask(self, session: aiohttp.ClientSession, url: URL) -> aiohttp.ClientResponse:
        network = self._server.network
        trust = network.ssl() if url.origin() == self._own else True
        try:
            response = await session.get(url, allow_redirects=False, ssl=trust)
        except aiohttp.InvalidURL:
            problem: HooryError = NotFetched(_UNUSABLE)
        except (aiohttp.ClientError, OSError, HooryError) as error:
            problem = explain_failure(error, _shown(url))
        else:
            status = response.status
            if 200 <= status < 300 or (status in _REDIRECTS and "Location" in response.headers):
                return response
            response.close()
            if 300 <= status < 400:
                problem = Unreadable(_shown(url), saying("it leads nowhere"))
            else:
                # Without the body: what a stranger's server says is not for the agent to read.
                problem = explain_status(status, response.headers, b"", str(url))
        raise problem.with_traceback(None)


def _incoming(response: aiohttp.ClientResponse, url: str, limits: Limits) -> Incoming:
    is_packed = response.headers.get("Content-Encoding", "identity").lower() != "identity"
    length = None if is_packed else response.content_length
    if (response.content_length or 0) > limits.size:
        raise TooLarge(limits.size)
    name = proposed_name(response.headers.get("Content-Disposition", ""), url)
    return Incoming(name, length, response, limits.size, _shown(response.url))


def _next(response: aiohttp.ClientResponse, url: URL) -> URL:
    location = _parse(response.headers["Location"], url)
    if url.scheme == "https" and location.scheme == "http":
        raise NotFetched(saying("a secure address led to one that is not"))
    return location


def _parse(address: str, base: URL | None) -> URL:
    try:
        url = URL(address[: _LONGEST_URL + 1].strip())
        url = url if base is None else base.join(url)
        is_usable = bool(url.host) and url.scheme in ("http", "https") and url.port is not None
    except ValueError:
        is_usable = False
    if not is_usable or len(address) > _LONGEST_URL:
        raise NotFetched(_UNUSABLE) from None
    if url.user is not None or url.password is not None:
        raise NotFetched(saying("its address holds a name or a password"))
    return url.with_fragment(None)


def _shown(url: URL) -> str:
    return clean_line(url.host_port_subcomponent or "")
