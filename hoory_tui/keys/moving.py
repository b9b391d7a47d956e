"""Keys for where the cursor, the panes and the list go."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import MOVE, READ, Context, Key

KEYS: Final = (
    Key("nav.down", "j,down", "cursor_down", "Next row", MOVE, Context.ROWS),
    Key("nav.up", "k,up", "cursor_up", "Previous row", MOVE, Context.ROWS),
    Key("nav.top", "g,home", "cursor_top", "First row", MOVE, Context.ROWS),
    Key("nav.bottom", "G,end", "cursor_bottom", "Last row", MOVE, Context.ROWS),
    Key("nav.page_down", "ctrl+d,pagedown", "cursor_page_down", "A page down", MOVE, Context.ROWS),
    Key("nav.page_up", "ctrl+u,pageup", "cursor_page_up", "A page up", MOVE, Context.ROWS),
    Key(
        "conv.next",
        "J,ctrl+down,alt+j",
        "next_conversation(1)",
        "Next conversation",
        MOVE,
        Context.EVERYWHERE,
    ),
    Key(
        "conv.prev",
        "K,ctrl+up,alt+k",
        "next_conversation(-1)",
        "Previous conversation",
        MOVE,
        Context.EVERYWHERE,
    ),
    Key("pane.next", "tab,shift+tab", "next_pane", "Other pane", MOVE, Context.EVERYWHERE),
    Key("view.1", "1", "show_view('me')", "Mine", MOVE, Context.COMMAND),
    Key("view.2", "2", "show_view('unassigned')", "Unassigned", MOVE, Context.COMMAND),
    Key("view.3", "3", "show_view('all')", "All", MOVE, Context.COMMAND),
    Key("open", "enter,l,right", "open", "Open the conversation", READ, Context.COMMAND, "open"),
    Key("back", "h,left,escape", "back", "Back one level", READ, Context.COMMAND, "back"),
)
