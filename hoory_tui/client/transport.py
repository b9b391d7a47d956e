"""One request, one answer: the only place that speaks HTTP to the API."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import aiohttp
from multidict import CIMultiDictProxy
from pydantic import BaseModel, SecretStr

from hoory_tui.client.errors import HooryError, Unreadable
from hoory_tui.client.faults import explain_failure, explain_status
from hoory_tui.client.session import Server
from hoory_tui.wire.payload import WireError, read_json, read_payload
from hoory_tui.wire.server_clock import ServerClock

TOKEN_HEADER: Final = "api-access-token"  # noqa: S105
"""With hyphens: common proxies drop header names with underscores, servers take both."""

LARGEST_ANSWER: Final = 16 * 1024 * 1024
_CHUNK: Final = 64 * 1024

Param = str | int | bool | Sequence[str] | None
P = TypeVar("P", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: CIMultiDictProxy[str] = field(repr=False)
    body: bytes = field(repr=False)


class Transport:
    """Requests to one server in the name of one agent, or of nobody without a token.

    Every method raises HooryError and nothing else. A request is never repeated here; the
    library repeats those that change nothing when a kept-alive connection turns out dead.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        server: Server,
        token: SecretStr | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.server = server
        self.clock = ServerClock()
        """What the answers told about the server's clock, against `monotonic`."""
        self.monotonic = monotonic
        self._session = session
        self._token = token

    def replace_token(self, token: SecretStr) -> None:
        """Ask with another token from the next request on; those on their way keep the old one."""
        self._token = token

    async def get(self, path: str, **params: Param) -> object:
        """Return the JSON value at this path; parameters that are None are left out."""
        return self._decode(await self._exchange("GET", path, params=_query(params)))

    async def post(self, path: str, body: Mapping[str, object]) -> object:
        """Send a JSON object and return the JSON value answered, None for an empty answer."""
        answer = await self._exchange("POST", path, body=body)
        return self._decode(answer) if answer.body else None

    async def tell(self, path: str, body: Mapping[str, object]) -> None:
        """Send a JSON object whose answer, whatever it is, says nothing."""
        await self._exchange("POST", path, body=body)

    def read(self, model: type[P], data: object) -> P:
        """Return the model of this data; raises Unreadable when it is none."""
        try:
            return read_payload(model, data)
        except WireError as error:
            raise Unreadable(self.server.host, str(error)) from None

    def read_list(self, model: type[P], data: object) -> list[P]:
        """Return the models of a list, without the items that cannot be read."""
        if not isinstance(data, list):
            raise Unreadable(self.server.host, f"no list of {model.__name__}")
        found: list[P] = []
        for item in data:
            try:
                found.append(read_payload(model, item))
            except WireError:
                continue
        if data and not found:
            raise Unreadable(self.server.host, f"no {model.__name__} in the list")
        return found

    def unwrap(self, data: object, key: str) -> object:
        """Return what an object wraps under this key; raises Unreadable when it does not."""
        if not isinstance(data, dict) or key not in data:
            raise Unreadable(self.server.host, f"no {key} in the answer")
        return data[key]

    async def _exchange(
        self,
        method: str,
        path: str,
        *,
        params: list[tuple[str, str]] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> _Answer:
        token = self._token
        try:
            answer = await self._fetch(method, path, token, params, body)
        except (aiohttp.ClientError, OSError, HooryError) as error:
            problem = explain_failure(error, self.server.host)
        else:
            if 200 <= answer.status < 300:
                return answer
            problem = self._explain_status(path, answer, token)
        # Outside the handler and without its frames: the library's errors hold our headers.
        raise problem.with_traceback(None)

    async def _fetch(
        self,
        method: str,
        path: str,
        token: SecretStr | None,
        params: list[tuple[str, str]] | None,
        body: Mapping[str, object] | None,
    ) -> _Answer:
        asked_at = self.monotonic()
        async with self._session.request(
            method,
            self.server.rest(path),
            params=params,
            json=body,
            headers=_headers(token),
            allow_redirects=False,
        ) as response:
            # An answer that has an age was made for somebody else's question, some time ago.
            date = None if "Age" in response.headers else response.headers.get("Date")
            self.clock.learn(date, asked_at, self.monotonic())
            return _Answer(response.status, response.headers, await self._read_body(response))

    def _explain_status(self, path: str, answer: _Answer, token: SecretStr | None) -> HooryError:
        body = answer.body
        if token is not None:
            # A proxy's error page may repeat the request's headers.
            body = body.replace(token.get_secret_value().encode(), b"***")
        return explain_status(answer.status, answer.headers, body, self.server.rest(path))

    async def _read_body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        declared = response.content_length or 0
        if declared <= LARGEST_ANSWER:
            async for chunk in response.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    break
        if max(declared, len(body)) > LARGEST_ANSWER:
            response.close()
            raise Unreadable(self.server.host, "it is larger than 16 MiB")
        return bytes(body)

    def _decode(self, answer: _Answer) -> object:
        if answer.body.lstrip()[:1] == b"<":
            raise Unreadable(self.server.host, "it is a web page")
        try:
            return read_json(answer.body)
        except WireError as error:
            raise Unreadable(self.server.host, str(error)) from None


def _headers(token: SecretStr | None) -> dict[str, str]:
    headers = {"Accept": "application/json"}
    if token is not None:
        headers[TOKEN_HEADER] = token.get_secret_value()
    return headers


def _query(params: Mapping[str, Param]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in params.items():
        if value is None:
            continue
        if isinstance(value, bool):
            pairs.append((key, "true" if value else "false"))
        elif isinstance(value, str | int):
            pairs.append((key, str(value)))
        else:
            pairs += [(f"{key}[]", item) for item in value]
    return pairs
