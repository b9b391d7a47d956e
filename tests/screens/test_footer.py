"""Which keys matter now, and what waits."""

from __future__ import annotations

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.screens.footer import Hands, Waiting, footer_keys, footer_notes
from hoory_tui.store.records import Conversation, Pending, SendState
from hoory_tui.store.state import Store


def words(*, writing: bool = False, reading: bool = False, status: str = "open") -> dict[str, str]:
    hands = Hands(writing, reading, Conversation(1, status=status))
    return {word: key for key, word in footer_keys(hands, {})}


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


def test_nothing_is_offered_for_a_conversation_while_there_is_none() -> None:
    offered = {word for _, word in footer_keys(Hands(False, False, at_hand=None), {})}
    assert offered == {"all keys", "quit"}


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
    waiting = Waiting(drafts=2, moved=3, trouble="Drafts are not being saved: disk full. Mend it.")
    shown = "".join(text for text, _ in footer_notes(store, waiting, UNICODE))
    assert shown == ("! Drafts are not being saved: disk full  3 moved  2 unsent  2 drafts  ♪ 3 ")
