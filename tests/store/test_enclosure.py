"""What goes along with a message, and whether anything does."""

from __future__ import annotations

from hoory_tui.store.enclosure import Enclosure, MailHeads, TemplateUse


def test_nothing_is_no_enclosure() -> None:
    assert not Enclosure()
    for some in (Enclosure(0), Enclosure(heads=MailHeads()), Enclosure(template=TemplateUse("x"))):
        assert some
