"""Keys for what is done with the message at hand."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import READ, Context, Key
from hoory_tui.keys.needs import Need

KEYS: Final = (
    Key(
        "links",
        "v",
        "links",
        "Links and files of the message",
        READ,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.MESSAGE),
    ),
    Key(
        "plain",
        "f3",
        "plain",
        "The whole message, by itself",
        READ,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.MESSAGE),
    ),
    Key(
        "copy.text",
        "y",
        "copy_text",
        "Copy the message",
        READ,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.MESSAGE),
    ),
    Key(
        "copy.link",
        "Y",
        "copy_link",
        "Copy the link to the conversation, or to the message under the cursor",
        READ,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.DESK),
    ),
    Key(
        "web",
        "V",
        "open_web",
        "Look at the conversation in the web dashboard",
        READ,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.DESK),
    ),
    Key(
        "menu",
        "d",
        "message_menu",
        "What can be done with the message",
        READ,
        Context.COMMAND,
        needs=(Need.CONVERSATION,),
    ),
)
