"""What the log may hold of a request: its method, the pattern of its path, how it ended, when."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from hoory_tui.client.errors import Declined, HooryError, ProxyRefused, ServerFailed

_log: Final = logging.getLogger(__name__)
# Where nobody set up a log, as in a command or another's program, nothing goes to the terminal.
logging.getLogger("hoory_tui").addHandler(logging.NullHandler())

_SHORTEST: Final = 6
_WORDS: Final = frozenset(
    [
        *("api", "v1", "v2", "public", "auth", "sign_in", "profile", "availability", "accounts"),
        *("conversations", "messages", "contacts", "inboxes", "agents", "teams", "labels"),
        *("notifications", "read_all", "search", "filter", "meta", "assignments", "mute", "unmute"),
        *("toggle_status", "toggle_typing", "toggle_typing_status", "toggle_priority", "unread"),
        *("update_last_seen", "attachments", "participants", "unread_count", "cable", "retry"),
        *("canned_responses", "custom_attributes", "transcript", "inbox_members", "direct_uploads"),
    ]
)


Listener = Callable[[str, str, int, float], None]
"""Takes a request's method, the pattern of its path, its status (0 for no answer) and seconds."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Tell a listener of every request from now on; return what ends that."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def path_template(path: str) -> str:
    """Return a path with ``:id`` for a number and ``:x`` for what strangers may have chosen."""
    return "/".join(_shown(part) for part in path.partition("?")[0].split("/"))


def session_in(path: str) -> str:
    """Return the contact's source id in a path of the public API, "" for none; it is a secret."""
    parts = path.partition("?")[0].split("/")
    if not path.startswith("/public/api/v1/inboxes/") or len(parts) < 8:
        return ""
    # One that somebody chose and that is so short is no secret, and is in many words.
    return unquote(parts[7]) if len(parts[7]) >= _SHORTEST else ""


def _shown(part: str) -> str:
    if not part or part in _WORDS:
        return part
    return ":id" if part.isascii() and part.isdigit() else ":x"


def report(method: str, path: str, seconds: float, problem: HooryError | None, status: int) -> None:
    """Log a request that failed, and in detail one that did not; its words stay out of it."""
    for listener in _listeners:
        listener(method, path_template(path), status, seconds)
    level = logging.DEBUG if problem is None else logging.WARNING
    if not _log.isEnabledFor(level):
        return
    outcome = str(status)
    if problem is not None:
        told = problem.status if isinstance(problem, _WITH_STATUS) else "no answer"
        outcome = f"{told} {type(problem).__name__}"
    _log.log(level, "%s %s: %s, %.0f ms", method, path_template(path), outcome, seconds * 1000)


_WITH_STATUS: Final = (Declined, ServerFailed, ProxyRefused)
