"""Troubles on demand for REST calls: failures before and after the deed, broken answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum

from aiohttp import web

from .web_tools import answer


class Spoiling(Enum):
    """What befalls an answer that is ready to leave."""

    NOTHING = "nothing"
    LOST = "lost"
    """The connection is cut instead."""
    CUT = "cut"
    """The connection ends in the middle of the body."""
    DRIP = "drip"
    """The body leaves a byte at a time."""


@dataclass(slots=True)
class Fault:
    """One kind of trouble waiting for its requests."""

    method: str
    path_part: str
    times: int
    status: int | None = None
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    after_deed: bool = False
    """The request is obeyed before it is answered by the failure."""
    lose_events: bool = False
    """The events that obeying causes reach nobody."""
    seconds: float = 0.0
    """Before the request is obeyed."""
    stall: float = 0.0
    """After it was obeyed and before the first byte of the answer, in seconds."""
    spoiling: Spoiling = Spoiling.NOTHING
    drip_seconds: float = 1.0

    def takes(self, request: web.Request) -> bool:
        """Return whether a request meets this trouble."""
        return (
            self.times > 0
            and self.method.upper() in ("*", request.method)
            and self.path_part in request.path
        )

    def failure(self) -> web.Response | None:
        """Return the failing answer, if this trouble is one."""
        if self.status is None:
            return None
        failing = failing_answer(self.status, self.body)
        failing.headers.update(self.headers)
        return failing


class Faults:
    """The troubles that wait; each request meets the first one that takes it."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Let a trouble wait for its requests."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Forget all troubles."""
        self._waiting.clear()

    def meet(self, request: web.Request) -> Fault | None:
        """Return the trouble this request meets, using it up once."""
        for fault in self._waiting:
            if fault.takes(request):
                fault.times -= 1
                if fault.times == 0:
                    self._waiting.remove(fault)
                return fault
        return None


async def before(fault: Fault) -> web.Response | None:
    """Delay, then return the failing answer if the request is not to be obeyed."""
    if fault.seconds:
        await asyncio.sleep(fault.seconds)
    return None if fault.after_deed else fault.failure()


async def after(
    fault: Fault, request: web.Request, response: web.StreamResponse
) -> web.StreamResponse:
    """Return what becomes of the answer to a request that was obeyed."""
    if fault.after_deed:
        response = fault.failure() or response
    if fault.stall:
        await asyncio.sleep(fault.stall)
    if request.transport is None or not isinstance(response, web.Response):
        return response
    body = response.body
    match fault.spoiling:
        case Spoiling.LOST:
            request.transport.abort()
        case Spoiling.CUT if isinstance(body, bytes):
            return await _cut(request, request.transport, response, body)
        case Spoiling.DRIP if isinstance(body, bytes):
            return await _drip(request, response, body, fault.drip_seconds)
    return response


async def _cut(
    request: web.Request, transport: asyncio.Transport, response: web.Response, body: bytes
) -> web.StreamResponse:
    partial = _beginning(response, len(body))
    partial.force_close()
    await partial.prepare(request)
    await partial.write(body[: len(body) // 2])
    transport.close()
    return partial


async def _drip(
    request: web.Request, response: web.Response, body: bytes, seconds: float
) -> web.StreamResponse:
    dripping = _beginning(response, len(body))
    await dripping.prepare(request)
    for number in range(len(body)):
        await dripping.write(body[number : number + 1])
        await asyncio.sleep(seconds)
    return dripping


def _beginning(response: web.Response, length: int) -> web.StreamResponse:
    headers = {"Content-Type": response.headers["Content-Type"], "Content-Length": str(length)}
    return web.StreamResponse(status=response.status, headers=headers)


def failing_answer(status: int, body: object) -> web.Response:
    """Return an error shaped like the real one of that status, unless a body is given."""
    if body is not None:
        if isinstance(body, str):
            return web.Response(text=body, status=status, content_type="text/html")
        return answer(body, status)
    if status == 429:
        return web.Response(text="Retry later\n", status=429, content_type="text/plain")
    texts = {
        401: "Invalid Access Token",
        403: "Forbidden",
        404: "Resource could not be found",
        422: "Validation failed",
    }
    if status in texts:
        return answer({"error": texts[status]}, status)
    page = (
        f"<html>\n<head><title>{status}</title></head>\n<body><h1>{status}</h1></body>\n</html>\n"
    )
    return web.Response(text=page, status=status, content_type="text/html")
