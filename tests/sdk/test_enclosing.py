"""What goes along, in the servers' names."""

from __future__ import annotations

from hoory_tui.sdk.enclosing import content_attributes, further_fields
from hoory_tui.store.enclosure import Enclosure, MailHeads, TemplateUse


def test_nothing_goes_along_without_being_asked() -> None:
    assert content_attributes(None) == further_fields(None) == {}
    assert content_attributes(Enclosure(heads=MailHeads())) == {}
    assert further_fields(Enclosure(heads=MailHeads())) == {}


def test_each_part_has_its_name() -> None:
    along = Enclosure(
        7,
        MailHeads(("a@x.y",), ("b@x.y", "c@x.y")),
        TemplateUse("order", "en", "UTILITY", "ns", (("1", "Zoë"),)),
    )
    assert content_attributes(along) == {"in_reply_to": 7}
    assert further_fields(along) == {
        "to_emails": "a@x.y",
        "cc_emails": "b@x.y,c@x.y",
        "template_params": {
            "name": "order",
            "category": "UTILITY",
            "language": "en",
            "namespace": "ns",
            "processed_params": {"1": "Zoë"},
        },
    }
