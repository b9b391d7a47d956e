"""Something to read: a message of Zoë's that is open, and what toasts say about it."""

from __future__ import annotations

from hoory_tui.demo.records import Json

from . import raw
from .console import Console
from .stage import ZOE


async def hear(desk: Console, text: str, **changes: object) -> None:
    """Let Zoë say something, and open her thread."""
    await desk.turn_to(ZOE, opened=True)
    data: Json = raw.new_message(desk, ZOE, text, **changes)
    desk.desk.broadcast(desk.me, "message.created", data)
    await desk.settled()
    await desk.press("end")


def told(desk: Console) -> list[str]:
    """Return what toasts have said."""
    return [one.message for one in desk.app._notifications]


async def says(desk: Console, sentence: str) -> str:
    """Wait until a toast says this, however its lines are broken, and return all it says."""
    await desk.until(lambda: any(sentence in one for one in told(desk)), sentence)
    return next(one for one in told(desk) if sentence in one)
