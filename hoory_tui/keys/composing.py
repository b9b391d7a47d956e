"""Keys for what goes into a reply or a note: prepared words, quotes, heads, templates, editor."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import WRITE, Context, Key
from hoory_tui.keys.needs import Need

KEYS: Final = (
    Key(
        "canned",
        "c",
        "canned",
        "Put a canned response into the composer",
        WRITE,
        Context.COMMAND,
        needs=(Need.CONVERSATION,),
    ),
    Key(
        "reply.quote",
        "R,greater_than_sign",
        "quote_reply",
        "Reply quoting the message",
        WRITE,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.MESSAGE),
    ),
    Key(
        "template",
        "alt+w",
        "template",
        "Write with a template of the channel",
        WRITE,
        Context.COMMAND,
        needs=(Need.CONVERSATION,),
    ),
    Key(
        "compose.prepared",
        "ctrl+t",
        "prepared",
        "Canned responses as a list; so does / before a word",
        WRITE,
        Context.COMPOSER,
        "canned",
        weight=45,
    ),
    Key(
        "compose.editor",
        "ctrl+o",
        "ask('editor')",
        "Write in your own editor",
        WRITE,
        Context.COMPOSER,
        "editor",
        weight=25,
    ),
    Key(
        "compose.heads",
        "alt+h",
        "ask('heads')",
        "To, Cc and Bcc of the mail",
        WRITE,
        Context.COMPOSER,
    ),
    Key(
        "compose.signature",
        "alt+s",
        "ask('signature')",
        "Sign messages of this kind of channel, or no longer",
        WRITE,
        Context.COMPOSER,
    ),
    Key(
        "compose.drop",
        "alt+r",
        "ask('drop')",
        "Leave out the quote or the template",
        WRITE,
        Context.COMPOSER,
    ),
)
