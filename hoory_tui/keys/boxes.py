"""Keys for boxes that stand over the screen."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import BOXES, Context, Key

KEYS: Final = (
    Key("pager.source", "s", "turn_source", "As it was sent, or as it reads", BOXES, Context.PAGER),
    Key("pager.wrap", "w", "turn_wrap", "Wrap long lines, or not", BOXES, Context.PAGER),
    Key("pager.left", "left", "sideways(-1)", "Along long lines", BOXES, Context.PAGER),
    Key("pager.right", "right", "sideways(1)", "Along long lines", BOXES, Context.PAGER),
    Key("pager.copy", "y", "copy", "Copy all of it", BOXES, Context.PAGER),
    Key("pager.close", "escape,q,f3,h", "close", "Back to the thread", BOXES, Context.PAGER),
    Key("links.open", "enter,l,right", "open", "Look at the link", BOXES, Context.LINKS),
    Key("links.copy", "y", "copy", "Copy the address", BOXES, Context.LINKS),
    Key("links.save", "s", "save", "Save the file", BOXES, Context.LINKS),
    Key("links.picture", "p", "picture", "Show the picture", BOXES, Context.LINKS),
    Key("links.close", "escape,q,v,h,left", "close", "Back to the thread", BOXES, Context.LINKS),
    Key("link.open", "o", "open", "Open the link", BOXES, Context.LINK),
    Key("link.copy", "y", "copy", "Copy the address", BOXES, Context.LINK),
    Key("link.leave", "n,escape,q", "leave", "Leave it", BOXES, Context.LINK),
)
