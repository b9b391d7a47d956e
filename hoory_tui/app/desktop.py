"""Notifications that the terminal shows for us, where it is known to: words in, a sequence out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.wire.clean import clean_line

_LONGEST: Final = 200
_BY_NINE: Final = ("iTerm.app", "WezTerm", "ghostty")
_BY_777: Final = ("foot", "rxvt")


def desktop_notification(title: str, text: str, environ: Mapping[str, str]) -> str:
    """Return what has the terminal show a notification, "" for one that is not known to.

    Inside tmux it is passed on to the terminal around it, where tmux allows that.
    """
    # A semicolon would end a part, and a control character the whole.
    said, head = (clean_line(one)[:_LONGEST].replace(";", ",") for one in (text, title))
    name, kind = environ.get("TERM_PROGRAM", ""), environ.get("TERM", "")
    outer = environ.get("LC_TERMINAL", "")
    if name in _BY_NINE or outer == "iTerm2" or environ.get("KITTY_WINDOW_ID"):
        sequence = f"\x1b]9;{head}: {said}\x07"
    elif kind.startswith(_BY_777):
        sequence = f"\x1b]777;notify;{head};{said}\x07"
    else:
        return ""
    if environ.get("TMUX"):
        return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"
    return sequence
