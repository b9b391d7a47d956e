"""The web server of one person on one machine: a page, and a console for each that opens it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from aiohttp import WSMsgType, web

from hoory_tui.web.gate import Gate
from hoory_tui.web.terminal import Terminal

HOST: Final = "127.0.0.1"
MOST_CONSOLES: Final = 8
"""How many pages may be open at once; each is a console of its own."""
FONT_SIZES: Final = range(8, 41)
_FOLDER: Final = Path(__file__).parent
_SMALLEST, _LARGEST = 1, 1000
_HEARTBEAT: Final = 15.0
_FAREWELL: Final = 1.0
"""Seconds for a page to say that it has heard of the end."""
_LARGEST_MESSAGE: Final = 1 << 20
_DEAF: Final = 5.0
"""Seconds for which a console may leave what was typed unread before the rest of it is lost."""
_FULL: Final = "There are as many consoles open as may be; close one of the pages.\n"


def static_folder() -> Path | None:
    """Return where the browser's half lies, None where textual-serve is not installed."""
    # Found, not imported: of that package only its page's script, style and font are used.
    found = importlib.util.find_spec("textual_serve")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "static"
    return folder if (folder / "js" / "textual.js").is_file() else None


class WebConsole:
    """Serves consoles that run this command, each on a terminal of its own."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        static: Path,
        *,
        font_size: int = 16,
        most: int = MOST_CONSOLES,
        complain: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.gate = Gate()
        self._command = tuple(command)
        self._environ = dict(environ)
        self._static = static
        self._font_size = font_size
        self._most = most
        self._complain = complain
        self._consoles: dict[asyncio.Task[None], web.WebSocketResponse] = {}
        self._let_in = 0
        """Pages that have their place, also those that are not open yet."""

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serve for as long as the block runs; gives the address to open. Raises OSError."""
        app = web.Application(middlewares=[self._at_the_gate])
        app.router.add_get(self.gate.path, self._page)
        app.router.add_get(f"{self.gate.path}page.css", self._style)
        app.router.add_get(f"{self.gate.path}ws", self._console)
        app.router.add_static(f"{self.gate.path}static", self._static)
        # The address holds the token, so nobody writes down what was asked for.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, port)
            await site.start()
            self.gate.listen_on(runner.addresses[0][1])
            yield self.gate.address
        finally:
            # They end as when their pages are closed, so that each saves what it has.
            for socket in list(self._consoles.values()):
                await socket.close()
            await asyncio.gather(*self._consoles, return_exceptions=True)
            await runner.cleanup()

    @web.middleware
    async def _at_the_gate(
        self, request: web.Request, handler: Callable[[web.Request], Any]
    ) -> web.StreamResponse:
        response: web.StreamResponse | None = self.gate.admit(request)
        if response is None:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                response = web.Response(status=error.status, text=f"{error.reason}\n")
        if not response.prepared:
            self.gate.guard(response)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        text = (_FOLDER / "page.html").read_text(encoding="utf-8")
        # The gate has let in no other names than ours.
        text = text.replace("@HOST@", request.host).replace("@PATH@", self.gate.path)
        text = text.replace("@FONT_SIZE@", str(self._font_size))
        return web.Response(text=text, content_type="text/html")

    async def _style(self, _: web.Request) -> web.Response:
        text = (_FOLDER / "page.css").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/css")

    async def _console(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") is None:
            # Every browser names it here; who does not is none.
            return self.gate.closed()
        if self._let_in >= self._most:
            return web.Response(status=503, text=_FULL)
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT, max_msg_size=_LARGEST_MESSAGE, timeout=_FAREWELL
        )
        self._let_in += 1
        try:
            await socket.prepare(request)
        except BaseException:
            self._let_in -= 1
            raise
        size = _size(request.query.get("width"), request.query.get("height"))
        # A task of its own: it has to end in order also where this request is cut off.
        task = asyncio.create_task(self._run(socket, size), name="console")
        self._consoles[task] = socket
        task.add_done_callback(self._forget)
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.shield(task)
        return socket

    def _forget(self, task: asyncio.Task[None]) -> None:
        del self._consoles[task]
        self._let_in -= 1

    async def _run(self, socket: web.WebSocketResponse, size: tuple[int, int]) -> None:
        try:
            terminal = await Terminal.open(self._command, self._environ, size)
        except OSError as error:
            self._complain(f"A console could not be started: {error.strerror}.")
            await socket.close()
            return
        showing = asyncio.create_task(_show(terminal, socket))
        try:
            await _hear(socket, terminal)
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)
            await terminal.close()
            await socket.close()


async def _show(terminal: Terminal, socket: web.WebSocketResponse) -> None:
    """Pass on what the console draws; a page that does not take it makes the console wait."""
    with contextlib.suppress(ConnectionError):
        while data := await terminal.read():
            await socket.send_bytes(data)
    await socket.close()


async def _hear(socket: web.WebSocketResponse, terminal: Terminal) -> None:
    async for message in socket:
        if message.type != WSMsgType.TEXT:
            continue
        try:
            kind, *values = json.loads(message.data)
        except (ValueError, TypeError, RecursionError):
            continue
        match kind, values:
            case "stdin", [str(typed)]:
                # Where nobody reads what is typed, the end of the page must be noticed still.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_DEAF):
                        await terminal.write(typed.encode("utf-8", "replace"))
            case "resize", [{"width": width, "height": height}]:
                terminal.resize(_size(width, height))
            case "ping", [str(mark)]:
                await socket.send_json(["pong", mark])


def _size(width: object, height: object) -> tuple[int, int]:
    """Return columns and lines that a terminal can have, whatever a page says."""
    usual = (80, 24)
    try:
        found = int(str(width)), int(str(height))
    except ValueError:
        return usual
    return found if all(_SMALLEST <= one <= _LARGEST for one in found) else usual
