"""How long a message may be."""

from __future__ import annotations

import pytest

from hoory_tui.store.limits import limit_of
from hoory_tui.store.records import Inbox


@pytest.mark.parametrize(
    ("channel", "medium", "limit"),
    [
        ("Channel::WebWidget", "", 10_000),
        ("Channel::FacebookPage", "", 2_000),
        ("Channel::Instagram", "", 1_000),
        ("Channel::TwilioSms", "sms", 320),
        ("Channel::TwilioSms", "whatsapp", 1_600),
        ("Channel::Email", "", 25_000),
    ],
)
def test_each_channel_has_its_own(channel: str, medium: str, limit: int) -> None:
    inbox = Inbox(1, "x", channel, medium=medium)
    assert limit_of(inbox, private=False) == limit
    assert limit_of(inbox, private=True) == 10_000
    assert limit_of(None, private=False) == 10_000
