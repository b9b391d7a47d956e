"""What a server said, put into our own words: its statuses, and what stands beside them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from hoory_tui.client.errors import (
    PROXY_SIGN_IN,
    HooryError,
    Invalid,
    Moved,
    NotAllowed,
    NotFound,
    ProxyRefused,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
)
from hoory_tui.client.network import USUAL_PORTS
from hoory_tui.lazily import pattern
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.hostnames import to_ascii
from hoory_tui.wire.plain_json import WireError, read_plain_json
from hoory_tui.wire.server_clock import read_http_date
from hoory_tui.words import saying

LONGEST_PAUSE: Final = 300.0
"""Seconds; a server's wish for a longer pause is not honoured."""

_LONGEST_QUOTE: Final = 160
# Servers of this family say 401 for "not for you" as well as for "who are you".
_ABOUT_SIGN_IN: Final = pattern(
    r"token|sign.?in|log.?in|session|credential|password|authenticat", re.IGNORECASE
)


def explain_status(status: int, headers: Mapping[str, str], body: bytes, url: str) -> HooryError:
    """Return the error that an answer with such a status stands for; redirects are one, too."""
    if 300 <= status < 400:
        return Moved(_target(headers.get("Location", ""), url))
    if status == PROXY_SIGN_IN:
        return ProxyRefused(status)
    if status >= 500:
        return ServerFailed(status, read_retry_after(headers))
    words = read_complaint(body)
    match status:
        case 401:
            return (SignInRefused if _ABOUT_SIGN_IN.search(words) else NotAllowed)(words, status)
        case 402 | 403:
            return NotAllowed(words, status)
        case 404 | 405 | 410:
            return NotFound(words, status)
        case 408:
            return TimedOut(host_shown(urlsplit(url)))
        case 413:
            return Invalid(words or saying("it is too large"), status)
        case 429:
            return TooManyRequests(read_retry_after(headers))
    return Invalid(words, status)


def without_token(body: bytes, token: str) -> bytes:
    """Return a body with stars for the token: an error page may repeat the request's headers."""
    for spelling in (token, json.dumps(token)[1:-1], quote(token, safe="")):
        body = body.replace(spelling.encode(), b"***")
    return body


def read_complaint(body: bytes) -> str:
    """Return the server's own words out of an error's body, cleaned and short; "" if none.

    They come as ``error``, ``errors`` or ``message``, each a string, a list or an object.
    """
    try:
        data = read_plain_json(body)
    except WireError:
        text = body.decode(errors="replace").strip()
        # A web page is no complaint.
        return _shorten(text.splitlines()[0]) if text and not text.startswith("<") else ""
    if not isinstance(data, dict):
        return ""
    for key in ("error", "errors", "message"):
        words = _words(data.get(key))
        if words:
            return _shorten(words)
    return ""


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the pause the server asks for, in seconds up to LONGEST_PAUSE, or None."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return min(float(asked), LONGEST_PAUSE)
    until = read_http_date(asked)
    if until is None:
        return None
    # The server's own clock where it shows it: ours may be hours off.
    now = read_http_date(headers.get("Date", ""))
    return min(max(0.0, until - (time.time() if now is None else now)), LONGEST_PAUSE)


def _words(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        parts = ((str(key), _words(item)) for key, item in value.items())
        return ", ".join(f"{key}: {words}" for key, words in parts if words)
    return ""


def _shorten(words: str) -> str:
    words = clean_line(words).rstrip(". ")
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"


def _target(location: str, url: str) -> str:
    try:
        target, here = urlsplit(urljoin(url, location)), urlsplit(url)
        if not target.hostname or (target.scheme, host_shown(target)) == (
            here.scheme,
            host_shown(here),
        ):
            return ""
        # Only the origin: paths and queries of redirects carry one-time secrets.
        return clean_line(f"{target.scheme}://{host_shown(target)}")
    except ValueError:
        return ""


def host_shown(parts: SplitResult) -> str:
    """Return a host as it is shown, with a port that is not the usual one.

    Raises ValueError for what is no host.
    """
    host = to_ascii(
        f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    )
    port = parts.port
    return host if port in (None, USUAL_PORTS.get(parts.scheme)) else f"{host}:{port}"
