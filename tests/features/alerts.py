"""What calls an agent."""

from __future__ import annotations

from typing import Final

from .feature import row

ALERTS: Final = (
    row(
        "Alerts",
        "A sound for what is mine, or for all",
        0,
        "",
        "flows/test_alerting.py::test_what_is_wanted_is_heard",
        "the terminal's bell",
    ),
    row(
        "Alerts",
        "Notifications: read, snooze, jump, mark all",
        0,
        "bell bell.open bell.read bell.snooze bell.read_all",
        "flows/test_notifications.py::*",
    ),
)
