"""Questions to a server by the standard library alone, for programs that ask once and end.

The rules are those of `session` and `transport`: one server and no redirect, the same trust,
pins and proxies, the same limits and the same errors. What it spares is a loop and a library
whose loading takes longer than most questions.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from hoory_tui import __version__
from hoory_tui.client.errors import (
    HooryError,
    Interrupted,
    NotAllowed,
    SignInRefused,
    TimedOut,
    Unreadable,
)
from hoory_tui.client.limits import CONNECT_SECONDS, LARGEST_ANSWER, REST_SECONDS, TOKEN_HEADER
from hoory_tui.client.network import NO_OPTIONS, Hidden, NetworkOptions
from hoory_tui.client.plain_socket import Place, open_socket, proxy_credentials
from hoory_tui.client.statuses import explain_status, host_shown, without_token
from hoory_tui.wire.plain_json import WireError, read_plain_json
from hoory_tui.words import saying

_CHUNK: Final = 64 * 1024
_SCHEMES: Final = {"http": "http", "https": "https", "ws": "http", "wss": "https"}

Param = str | int | bool | Sequence[str] | None


class PlainClient:
    """Questions to one server in the name of one agent, one after the other.

    Every method raises HooryError and nothing else. Nothing here changes anything on the server,
    so a question that ran into a kept connection's end is put once more.
    """

    def __init__(
        self,
        url: str,
        token: Hidden,
        network: NetworkOptions = NO_OPTIONS,
        *,
        seconds: float = REST_SECONDS,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise ValueError("a server's address begins with https:// and names a host")
        self._place = Place(_SCHEMES[parts.scheme], parts.hostname, parts.port)
        self._base = parts.path.rstrip("/")
        self.host = host_shown(parts)
        """The name, with a port that is not the usual one, to show when speaking of the server."""
        self._token = token
        self._network = network
        self._seconds = seconds
        self._proxy = network.proxies.choose(*self._place.parts)
        self._line: HTTPConnection | None = None

    def get(self, path: str, **params: Param) -> object:
        """Return the JSON value at this path; parameters that are None are left out."""
        query = urlencode(_pairs(params))
        return self._ask("GET", f"{path}?{query}" if query else path)

    def look_up(self, path: str, body: Mapping[str, object]) -> object:
        """Return the JSON value for a question that is too long for an address."""
        return self._ask("POST", path, json.dumps(body).encode())

    def profile(self) -> object:
        """Return the profile of the agent; raises SignInRefused for a bad token."""
        try:
            return self.get("/api/v1/profile")
        except NotAllowed as error:
            if error.status != 401:
                raise
        # Nobody is forbidden their own profile, so here every 401 is about the token.
        raise SignInRefused

    def unreadable(self, problem: str) -> Unreadable:
        """Return the error for an answer that is not what this server's API would say."""
        return Unreadable(self.host, problem)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, method: str, path: str, body: bytes | None = None) -> object:
        was_open = self._line is not None
        problem, answer = self._exchange(method, path, body)
        if was_open and isinstance(problem, Interrupted):
            problem, answer = self._exchange(method, path, body)
        if problem is not None:
            # Without the frames of where it happened: they hold our headers.
            raise problem.with_traceback(None) from None
        return answer

    def _exchange(
        self, method: str, path: str, body: bytes | None
    ) -> tuple[HooryError | None, object]:
        try:
            status, headers, content = self._fetch(method, self._base + path, body)
            if not 200 <= status < 300:
                content = without_token(content, self._token.get_secret_value())
                return explain_status(status, headers, content, self._address(path)), None
            return None, self._decode(content)
        except HooryError as error:
            problem = error
        except TimeoutError:
            problem = TimedOut(self.host)
        except (ConnectionError, IncompleteRead):
            problem = Interrupted(self.host)
        except (HTTPException, ValueError):
            problem = self.unreadable(saying("it does not follow the rules of HTTP"))
        except OSError:
            problem = Interrupted(self.host)
        self.close()
        return problem, None

    def _fetch(
        self, method: str, target: str, body: bytes | None
    ) -> tuple[int, Mapping[str, str], bytes]:
        until = time.monotonic() + self._seconds
        line = self._connect()
        headers = {
            "Host": self.host,
            "User-Agent": f"hoory-tui/{__version__}",
            "Accept": "application/json",
            "Connection": "keep-alive",
            TOKEN_HEADER: self._token.get_secret_value(),
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._proxy is not None and self._place.scheme == "http":
            headers.update(proxy_credentials(self._proxy))
            target = f"http://{self.host}{target}"
        line.request(method, target, body, headers)
        line.sock.settimeout(_left(until))
        answer = line.getresponse()
        try:
            content = self._read(answer, until, line)
        finally:
            # Not closed by itself when the last byte is read, and then nothing more could be asked.
            answer.close()
        if answer.will_close:
            self.close()
        return answer.status, answer.headers, content  # type: ignore[return-value]

    def _connect(self) -> HTTPConnection:
        if self._line is None:
            found = open_socket(self._place, self.host, self._network, self._proxy, CONNECT_SECONDS)
            line = HTTPConnection(self._place.host, self._place.port)
            line.sock = found
            line.auto_open = 0
            self._line = line
        self._line.sock.settimeout(self._seconds)
        return self._line

    def _read(self, answer: HTTPResponse, until: float, line: HTTPConnection) -> bytes:
        body = bytearray()
        declared = answer.length or 0
        while declared <= LARGEST_ANSWER and len(body) <= LARGEST_ANSWER:
            # An answer that ends the connection has taken the socket for its own.
            if line.sock is not None:
                line.sock.settimeout(_left(until))
            chunk = answer.read1(_CHUNK)
            if not chunk:
                break
            body += chunk
        if max(declared, len(body)) > LARGEST_ANSWER:
            self.close()
            raise self.unreadable(saying("it is larger than 16 MiB"))
        if answer.length:
            raise Interrupted(self.host)
        return bytes(body)

    def _decode(self, body: bytes) -> object:
        if body.lstrip()[:1] == b"<":
            raise self.unreadable(saying("it is a web page"))
        try:
            return read_plain_json(body)
        except WireError as error:
            raise self.unreadable(error.args[0]) from None

    def _address(self, path: str) -> str:
        return f"{self._place.scheme}://{self.host}{self._base}{quote(path.partition('?')[0])}"


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _pairs(params: Mapping[str, Param]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in params.items():
        if isinstance(value, bool):
            pairs.append((key, "true" if value else "false"))
        elif isinstance(value, str | int):
            pairs.append((key, str(value)))
        elif value is not None:
            pairs += [(f"{key}[]", item) for item in value]
    return pairs
