"""Misbehaviour on demand: failing, slow and lost answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from aiohttp import web

from .web_tools import answer


@dataclass(slots=True)
class Fault:
    """One kind of trouble waiting for its requests."""

    method: str
    path_part: str
    times: int
    status: int | None = None
    body: object = None
    seconds: float = 0.0
    lose_answer: bool = False

    def takes(self, request: web.Request) -> bool:
        """Return whether a request meets this trouble."""
        return (
            self.times > 0
            and self.method.upper() in ("*", request.method)
            and self.path_part in request.path
        )


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
    """Delay, then return the failing answer if the trouble is one."""
    if fault.seconds:
        await asyncio.sleep(fault.seconds)
    return None if fault.status is None else failing_answer(fault.status, fault.body)


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
