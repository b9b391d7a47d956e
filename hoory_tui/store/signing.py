"""How the agent ends what is written: the signature, in which kinds of channel, and the key.

Both are settings of the profile, the same as the dashboard's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from hoory_tui.lazily import dataclass

DELIMITER: Final = "--"
_SUFFIX: Final = "_signature_enabled"


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature, the settings under which it is put below replies, and what Enter does."""

    text: str = ""
    settings: frozenset[str] = frozenset()
    enter_sends: bool = False
    """Whether Enter sends what is written, and is no new line."""

    def is_on(self, channel_type: str) -> bool:
        """Tell whether replies in this kind of channel are signed."""
        return bool(self.text.strip()) and setting_of(channel_type) in self.settings

    def turned(self, channel_type: str, on: bool) -> Signing:
        """Return the same with this kind of channel signed, or no longer."""
        name = frozenset({setting_of(channel_type)})
        return replace(self, settings=self.settings | name if on else self.settings - name)


def setting_of(channel_type: str) -> str:
    """Return the name of the profile's setting for a kind of channel, as the dashboard has it."""
    slug = channel_type.lower()
    for sign in (" ", "-", "::"):
        slug = slug.replace(sign, "_", 1)
    return f"{slug}{_SUFFIX}"


def read_signing(text: str | None, ui_settings: Mapping[str, Any]) -> Signing:
    """Return the signature of a profile."""
    chosen = (name for name, value in ui_settings.items() if name.endswith(_SUFFIX) and value)
    key = ui_settings.get("editor_message_key")
    enter_sends = key == "enter" or (not key and bool(ui_settings.get("enter_to_send_enabled")))
    return Signing((text or "").strip(), frozenset(chosen), enter_sends)


def signed(words: str, signature: str) -> str:
    """Return the words with the signature below them, once."""
    if not signature or words.rstrip().endswith(signature):
        return words
    return f"{words.rstrip()}\n\n{DELIMITER}\n\n{signature}".lstrip("\n")


def unsigned(words: str, signature: str) -> str:
    """Return the words without the signature that was put below them."""
    below = f"\n\n{DELIMITER}\n\n{signature}"
    return words[: -len(below)] if signature and words.endswith(below) else words
