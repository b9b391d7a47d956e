"""Where a contact's console goes, as whom, and where it keeps what it must not lose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hoory_tui.client.network import NO_OPTIONS, NetworkOptions
from hoory_tui.sdk.contact import Contact


@dataclass(frozen=True)
class VisitPlan:
    """One run: `inbox` is the identifier of an API inbox, `file` None for what is not kept.

    `conversation_id` is the conversation to show, None for the one of last time. `is_new` asks
    for another session in place of the kept one.
    """

    url: str
    inbox: str
    contact: Contact = field(default_factory=Contact)
    conversation_id: int | None = None
    file: Path | None = None
    is_new: bool = False
    network: NetworkOptions = NO_OPTIONS
