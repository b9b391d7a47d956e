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
    Key("text.close", "escape,q,h,left", "close", "Back", BOXES, Context.TEXT),
    Key("links.open", "enter,l,right", "open", "Look at the link", BOXES, Context.LINKS),
    Key("links.copy", "y", "copy", "Copy the address", BOXES, Context.LINKS),
    Key("links.save", "s", "save", "Save the file", BOXES, Context.LINKS),
    Key("links.picture", "p", "picture", "Show the picture", BOXES, Context.LINKS),
    Key("links.close", "escape,q,v,h,left", "close", "Back to the thread", BOXES, Context.LINKS),
    Key("link.open", "o", "open", "Open the link", BOXES, Context.LINK),
    Key("link.copy", "y", "copy", "Copy the address", BOXES, Context.LINK),
    Key("link.leave", "n,escape,q", "leave", "Leave it", BOXES, Context.LINK),
    Key("picker.take", "enter", "take", "Take it", BOXES, Context.PICKER),
    Key("picker.choose", "tab", "choose", "Choose it besides others", BOXES, Context.PICKER),
    Key("picker.leave", "escape", "leave", "Leave the list", BOXES, Context.PICKER),
    Key("themes.keep", "ctrl+s", "keep", "Keep the theme for good", BOXES, Context.THEMES),
    Key("help.close", "f1", "leave", "Close the list of keys", BOXES, Context.HELP),
    Key("picker.down", "down", "cursor(1)", "Next choice", BOXES, Context.PICKER),
    Key("picker.up", "up", "cursor(-1)", "Previous choice", BOXES, Context.PICKER),
    Key("picker.page_down", "pagedown", "page(1)", "A page down", BOXES, Context.PICKER),
    Key("picker.page_up", "pageup", "page(-1)", "A page up", BOXES, Context.PICKER),
    Key("log.undo", "u,z", "undo", "Undo it, or do it again", BOXES, Context.LOG),
    Key("log.retry", "full_stop", "retry", "Try again what failed", BOXES, Context.LOG),
    Key("log.open", "enter,l,right", "open", "Its conversations, one by one", BOXES, Context.LOG),
    Key("log.leave", "escape,q,h,left,L", "leave", "Back", BOXES, Context.LOG),
)
