"""Keys for what is done with the message at hand."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import READ, Context, Key

KEYS: Final = (
    Key("links", "v", "links", "Links and files of the message", READ, Context.COMMAND),
    Key("plain", "f3", "plain", "The whole message, by itself", READ, Context.COMMAND),
    Key("copy.text", "y", "copy_text", "Copy the message", READ, Context.COMMAND),
)
