"""Keys for replies, private notes and what did not go out."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import ACT, WRITE, Context, Key

KEYS: Final = (
    Key(
        "reply", "r,alt+l", "write(False)", "Reply to the contact", WRITE, Context.COMMAND, "reply"
    ),
    Key("note", "p,alt+p", "write(True)", "Write a private note", WRITE, Context.COMMAND, "note"),
    Key(
        "retry",
        "full_stop",
        "retry_unsent",
        "Send again what did not go out here",
        ACT,
        Context.COMMAND,
    ),
    Key(
        "discard",
        "x",
        "take_back_unsent",
        "Take what did not go out back into the composer",
        ACT,
        Context.COMMAND,
    ),
    Key("compose.send", "ctrl+s,f2", "send", "Send", WRITE, Context.COMPOSER, "send"),
    Key("compose.newline", "ctrl+j", "newline", "New line", WRITE, Context.COMPOSER, "new line"),
    Key(
        "compose.switch",
        "ctrl+n",
        "switch_mode",
        "Switch between reply and private note",
        WRITE,
        Context.COMPOSER,
        "reply ⇄ note",
    ),
    Key(
        "compose.attach",
        "f4",
        "attach",
        "Attach files, or take them off",
        WRITE,
        Context.COMPOSER,
        "attach",
    ),
    Key(
        "compose.leave",
        "escape",
        "leave",
        "Leave the composer, the draft stays",
        WRITE,
        Context.COMPOSER,
        "leave",
    ),
)
