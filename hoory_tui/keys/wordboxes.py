"""Keys of the boxes about messages, macros and words that a command has written."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import BOXES, Context, Key

KEYS: Final = (
    Key("menu.quote", "r", "choose('quote')", "Reply quoting it", BOXES, Context.MENU),
    Key("menu.copy", "y", "choose('copy')", "Copy what it says", BOXES, Context.MENU),
    Key("menu.link", "Y", "choose('link')", "Copy the link to it", BOXES, Context.MENU),
    Key("menu.web", "V", "choose('web')", "Look at it in the web", BOXES, Context.MENU),
    Key("menu.translate", "t", "choose('translate')", "Translate it", BOXES, Context.MENU),
    Key("menu.canned", "c", "choose('canned')", "Keep as a canned response", BOXES, Context.MENU),
    Key("menu.retry", "full_stop", "choose('retry')", "Send it again", BOXES, Context.MENU),
    Key("menu.delete", "d", "choose('delete')", "Delete it for everybody", BOXES, Context.MENU),
    Key("menu.take", "enter", "take", "Do what the cursor stands on", BOXES, Context.MENU),
    Key("menu.down", "j,down", "cursor(1)", "Next line", BOXES, Context.MENU),
    Key("menu.up", "k,up", "cursor(-1)", "Previous line", BOXES, Context.MENU),
    Key("menu.close", "escape,q,h,left", "close", "Back to the thread", BOXES, Context.MENU),
    Key("check.yes", "y", "yes", "Do it", BOXES, Context.CHECK),
    Key("check.down", "j,down", "scroll(1)", "More of it", BOXES, Context.CHECK),
    Key("check.up", "k,up", "scroll(-1)", "Less of it", BOXES, Context.CHECK),
    Key("check.no", "n,escape,q,enter", "no", "Leave it", BOXES, Context.CHECK),
    Key("pipe.run", "enter", "run", "Give the thread to the command", BOXES, Context.PIPE),
    Key("pipe.notes", "n", "turn('notes')", "With private notes, or without", BOXES, Context.PIPE),
    Key("pipe.whole", "a", "turn('whole')", "All messages, or those here", BOXES, Context.PIPE),
    Key("pipe.json", "f", "turn('as_json')", "As plain text, or as JSON", BOXES, Context.PIPE),
    Key("pipe.leave", "escape,q,h", "leave", "Leave it", BOXES, Context.PIPE),
    Key("words.replace", "r", "choose('replace')", "In place of mine", BOXES, Context.WORDS),
    Key("words.append", "a", "choose('append')", "Below mine", BOXES, Context.WORDS),
    Key("words.drop", "d", "choose('drop')", "Drop them", BOXES, Context.WORDS),
    Key("words.later", "escape,q", "later", "Keep them for later", BOXES, Context.WORDS),
)
