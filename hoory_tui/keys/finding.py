"""Keys for finding conversations."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import BOXES, FIND, Context, Key
from hoory_tui.keys.needs import Need

KEYS: Final = (
    Key(
        "find",
        "slash",
        "find",
        "Narrow the list, or find in the thread, as you type",
        FIND,
        Context.COMMAND,
        "find",
        weight=30,
    ),
    Key("filter", "f", "filter", "Filter the conversations by a line", FIND, Context.COMMAND),
    Key("filter.clear", "F", "clear_filter", "Show all again", FIND, Context.COMMAND),
    Key(
        "search",
        "ctrl+f",
        "search",
        "Search all conversations, messages and contacts",
        FIND,
        Context.COMMAND,
        needs=(Need.DESK,),
    ),
    Key(
        "goto",
        "ctrl+g,o",
        "goto",
        "Go to a conversation by name or number",
        FIND,
        Context.COMMAND,
        needs=(Need.DESK,),
    ),
    Key("line.take", "enter", "take", "Keep what is found", BOXES, Context.FIND),
    Key("line.leave", "escape", "leave", "Leave all as it was", BOXES, Context.FIND),
    Key("line.complete", "tab", "complete(1)", "Complete the word", BOXES, Context.FIND),
    Key("line.other", "shift+tab", "complete(-1)", "The offer before", BOXES, Context.FIND),
    Key("line.up", "up", "browse(-1)", "What comes before", BOXES, Context.FIND),
    Key("line.down", "down", "browse(1)", "What comes next", BOXES, Context.FIND),
    Key("line.save", "ctrl+s", "save", "Save the filter as a folder", BOXES, Context.FIND),
    Key("line.remove", "f8", "remove", "Delete the folder that is shown", BOXES, Context.FIND),
    Key("search.take", "enter", "take", "Go there", BOXES, Context.SEARCH),
    Key("search.leave", "escape", "leave", "Back", BOXES, Context.SEARCH),
    Key("search.down", "down", "cursor(1)", "Next one found", BOXES, Context.SEARCH),
    Key("search.up", "up", "cursor(-1)", "The one before", BOXES, Context.SEARCH),
    Key("search.page_down", "pagedown", "page(1)", "A page down", BOXES, Context.SEARCH),
    Key("search.page_up", "pageup", "page(-1)", "A page up", BOXES, Context.SEARCH),
    Key("search.group", "tab", "group(1)", "The next kind of finds", BOXES, Context.SEARCH),
)
