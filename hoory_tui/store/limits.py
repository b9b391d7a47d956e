"""How long a message may be, by the channel that it goes through."""

from __future__ import annotations

from typing import Final

from hoory_tui.store.records import Inbox

GENERAL: Final = 10_000
_BY_CHANNEL: Final = {
    "Channel::FacebookPage": 2_000,
    "Channel::Instagram": 1_000,
    "Channel::Email": 25_000,
}
_TWILIO: Final = "Channel::TwilioSms"
_TWILIO_SMS: Final = 320
_TWILIO_WHATSAPP: Final = 1_600
NEAR: Final = 50
"""So many characters before the end it is counted how many are left."""


def limit_of(inbox: Inbox | None, *, private: bool) -> int:
    """Return the most characters of a message; a note goes through no channel."""
    if inbox is None or private:
        return GENERAL
    if inbox.channel_type == _TWILIO:
        return _TWILIO_WHATSAPP if inbox.medium == "whatsapp" else _TWILIO_SMS
    return _BY_CHANNEL.get(inbox.channel_type, GENERAL)
