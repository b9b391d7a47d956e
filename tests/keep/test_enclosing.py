"""What goes along, on the disk and back."""

from __future__ import annotations

import json

import pytest

from hoory_tui.keep.enclosing import enclosure_text, read_enclosure
from hoory_tui.store.enclosure import Enclosure, MailHeads, TemplateUse


@pytest.mark.parametrize(
    "enclosure",
    [
        None,
        Enclosure(7),
        Enclosure(heads=MailHeads(("a@x.y",), (), ("b@x.y",))),
        Enclosure(template=TemplateUse("t", "en", "UTILITY", "", (("1", "a\nb"),))),
    ],
)
def test_it_comes_back_as_it_was(enclosure: Enclosure | None) -> None:
    assert read_enclosure(enclosure_text(enclosure)) == enclosure


def test_what_somebody_wrote_into_the_file_is_cleaned() -> None:
    text = json.dumps({"heads": [["a\x1b[31m@x.y"], [], []]})
    found = read_enclosure(text)
    assert found is not None
    assert found.heads == MailHeads(("a␛[31m@x.y",))


@pytest.mark.parametrize("text", ["[]", "7", '{"heads": [1]}', '{"in_reply_to": "x"}', "{"])
def test_what_we_never_wrote_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        read_enclosure(text)
