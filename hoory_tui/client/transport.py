"""One request, one answer: the only place that speaks HTTP to the API."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import aiohttp
from multidict import CIMultiDictProxy
from pydantic import BaseModel, SecretStr

from hoory_tui.client.errors import Declined, HooryError, SignInRefused, TokenReplaced, Unreadable
from hoory_tui.client.faults import explain_failure
from hoory_tui.client.limits import LARGEST_ANSWER, TOKEN_HEADER
from hoory_tui.client.reporting import report, session_in
from hoory_tui.client.session import Server
from hoory_tui.client.statuses import explain_status, without_token
from hoory_tui.client.upload import UPLOAD_TIMEOUT, Form
from hoory_tui.wire.payload import WireError, read_json, read_payload
from hoory_tui.wire.server_clock import ServerClock
from hoory_tui.words import saying

_FAILURES: Final = (
    aiohttp.ClientError,
    # The library lets some of these through when a body turns out to break the rules.
    aiohttp.http_exceptions.HttpProcessingError,
    OSError,
    HooryError,
)

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
        self.unreadable: Counter[str] = Counter()
        """What of the answers could not be read so far, by kind; whoever counts it clears it."""
        self.left_out: Counter[str] = Counter()
        """Keys without which the answers could be read, likewise."""
        self.tokens = 0
        """Counts the tokens that took another one's place."""
        self.is_refused = False
        """Whether the token was refused; whoever looks into it clears it."""
        self._session = session
        self._token = token

    def replace_token(self, token: SecretStr) -> None:
        """Ask with another token from the next request on; those on their way keep the old one."""
        self._token = token
        self.tokens += 1
        self.is_refused = False

    async def get(self, path: str, **params: Param) -> object:
        """Return the JSON value at this path; parameters that are None are left out."""
        return self._decode(await self._exchange("GET", path, params=_query(params)))

    async def get_with_secrets(self, path: str) -> object:
        """Return the JSON value at this path, each secret in it as a SecretStr, not as stars."""
        return self._decode(await self._exchange("GET", path), with_secrets=True)

    async def post(self, path: str, body: Mapping[str, object]) -> object:
        """Send a JSON object and return the JSON value answered, None for an empty answer."""
        answer = await self._exchange("POST", path, body=body)
        return self._decode(answer) if answer.body else None

    async def post_for_secrets(self, path: str, body: Mapping[str, object]) -> object:
        """Do as `post`, with each secret of the answer as a SecretStr, not as stars."""
        answer = await self._exchange("POST", path, body=body)
        return self._decode(answer, with_secrets=True) if answer.body else None

    async def post_form(self, path: str, form: Form) -> object:
        """Send fields and files and return the JSON value answered.

        Takes as long as it takes; only silence ends it. Raises Spoiled when a file could not be
        read, so that the request never became whole.
        """
        try:
            return self._decode(await self._exchange("POST", path, form=form))
        except HooryError:
            if form.spoiled is None:
                raise
        raise form.spoiled.with_traceback(None)

    async def change(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> object:
        """Ask by ``PATCH``, ``PUT`` or ``DELETE`` and return the JSON value answered, if any."""
        answer = await self._exchange(method, path, body=body)
        return self._decode(answer) if answer.body else None

    async def tell(self, path: str, body: Mapping[str, object]) -> None:
        """Send a JSON object whose answer, whatever it is, says nothing."""
        await self._exchange("POST", path, body=body)

    def read(self, model: type[P], data: object) -> P:
        """Return the model of this data; raises Unreadable when it is none."""
        try:
            return read_payload(model, data, self._leave_out)
        except WireError as error:
            raise self._unreadable(error.args[0]) from None

    def read_list(self, model: type[P], data: object) -> list[P]:
        """Return the models of a list, without the items that cannot be read."""
        if not isinstance(data, list):
            raise self._unreadable(f"no list of {model.__name__}")
        found: list[P] = []
        for item in data:
            try:
                found.append(read_payload(model, item, self._leave_out))
            except WireError as error:
                self.unreadable[str(error)] += 1
        if data and not found:
            raise self._unreadable(f"no {model.__name__} in the list")
        return found

    def unwrap(self, data: object, key: str) -> object:
        """Return what an object wraps under this key; raises Unreadable when it does not."""
        if not isinstance(data, dict) or key not in data:
            raise self._unreadable(f"no {key} in the answer")
        return data[key]

    async def _exchange(
        self,
        method: str,
        path: str,
        *,
        params: list[tuple[str, str]] | None = None,
        body: Mapping[str, object] | None = None,
        form: Form | None = None,
    ) -> _Answer:
        token, began_at, status = self._token, time.monotonic(), 0
        try:
            answer = await self._fetch(method, path, token, params, body, form)
        except _FAILURES as error:
            problem = explain_failure(error, self.server.host)
        else:
            status = answer.status
            if 200 <= status < 300:
                report(method, path, time.monotonic() - began_at, None, status)
                return answer
            problem = self._explain_status(path, answer, token)
        if isinstance(problem, Declined) and problem.status == 401 and self._token is not token:
            # Refused was the one from before, and nobody needs to sign in for that.
            problem = TokenReplaced(problem.status)
        self.is_refused = self.is_refused or isinstance(problem, SignInRefused)
        report(method, path, time.monotonic() - began_at, problem, status)
        # Outside the handler and without its frames: the library's errors hold our headers.
        raise problem.with_traceback(None)

    async def _fetch(
        self,
        method: str,
        path: str,
        token: SecretStr | None,
        params: list[tuple[str, str]] | None,
        body: Mapping[str, object] | None,
        form: Form | None,
    ) -> _Answer:
        asked_at = self.monotonic()
        async with self._session.request(
            method,
            self.server.rest(path),
            params=params,
            json=body,
            data=form.body if form is not None else None,
            timeout=UPLOAD_TIMEOUT if form is not None else self._session.timeout,
            headers=_headers(token),
            allow_redirects=False,
            ssl=self.server.network.ssl(),
        ) as response:
            # An answer that has an age was made for somebody else's question, some time ago.
            date = None if "Age" in response.headers else response.headers.get("Date")
            self.clock.learn(date, asked_at, self.monotonic())
            return _Answer(response.status, response.headers, await self._read_body(response))

    def _explain_status(self, path: str, answer: _Answer, token: SecretStr | None) -> HooryError:
        body = answer.body
        for secret in (token.get_secret_value() if token is not None else "", session_in(path)):
            if secret:
                body = without_token(body, secret)
        return explain_status(answer.status, answer.headers, body, str(self.server.rest(path)))

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
            raise self._unreadable(saying("it is larger than 16 MiB"))
        return bytes(body)

    def _decode(self, answer: _Answer, *, with_secrets: bool = False) -> object:
        if answer.body.lstrip()[:1] == b"<":
            raise self._unreadable(saying("it is a web page"))
        try:
            return read_json(answer.body, with_secrets=with_secrets)
        except WireError as error:
            raise self._unreadable(error.args[0]) from None

    def _unreadable(self, problem: str) -> Unreadable:
        self.unreadable[problem] += 1
        return Unreadable(self.server.host, problem)

    def _leave_out(self, problem: str) -> None:
        self.left_out[problem] += 1


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
