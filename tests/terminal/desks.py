"""The desk behind these consoles: a few people who wrote, and what came to them."""

from __future__ import annotations

from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.faults import Fault

APP: Final = 25
"""An inbox through which everything may be said at any time."""
ASKED: Final = "My battery says 0 percent."


def small_desk(*names: str) -> DemoDesk:
    """Return a quiet desk on which each of these has asked once, the last one latest."""
    desk = DemoDesk(seed=3, quiet_visitors=True, conversations=0)
    for name in names:
        desk.new_conversation(name, APP, ASKED)
    return desk


def said(desk: DemoDesk) -> list[str]:
    """Return all that agents have said on a desk, notes too."""
    messages = desk.engine.world.messages.values()
    return [one.content or "" for one in messages if one.sender_type == "User"]


def obey_in_secret(desk: DemoDesk, seconds: float) -> None:
    """Let the next message be obeyed at once, while nobody hears of it for some seconds."""
    desk.manners.faults.add(Fault("POST", "/messages", 1, stall=seconds, lose_events=True))
