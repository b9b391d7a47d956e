"""Which keys matter now, and what waits."""

from __future__ import annotations

from hoory_tui.keys import Need
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.footer import Hands, Waiting, footer_keys, footer_notes, taken_keys
from hoory_tui.screens.reasons import Place, unmet_needs
from hoory_tui.store.records import Conversation, Pending, SendState
from hoory_tui.store.state import Store

UNMARKED = frozenset({Need.MARKED, Need.UNSENT})


def words(
    *,
    writing: bool = False,
    reading: bool = False,
    status: str = "open",
    unmet: frozenset[Need] = UNMARKED,
    taken: frozenset[str] = frozenset(),
    holds: bool = False,
) -> dict[str, str]:
    hands = Hands(writing, reading, Conversation(1, status=status), unmet, holds)
    return {word: key for key, word in footer_keys(hands, {}, taken)}


def test_the_keys_follow_the_hands() -> None:
    at_list = words()
    assert at_list["open"] == "enter"
    assert at_list["reply"] == "r"
    assert "back" not in at_list
    assert "send" not in at_list
    assert "back" in words(reading=True)
    assert words(writing=True)["send"] == "ctrl+s"
    assert "reply" not in words(writing=True)


def test_no_letter_is_offered_where_letters_are_text() -> None:
    assert all(len(key) > 1 for key in words(writing=True).values())


def test_what_is_closed_can_be_reopened() -> None:
    assert "resolve" in words()
    assert "reopen" in words(status="resolved")
    assert "reopen" in words(status="snoozed")


def test_what_is_held_can_be_taken_back_and_needs_no_second_sending() -> None:
    unsent = words(unmet=frozenset({Need.MARKED}))
    assert unsent["send again"] == "."
    assert "take back" not in unsent
    held = words(unmet=frozenset({Need.MARKED}), holds=True)
    assert held["take back"] == "u"
    assert "send again" not in held


def test_nothing_is_offered_for_a_conversation_while_there_is_none() -> None:
    unmet = unmet_needs(Store(1), Place(None))
    offered = {word for _, word in footer_keys(Hands(False, False, None, unmet), {})}
    assert {"all keys", "quit"} <= offered
    assert offered.isdisjoint({"open", "reply", "note", "resolve", "assign me"})


def test_no_more_is_shown_than_can_be_taken_in() -> None:
    for reading in (False, True):
        shown = words(reading=reading)
        assert 6 <= len(shown) <= 10
        assert "all keys" in shown
    assert ("quit" in words(), "quit" in words(reading=True)) == (True, False)


def test_what_is_marked_brings_the_verbs_for_many_first() -> None:
    shown = list(words(unmet=frozenset({Need.UNSENT})))
    assert shown.index("resolve") < shown.index("unmark") < len(shown)
    assert "reply" not in shown[:4]
    assert words(unmet=frozenset({Need.UNSENT}))["unmark"] == "h"


def test_keys_that_a_multiplexer_keeps_are_not_named() -> None:
    taken = taken_keys({"ZELLIJ": "0"})
    assert words(writing=True)["send"] == "ctrl+s"
    assert words(writing=True, taken=taken)["send"] == "f2"
    assert taken_keys({"TMUX": "x"}) == frozenset()


def test_the_users_keys_are_shown() -> None:
    hands = Hands(writing=False, reading=False, at_hand=Conversation(1))
    assert ("D", "resolve") in footer_keys(hands, {"resolve": "D"})


def test_what_waits_is_told_and_nothing_else() -> None:
    store = Store(1)
    assert footer_notes(store, Waiting(), UNICODE) == []
    sending = Pending("a", 1, "text", private=False, created_at=0)
    failed = Pending("b", 1, "text", private=False, created_at=0, state=SendState.FAILED)
    store.outbox = {"a": sending, "b": failed}
    store.unread_notifications = 3
    waiting = Waiting(
        drafts=2, moved=3, marked=12, trouble="Drafts are not being saved: disk full. Mend it."
    )
    shown = "".join(text for text, _ in footer_notes(store, waiting, UNICODE))
    told = "! Drafts are not being saved: disk full"
    assert shown == f"{told}  12 marked  3 moved  2 unsent  2 drafts  ♪ 3 "


def test_what_is_at_work_for_the_agent_is_told() -> None:
    waiting = Waiting(busy="tool reads #3, 4 s, esc stops")
    assert "tool reads #3, 4 s, esc stops" in "".join(
        text for text, _ in footer_notes(Store(1), waiting, UNICODE)
    )
