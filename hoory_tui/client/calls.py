"""What all calls to the API of one account have in common."""

from __future__ import annotations

from collections.abc import Callable

from hoory_tui.client.transport import Transport
from hoory_tui.wire.server_clock import ServerClock


class Calls:
    """Calls in the name of one agent; `conversation_id` is always the display id.

    Every method raises HooryError.
    """

    def __init__(self, transport: Transport, account_id: int) -> None:
        self.account_id = account_id
        self._transport = transport
        self._account = f"/api/v1/accounts/{account_id}"

    @property
    def server_clock(self) -> ServerClock:
        """What the answers so far told about the server's clock, against `monotonic`."""
        return self._transport.clock

    @property
    def monotonic(self) -> Callable[[], float]:
        """The clock that `server_clock` reckons in, in seconds."""
        return self._transport.monotonic

    def _talk(self, conversation_id: int) -> str:
        return f"{self._account}/conversations/{conversation_id}"
