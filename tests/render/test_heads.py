"""Heads in words."""

from __future__ import annotations

from hoory_tui.render.heads import heads_words
from hoory_tui.store.enclosure import MailHeads


def test_empty_ones_are_left_out() -> None:
    assert heads_words(None) == heads_words(MailHeads()) == ""
    assert (
        heads_words(MailHeads(("a@x.y",), (), ("b@x.y", "c@x.y"))) == "to a@x.y  bcc b@x.y, c@x.y"
    )
