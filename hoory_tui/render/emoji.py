"""Emoji for terminals that disagree with everybody else about how wide they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from hoory_tui.lazily import pattern

Policy = Literal["auto", "unicode", "plain"]

UNKNOWN: Final = "□"
"""Stands for a picture that came after the terminal."""
_TMUX_THAT_COUNTS: Final = (3, 4)
"""The first tmux that measures joined pictures, skin tones and styles as others do."""

_PICTURES: Final = "\xa9\xae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_STYLES: Final = "\ufe0e\ufe0f"
_TONES: Final = "\U0001f3fb-\U0001f3ff"
# Added by Unicode 15, 16 and 17, which the tables of a tmux of 2022 cannot know.
_NEWER: Final = (
    "\U0001f6d8\U0001f6dc\U0001fa75-\U0001fa77\U0001fa87-\U0001fa8f\U0001faad-\U0001faaf"
    "\U0001fabb-\U0001fabf\U0001fac6-\U0001faca\U0001facd-\U0001facf\U0001fada-\U0001fadf"
    "\U0001fae8-\U0001faef\U0001faf7-\U0001faff"
)
_TOUCHED: Final = pattern(f"[{_STYLES}\u200d\u20e3{_TONES}{_NEWER}]")
_DROPPED: Final = pattern(
    f"(?<=[#*0-9])[{_STYLES}]?\u20e3|[{_STYLES}{_TONES}]|(?<=[{_PICTURES}{_STYLES}])\u200d"
)
_UNKNOWN: Final = pattern(f"[{_NEWER}]")


def plain_emoji(text: str) -> str:
    """Return the text with every picture as one old code point.

    Styles and skin tones go, joined pictures stand side by side, a keycap is its digit and
    what is newer than the terminal is a box. Letters and their joiners stay.
    """
    if text.isascii() or _TOUCHED.search(text) is None:
        return text
    return _UNKNOWN.sub(UNKNOWN, _DROPPED.sub("", text))


def settled_policy(policy: Policy, environment: Mapping[str, str]) -> Policy:
    """Return what "auto" means in this terminal: "plain" in screen and in an old tmux."""
    if policy != "auto":
        return policy
    if environment.get("TERM_PROGRAM") == "tmux":
        version = environment.get("TERM_PROGRAM_VERSION", "")
        return "unicode" if _numbers(version) >= _TMUX_THAT_COUNTS else "plain"
    # Over a remote login the version stays behind, and only the kind of terminal comes along.
    inside = environment.get("TERM", "").startswith(("screen", "tmux"))
    return "plain" if inside or environment.get("TMUX") or environment.get("STY") else "unicode"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])
