"""Keys for where the cursor, the panes and the list go."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import MOVE, READ, Context, Key
from hoory_tui.keys.needs import Need

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
    Key("view.1", "1", "show_view(1)", "Mine", MOVE, Context.COMMAND),
    Key("view.2", "2", "show_view(2)", "Unassigned", MOVE, Context.COMMAND),
    Key("view.3", "3", "show_view(3)", "All", MOVE, Context.COMMAND),
    Key("view.4", "4", "show_view(4)", "Mentions", MOVE, Context.COMMAND),
    Key("view.5", "5", "show_view(5)", "Unattended", MOVE, Context.COMMAND),
    Key("view.6", "6", "show_view(6)", "Participating", MOVE, Context.COMMAND),
    Key("view.7", "7", "show_view(7)", "First saved folder", MOVE, Context.COMMAND),
    Key("view.8", "8", "show_view(8)", "Second saved folder", MOVE, Context.COMMAND),
    Key("view.9", "9", "show_view(9)", "Third saved folder", MOVE, Context.COMMAND),
    Key("view.choose", "0", "choose_view", "All lists", MOVE, Context.COMMAND, "lists"),
    Key("view.sort", "S", "choose_sort", "Order of the list", MOVE, Context.COMMAND),
    Key("view.status", "O", "choose_status", "Status of the list", MOVE, Context.COMMAND),
    Key(
        "conv.next_unread",
        "n,alt+a",
        "next_needing(1)",
        "Next that needs me",
        MOVE,
        Context.EVERYWHERE,
        "needs me",
        weight=45,
    ),
    Key(
        "conv.prev_unread",
        "N",
        "next_needing(-1)",
        "Previous that needs me",
        MOVE,
        Context.COMMAND,
    ),
    Key("conv.next_mention", "M,at", "next_mention", "Next mention", MOVE, Context.COMMAND),
    Key(
        "open",
        "enter,l,right",
        "open",
        "Open the conversation",
        READ,
        Context.COMMAND,
        "open",
        needs=(Need.CONVERSATION,),
        weight=60,
    ),
    Key(
        "back",
        "h,left,escape",
        "back",
        "Back one level",
        READ,
        Context.COMMAND,
        "back",
        weight=65,
    ),
)
