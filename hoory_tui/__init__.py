"""A live terminal console for support agents on Hoory AI and the Chatwoot family.

For programs of your own, `InboxService` is the contact's side and `AgentClient` the agent's;
they are loaded when they are first named, and no screen with them.
"""

from __future__ import annotations

# Not from typing, which takes longer than all the rest of --version.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from hoory_tui.client.errors import HooryError
    from hoory_tui.sdk.agent_client import AgentClient
    from hoory_tui.sdk.contact import Contact
    from hoory_tui.sdk.inbox.errors import UnclearSend
    from hoory_tui.sdk.inbox.service import InboxService
    from hoory_tui.wire.events import (
        ConversationCreated,
        ConversationStatusChanged,
        ConversationUpdated,
        MessageCreated,
        MessageUpdated,
        PresenceUpdate,
        TypingOff,
        TypingOn,
    )
    from hoory_tui.wire.link import LinkState, LinkStatus

__version__ = "0.1.0"
RELEASED = "2026-11-23"

SERVERS = "2.16 to 4.15"
"""The servers whose recorded answers and events the tests read."""
VERSION_LINE = f"hoory-tui {__version__} (servers {SERVERS})"
"""What --version says."""

__all__ = [
    "AgentClient",
    "Contact",
    "ConversationCreated",
    "ConversationStatusChanged",
    "ConversationUpdated",
    "HooryError",
    "InboxService",
    "LinkState",
    "LinkStatus",
    "MessageCreated",
    "MessageUpdated",
    "PresenceUpdate",
    "TypingOff",
    "TypingOn",
    "UnclearSend",
    "__version__",
]

_HOMES = {
    "AgentClient": "sdk.agent_client",
    "Contact": "sdk.contact",
    "HooryError": "client.errors",
    "InboxService": "sdk.inbox.service",
    "LinkState": "wire.link",
    "LinkStatus": "wire.link",
    "UnclearSend": "sdk.inbox.errors",
}


def __getattr__(name: str) -> object:
    """Load what is named, and only that."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'wire.events')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
