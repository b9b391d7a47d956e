"""Keys for how the panes lie."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import SEE, Context, Key
from hoory_tui.keys.needs import Need

KEYS: Final = (
    Key("toggle.list", "b", "toggle_list", "List on or off", SEE, Context.COMMAND),
    Key(
        "zoom",
        "w",
        "zoom",
        "Widen the thread, or as before",
        SEE,
        Context.COMMAND,
        needs=(Need.CONVERSATION,),
    ),
    Key(
        "two",
        "D",
        "two",
        "Two conversations side by side, or one again",
        SEE,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.WIDE),
    ),
    Key("layouts", "Z", "layouts", "Layout of the panes", SEE, Context.COMMAND),
)
