"""The heads of a mail in words: to whom it goes, on one line."""

from __future__ import annotations

from hoory_tui.store.enclosure import MailHeads


def heads_words(heads: MailHeads | None) -> str:
    """Return the heads as ``to a, b  cc c``, those that are empty left out."""
    if heads is None:
        return ""
    named = (("to", heads.to), ("cc", heads.cc), ("bcc", heads.bcc))
    return "  ".join(f"{name} {', '.join(some)}" for name, some in named if some)
