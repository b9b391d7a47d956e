"""What is being named at the end of a line, and what is not."""

from __future__ import annotations

import pytest

from hoory_tui.widgets.triggers import Naming, Trigger, trigger_before


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("/", Trigger(Naming.CANNED, 0, "")),
        ("so /re-f", Trigger(Naming.CANNED, 3, "re-f")),
        ("and/or", None),
        ("/etc/h", None),
        ("/two words", None),
        (":ta", Trigger(Naming.EMOJI, 0, "ta")),
        ("at 10:30", None),
        (":D", None),
        ("x {{con", Trigger(Naming.VARIABLE, 2, "con")),
        ("{{ contact.n", Trigger(Naming.VARIABLE, 0, "contact.n")),
        ("{{contact.name}}", None),
        ("@", None),
        ("mail@x", None),
        ("", None),
    ],
)
def test_in_a_reply(text: str, trigger: Trigger | None) -> None:
    assert trigger_before(text, private=False) == trigger


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("@", Trigger(Naming.MENTION, 0, "")),
        ("see @Ana L", Trigger(Naming.MENTION, 4, "Ana L")),
        ("(@an", Trigger(Naming.MENTION, 1, "an")),
        ("mail@x", None),
        ("@ ana", None),
    ],
)
def test_people_are_named_in_notes(text: str, trigger: Trigger | None) -> None:
    assert trigger_before(text, private=True) == trigger
