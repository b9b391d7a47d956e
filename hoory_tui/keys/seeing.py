"""Keys for what is shown beside the thread, and for the boxes that it is looked up in."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import BOXES, SEE, Context, Key
from hoory_tui.keys.needs import Need

_MINE: Final = (
    Key("toggle.details", "i,alt+o", "toggle_details", "Details panel", SEE, Context.COMMAND),
    Key(
        "contact",
        "I",
        "contact_card",
        "Contact card: all of it, to look at and to change",
        SEE,
        Context.COMMAND,
        "contact",
        needs=(Need.CONVERSATION, Need.DESK),
        weight=12,
    ),
    Key(
        "participants",
        "C",
        "participants",
        "Participants: who watches the conversation",
        SEE,
        Context.COMMAND,
        needs=(Need.CONVERSATION, Need.DESK),
    ),
    Key(
        "bell",
        "B",
        "bell",
        "Notifications",
        SEE,
        Context.COMMAND,
        "bell",
        needs=(Need.DESK,),
        weight=11,
    ),
    Key(
        "alerts",
        "plus",
        "app.alerts",
        "Test the alerts: which way each goes, and why",
        SEE,
        Context.COMMAND,
    ),
    Key(
        "quiet",
        "minus",
        "app.quiet",
        "Quiet for an hour: nothing calls me, or calls again",
        SEE,
        Context.COMMAND,
    ),
    Key(
        "availability",
        "H",
        "availability",
        "My availability: online, busy, offline, unseen",
        SEE,
        Context.COMMAND,
        needs=(Need.DESK,),
    ),
)

_IN_CARD: Final = tuple(
    Key(f"card.{name}", keys, action, text, BOXES, Context.CARD)
    for name, keys, action, text in (
        ("take", "enter,l,right", "take", "Change it, go there, look at it"),
        ("add", "n,plus", "add", "Write a note about the contact"),
        ("delete", "D,delete", "delete", "Delete the note, or empty the field"),
        ("labels", "t", "labels", "Labels of the contact"),
        ("block", "b", "block", "Block the contact, or no longer"),
        ("watch", "w", "watch", "Watch the conversation, or no longer"),
        ("copy", "y", "copy", "Copy the value"),
        ("close", "escape,q,I,h,left", "close", "Back to the list"),
    )
)

_IN_BELL: Final = tuple(
    Key(f"bell.{name}", keys, action, text, BOXES, Context.BELL)
    for name, keys, action, text in (
        ("open", "enter,l,right", "open", "Go to the conversation"),
        ("read", "U,u", "turn_read", "Read, or unread"),
        ("read_all", "A", "read_all", "Mark all as read"),
        ("snooze", "s", "snooze", "Snooze it"),
        ("delete", "D,delete", "delete", "Delete it"),
        ("also_read", "R", "turn_also_read", "Show what was read, too"),
        ("close", "escape,q,B,h,left", "close", "Back to the list"),
    )
)

_IN_FIELD: Final = (
    Key("field.take", "enter", "take", "Keep the value", BOXES, Context.FIELD),
    Key("field.leave", "escape", "leave", "Leave it as it is", BOXES, Context.FIELD),
    Key("note.save", "ctrl+s", "save", "Keep the note", BOXES, Context.NOTE),
    Key("note.leave", "escape", "leave", "Leave the note", BOXES, Context.NOTE),
)

_IN_ALERTS: Final = tuple(
    Key(f"alerts.{name}", keys, action, text, BOXES, Context.ALERTS)
    for name, keys, action, text in (
        ("try", "t,enter", "try", "Try all ways out now"),
        ("quiet", "minus", "quiet", "Quiet for an hour, or no longer"),
        ("down", "j,down", "scroll(1)", "More of it"),
        ("up", "k,up", "scroll(-1)", "Less of it"),
        ("close", "escape,q,plus,h,left", "close", "Back"),
    )
)

KEYS: Final = (*_MINE, *_IN_ALERTS, *_IN_CARD, *_IN_BELL, *_IN_FIELD)
