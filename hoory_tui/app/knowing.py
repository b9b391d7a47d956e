"""What the agent looks up and is told: contacts, notifications, own availability."""

from __future__ import annotations

from hoory_tui.app.writing import WritingApp


class KnowingApp(WritingApp):
    """An app that knows more of a conversation than its thread."""
