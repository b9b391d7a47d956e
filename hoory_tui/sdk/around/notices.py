"""Notifications that a terminal shows: which sequence it knows, and one that nothing breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hoory_tui.sdk.around.surroundings import KITTY, SCREEN, TMUX, ZELLIJ, Surroundings
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

LONGEST: Final = 200
"""Characters of a text in a sequence."""
PROTOCOLS: Final = {"osc9": "OSC 9", "osc99": "OSC 99", "osc777": "OSC 777"}
_BY_NINE: Final = ("iTerm2", "WezTerm", "Ghostty", "Windows Terminal")
_SCREENFUL: Final = 120
"""Characters that screen passes on in one piece; it takes 768 bytes, older ones 256."""
_APP: Final = "aG9vcnktdHVp"
"""Our name as kitty wants it, in base64."""


@dataclass(frozen=True, slots=True)
class NoticeWay:
    """How a notification is shown, and why so, as a sentence's part."""

    protocol: str
    """``osc9``, ``osc777`` or ``osc99``, "" for no sequence."""
    rings: bool
    """Whether the bell rings with it."""
    runs: bool
    """Whether it is the command that shows it."""
    why: str
    between: str = ""
    """What the sequence has to be wrapped for."""


def notice_way(method: str, around: Surroundings) -> NoticeWay:
    """Return how a notification is shown by this method of the settings, here."""
    match method:
        case "off":
            return NoticeWay("", rings=False, runs=False, why=said("turned off"))
        case "bell":
            return NoticeWay("", rings=True, runs=False, why=said("the bell alone, as asked"))
        case "command":
            return NoticeWay("", rings=False, runs=True, why=said("the command, as asked"))
    is_auto = method not in PROTOCOLS
    if hindrance := _hindrance(around):
        # Better a sound than nothing at all.
        why = said("the bell alone: {hindrance}", hindrance=hindrance)
        return NoticeWay("", rings=True, runs=False, why=why)
    protocol = _protocol(around) if is_auto else method
    why = _why(protocol, around, is_auto=is_auto)
    between = around.between if around.between in (TMUX, SCREEN) else ""
    return NoticeWay(protocol, rings=is_auto, runs=False, why=why, between=between)


def notice(way: NoticeWay, title: str, text: str, number: str) -> str:
    """Return the sequence that shows a notification, "" where there is none.

    `number` names it for `withdrawal`: letters, digits and hyphens.
    """
    head, words = harmless(title), harmless(text)
    match way.protocol:
        case "osc9":
            # Never a digit first, which would be a command to some.
            sequence = f"\x1b]9;{head}: {words}\x07"
        case "osc777":
            sequence = f"\x1b]777;notify;{head};{words}\x07"
        case "osc99":
            sequence = f"\x1b]99;i={number}:f={_APP};{head}: {words}\x07"
        case _:
            return ""
    return wrapped(sequence, way.between)


def withdrawal(way: NoticeWay, number: str) -> str:
    """Return the sequence that takes a notification back, "" where that cannot be done."""
    if way.protocol != "osc99":
        return ""
    return wrapped(f"\x1b]99;i={number}:p=close;\x07", way.between)


def wrapped(sequence: str, between: str) -> str:
    """Return a sequence as what stands between passes it on to the terminal."""
    if between == TMUX:
        return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"
    if between == SCREEN:
        parts = (sequence[at : at + _SCREENFUL] for at in range(0, len(sequence), _SCREENFUL))
        return "".join(f"\x1bP{part}\x1b\\" for part in parts)
    return sequence


def harmless(text: str) -> str:
    """Return a text that can neither end nor divide a sequence, on one line and cut."""
    line = clean_line(text[: 4 * LONGEST])[:LONGEST]
    kept = (one for one in line if one >= " " and not "\x7f" <= one <= "\x9f")
    return "".join(kept).replace(";", ",")


def _protocol(around: Surroundings) -> str:
    if around.terminal == KITTY:
        return "osc99"
    return "osc9" if around.terminal in _BY_NINE else "osc777"


def _hindrance(around: Surroundings) -> str:
    if around.between == TMUX and not around.passes:
        return said("tmux holds notifications back; set -g allow-passthrough on lets them through")
    if around.between == ZELLIJ:
        return said("zellij holds notifications back")
    if around.is_mute:
        return said("{terminal} shows no notifications", terminal=around.name)
    return ""


def _why(protocol: str, around: Surroundings, *, is_auto: bool) -> str:
    name = PROTOCOLS[protocol]
    if not is_auto:
        told = said("{protocol}, as asked", protocol=name)
    elif around.terminal:
        told = said("{protocol} for {terminal}", protocol=name, terminal=around.terminal)
    else:
        told = said(
            "{protocol}, which {terminal} may show or not", protocol=name, terminal=around.name
        )
    if around.between:
        told += said("; {program} passes it on", program=around.between)
    return told
