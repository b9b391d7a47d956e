"""Keys of the contact's console; each is the agent's own where it means the same."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import BOXES, VISIT, Context, Key

_MINE: Final = tuple(
    Key(f"visit.{name}", keys, action, text, VISIT, Context.VISIT, footer, weight=weight)
    for name, keys, action, text, footer, weight in (
        ("write", "r,alt+l", "write", "Write a message", "write", 58),
        ("answer", "enter,l,right", "answer", "Answer what the message asks", "answer", 70),
        ("retry", "full_stop", "retry_unsent", "Send again what did not go out", "send again", 62),
        ("discard", "x", "take_back_unsent", "Take back what did not go out", "take back", 0),
        ("links", "v", "links", "Links and files of the message", "links", 30),
        ("plain", "f3", "plain", "The whole message, by itself", "", 0),
        ("copy", "y", "copy_text", "Copy the message", "", 0),
        ("talks", "0", "choose_talk", "My conversations", "conversations", 40),
        ("new", "N", "begin_another", "Begin another conversation", "new", 35),
        ("resolve", "e", "resolve", "Resolve the conversation", "resolve", 45),
        ("self", "I", "change_self", "My name and e-mail address", "me", 20),
        ("reload", "ctrl+r", "reload", "Load everything again", "", 0),
        ("redraw", "ctrl+l", "redraw", "Draw the screen again", "", 0),
        ("help", "question_mark,f1", "help", "All keys, to find and to run one", "all keys", 0),
        ("leave", "q", "leave_or_quit", "Quit", "quit", -10),
    )
)

_IN_FORM: Final = tuple(
    Key(f"form.{name}", keys, action, text, BOXES, Context.FORM)
    for name, keys, action, text in (
        ("take", "enter", "next_or_send", "Next line, and from the last one send"),
        ("next", "tab,down", "step(1)", "Next line"),
        ("previous", "shift+tab,up", "step(-1)", "Previous line"),
        ("send", "ctrl+s", "send", "Send the form"),
        ("leave", "escape", "leave", "Leave the form unsent"),
    )
)

KEYS: Final = (*_MINE, *_IN_FORM)
