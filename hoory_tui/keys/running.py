"""Keys for the console itself."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import CONSOLE, Context, Key

KEYS: Final = (
    Key("reload", "ctrl+r", "reload", "Load everything again", CONSOLE, Context.EVERYWHERE),
    Key("redraw", "ctrl+l", "redraw", "Draw the screen again", CONSOLE, Context.EVERYWHERE),
    Key("palette", "ctrl+p", "command_palette", "Command palette", CONSOLE, Context.CONSOLE),
    Key("palette.quick", "colon", "app.command_palette", "The same", CONSOLE, Context.COMMAND),
    Key("help", "question_mark,f1", "help", "All keys", CONSOLE, Context.EVERYWHERE, "all keys"),
    Key(
        "leave",
        "q",
        "leave_or_quit",
        "Back, and at the root quit",
        CONSOLE,
        Context.COMMAND,
        "quit",
    ),
    Key("quit", "ctrl+q", "quit", "Quit", CONSOLE, Context.CONSOLE),
)
