"""Whatever error the library raises, what we make of it holds no header and no address's query."""

from __future__ import annotations

import inspect
import os
import ssl
import traceback
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey, RequestInfo
from multidict import CIMultiDict, CIMultiDictProxy
from pydantic import SecretStr
from yarl import URL

from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.client.faults import explain_failure
from hoory_tui.client.session import Server
from hoory_tui.client.transport import Transport

CANARY = "cAnArY4711"
_HEADERS = CIMultiDictProxy(CIMultiDict({"api-access-token": CANARY, "Set-Cookie": CANARY}))
_URL = URL(f"https://desk.example/api?token={CANARY}")
_INFO = RequestInfo(_URL, "GET", _HEADERS, _URL)
_KEY = ConnectionKey(
    "desk.example", 443, True, True, URL(f"http://me:{CANARY}@proxy.lan:1"), None, None
)


def made(kind: type[Exception]) -> Exception:
    """Return an error of this class that knows as much as the library ever tells one."""
    if issubclass(kind, aiohttp.ClientResponseError):
        return kind(_INFO, (), status=407, message=CANARY, headers=_HEADERS)
    if issubclass(kind, aiohttp.ClientConnectorCertificateError):
        return kind(_KEY, ssl.SSLCertVerificationError(1, CANARY))
    if kind is aiohttp.client_exceptions.UnixClientConnectorError:
        return kind(CANARY, _KEY, OSError(111, CANARY))
    if issubclass(kind, aiohttp.ClientConnectorError):
        return kind(_KEY, OSError(111, CANARY))
    if issubclass(kind, aiohttp.ServerFingerprintMismatch):
        return kind(b"x" * 32, b"y" * 32, CANARY, 443)
    if issubclass(kind, aiohttp.InvalidURL):
        return kind(_URL, CANARY)
    if issubclass(kind, aiohttp.http_exceptions.HttpProcessingError):
        return kind(code=400, message=CANARY, headers=CIMultiDict(_HEADERS))
    return kind(CANARY)


def _kinds() -> Iterator[type[Exception]]:
    for _, one in inspect.getmembers(aiohttp.client_exceptions, inspect.isclass):
        if issubclass(one, (aiohttp.ClientError, OSError)):
            yield one
    for _, one in inspect.getmembers(aiohttp.http_exceptions, inspect.isclass):
        if issubclass(one, aiohttp.http_exceptions.HttpProcessingError) and one.__init__ is (
            aiohttp.http_exceptions.HttpProcessingError.__init__
        ):
            yield one
    yield from (OSError, ConnectionResetError, BrokenPipeError, TimeoutError, ssl.SSLError)


KINDS = sorted(set(_kinds()), key=lambda one: one.__name__)


class Broken:
    """A session in which every request ends by one error."""

    timeout = aiohttp.ClientTimeout()

    def __init__(self, error: Exception) -> None:
        self._error = error

    def request(self, *_: object, **options: Any) -> Any:
        assert options["headers"]
        raise self._error


def everything(error: BaseException) -> str:
    """Return all that a report could print of an error, its causes and its variables."""
    parts, one = [], [error]
    while one:
        each = one.pop()
        told = traceback.TracebackException.from_exception(each, capture_locals=True)
        ours = "".join(told.format()).partition(f"hoory_tui{os.sep}client{os.sep}transport.py")[2]
        parts += [str(each), repr(each), repr(each.args), repr(vars(each)), ours]
        one += [inner for inner in (each.__cause__, each.__context__) if inner is not None]
    return "\n".join(parts)


def test_the_list_is_the_librarys_own() -> None:
    assert len(KINDS) >= 30
    names = {one.__name__ for one in KINDS}
    assert names >= {
        *("ClientConnectorDNSError", "ClientConnectorError", "ClientConnectorCertificateError"),
        *("ServerFingerprintMismatch", "SocketTimeoutError", "ConnectionTimeoutError"),
        *("ServerDisconnectedError", "ClientOSError", "ClientPayloadError", "ContentTypeError"),
        *("InvalidURL", "WSServerHandshakeError", "ClientHttpProxyError", "TimeoutError"),
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
async def test_no_header_gets_into_what_we_raise(kind: type[Exception]) -> None:
    library = made(kind)
    assert CANARY in repr(library) + str(library) + repr(vars(library)) + repr(library.args)
    session: Any = Broken(library)
    transport = Transport(session, Server("https://desk.example"), SecretStr(CANARY))
    with pytest.raises(HooryError) as caught:
        await transport.get("/api/v1/profile")
    assert CANARY not in everything(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.sentence == explain_failure(library, "desk.example").sentence


async def test_what_the_server_says_of_our_headers_is_not_repeated() -> None:
    refusal = SignInRefused("")
    session: Any = Broken(refusal)
    transport = Transport(session, Server("https://desk.example"), SecretStr(CANARY))
    with pytest.raises(SignInRefused) as caught:
        await transport.get("/api/v1/profile")
    assert CANARY not in everything(caught.value)
