"""What keys need and what is missing, and the sentence about the first of it."""

from __future__ import annotations

from hoory_tui.keys import Need, first_unmet
from hoory_tui.screens.reasons import Place, unmet_needs, why_not
from hoory_tui.store.records import Conversation, Pending, SendState
from hoory_tui.store.state import Store


def store() -> Store:
    made = Store(1, 7)
    made.conversations[1] = Conversation(1)
    return made


def test_with_nothing_at_hand_the_first_thing_is_said() -> None:
    unmet = unmet_needs(Store(1), Place(None))
    assert {Need.CONVERSATION, Need.TARGETS, Need.MARKED, Need.DESK, Need.UNSENT} <= unmet
    assert first_unmet((Need.UNSENT, Need.CONVERSATION), unmet) == Need.CONVERSATION
    assert why_not("toggle_resolved", unmet) == Need.TARGETS


def test_with_all_at_hand_nothing_is_said() -> None:
    unmet = unmet_needs(store(), Place(Conversation(1)))
    assert unmet == {Need.MARKED, Need.UNSENT, Need.RETURNABLE}
    assert why_not("toggle_resolved", unmet) == ""
    assert why_not("no such action", frozenset(Need)) == ""


def test_what_is_marked_is_enough() -> None:
    unmet = unmet_needs(store(), Place(None, marked=(1,)))
    assert Need.TARGETS not in unmet
    assert Need.CONVERSATION in unmet


def test_what_is_from_last_time_is_not_changed() -> None:
    known = store()
    known.unconfirmed = {1}
    assert why_not("toggle_resolved", unmet_needs(known, Place(Conversation(1)))) == Need.CONFIRMED


def test_only_what_waits_for_the_agent_is_unsent() -> None:
    known = store()
    sending = Pending("a", 1, "x", private=False, created_at=0, state=SendState.SENDING)
    known.outbox = {"a": sending}
    assert Need.UNSENT in unmet_needs(known, Place(Conversation(1)))
    known.outbox["b"] = Pending("b", 1, "x", private=False, created_at=0, state=SendState.FAILED)
    assert Need.UNSENT not in unmet_needs(known, Place(Conversation(1)))
