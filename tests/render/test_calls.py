"""Sentences about what calls the agent: how many, where, and no stranger's words unasked."""

from __future__ import annotations

import pytest

from hoory_tui.render.calls import calls_told
from hoory_tui.store.calls import ASSIGNED, MENTION, MESSAGE, NEW, UNASSIGNED, Call

INBOXES = {1: "Website", 2: "Shop\x1b]0;x\x07"}


def call(about: str, number: int, inbox_id: int = 1, *, late: bool = False) -> Call:
    return Call(about, frozenset({"all"}), number, inbox_id, "Ana", "Hi", late)


@pytest.mark.parametrize(
    ("calls", "said"),
    [
        ([call(MESSAGE, 5)], "New message in Website inbox"),
        ([call(MESSAGE, 5, 9)], "New message in #5"),
        ([call(MESSAGE, 5, 2)], "New message in Shop␛]0;x␇ inbox"),
        ([call(MESSAGE, 5), call(MESSAGE, 5)], "2 new messages in Website inbox"),
        ([call(MESSAGE, 5), call(MESSAGE, 6)], "2 new messages in 2 conversations"),
        ([call(NEW, 5)], "New conversation in Website inbox"),
        ([call(NEW, 5), call(NEW, 6)], "2 new conversations"),
        ([call(MENTION, 5)], "You were mentioned in #5"),
        ([call(MENTION, 5), call(MENTION, 6)], "You were mentioned in 2 conversations"),
        ([call(ASSIGNED, 5)], "#5 was assigned to you"),
        ([call(UNASSIGNED, 5)], "#5 is nobody's now"),
        (
            [call(MESSAGE, 5), call(MENTION, 6)],
            "You were mentioned in #6. New message in Website inbox",
        ),
        (
            [call(MESSAGE, 5, late=True), call(MESSAGE, 6, late=True)],
            "New messages in 2 conversations, while nothing could be heard",
        ),
    ],
)
def test_sentences(calls: list[Call], said: str) -> None:
    assert calls_told(calls, INBOXES, with_text=False) == said
    assert "Ana" not in said


def test_words_where_they_are_wanted() -> None:
    assert calls_told([call(MESSAGE, 5)], INBOXES, with_text=True) == "Ana: Hi"
    both = [call(MESSAGE, 5), call(MESSAGE, 6)]
    assert calls_told(both, INBOXES, with_text=True) == "2 new messages in 2 conversations"
