"""Keys for the console itself."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import CONSOLE, Context, Key

KEYS: Final = (
    Key("reload", "ctrl+r", "reload", "Load everything again", CONSOLE, Context.EVERYWHERE),
    Key("themes", "alt+c", "themes", "Colours: look at the themes", CONSOLE, Context.COMMAND),
    Key("redraw", "ctrl+l", "redraw", "Draw the screen again", CONSOLE, Context.EVERYWHERE),
    Key(
        "palette",
        "ctrl+p",
        "command_palette",
        "Command palette: everything there is, by name",
        CONSOLE,
        Context.CONSOLE,
    ),
    Key(
        "palette.quick",
        "colon",
        "app.command_palette",
        "Command palette, or a command such as :snooze 2h",
        CONSOLE,
        Context.COMMAND,
    ),
    Key(
        "help",
        "question_mark,f1",
        "help",
        "All keys, to find and to run one",
        CONSOLE,
        Context.EVERYWHERE,
        "all keys",
        weight=0,
    ),
    Key(
        "leave",
        "q",
        "leave_or_quit",
        "Back, and at the root quit",
        CONSOLE,
        Context.COMMAND,
        "quit",
        weight=-10,
    ),
    Key("said", "alt+n", "said", "What was said so far", CONSOLE, Context.CONSOLE),
    Key(
        "mouse",
        "alt+z",
        "mouse",
        "The mouse for the console, or for the terminal to select with",
        CONSOLE,
        Context.CONSOLE,
    ),
    Key("quit", "ctrl+q", "quit", "Quit", CONSOLE, Context.CONSOLE),
)
