"""Who may come in: whoever has the token, from a page of this very address."""

from __future__ import annotations

import hmac
import secrets
from typing import Final

from aiohttp import web

TOKEN: Final = "token"  # noqa: S105
"""The name of the token in the address."""
_BYTES: Final = 24
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # To a browser a page of another port is of the same site.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The terminal of the page sets sizes and colours as styles of its elements.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
_CLOSED: Final = (
    "This console is for the person who started it. Open the address that hoory-tui serve has "
    "printed: it holds a token.\n"
)


class Gate:
    """The token of one start, the mark that a browser gets for it, and the checks of both."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(_BYTES)
        # The address stays in the history of a browser, so what opens the door is another secret.
        self._mark = secrets.token_urlsafe(_BYTES)
        self.path = f"/{secrets.token_urlsafe(_BYTES)}/"
        """Where everything is. Browsers hand a cookie to every port, but to no other path."""
        self._port = 0

    def listen_on(self, port: int) -> None:
        """Tell which port is ours, which is known once it is listened on."""
        self._port = port

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names that this server may be called by; others are a trick of a web site's."""
        return tuple(f"{name}:{self._port}" for name in ("127.0.0.1", "localhost"))

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return f"http://{self.hosts[0]}/?{TOKEN}={self.token}"

    def admit(self, request: web.Request) -> web.Response | None:
        """Return None for whoever may come in, else what to answer."""
        if request.host not in self.hosts:
            return self.closed()
        origin = request.headers.get("Origin")
        if origin is not None and origin not in [f"http://{host}" for host in self.hosts]:
            return self.closed()
        if (given := request.query.get(TOKEN)) is not None:
            return self._marked() if _same(given, self.token) else self.closed()
        return None if _same(request.cookies.get(self._cookie, ""), self._mark) else self.closed()

    def closed(self) -> web.Response:
        """Return the answer for all who may not come in."""
        return web.Response(status=403, text=_CLOSED)

    @staticmethod
    def guard(response: web.StreamResponse) -> None:
        """Have the browser keep nothing, tell nobody and load nothing from elsewhere."""
        response.headers.update(_HEADERS)

    @property
    def _cookie(self) -> str:
        # Cookies do not know ports, and there may be two consoles.
        return f"hoory-tui-{self._port}"

    def _marked(self) -> web.Response:
        response = web.Response(status=303, headers={"Location": self.path})
        response.set_cookie(
            self._cookie, self._mark, httponly=True, samesite="Strict", path=self.path
        )
        return response


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
