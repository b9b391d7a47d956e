"""What is held and what of it is not on disk."""

from __future__ import annotations

from hoory_tui.keep.holdings import Draft, Holdings, Inherited, Placed
from tests.keep.consoles import message


def test_only_what_changed_is_unsaved() -> None:
    held = Holdings()
    held.put_drafts({(1, False): "a", (2, True): ""})
    assert held.unsaved_drafts == {(1, False)}
    held.all_saved()
    held.put_drafts({(1, False): "a"})
    assert not held.unsaved
    held.put_drafts({(1, False): ""})
    assert held.unsaved_drafts == {(1, False)}
    assert held.drafts == {}


def test_a_message_takes_the_place_of_its_draft() -> None:
    held = Holdings()
    held.put_drafts({(5, False): "hello, and", (5, True): "note"})
    held.enqueue(message("a"), "and")
    assert {key: draft.text for key, draft in held.drafts.items()} == {
        (5, False): "and",
        (5, True): "note",
    }
    held.enqueue(message("b"), "")
    assert list(held.drafts) == [(5, True)]
    assert list(held.pending) == ["a", "b"]


def test_what_was_let_go_does_not_come_back_by_an_update() -> None:
    held = Holdings()
    held.enqueue(message("a"), "")
    held.forget(["a", "never"])
    held.all_saved()
    held.update(message("a", "later"))
    assert held.pending == {}
    assert not held.unsaved


def test_what_is_written_later_comes_after_what_was_inherited() -> None:
    held = Holdings()
    future = 2**61
    held.inherit(Inherited({(1, True): Draft("x", 1.0)}, [Placed(message("old"), future)]))
    assert not held.unsaved
    held.enqueue(message("new"), "")
    assert held.pending["new"].position > future


def test_a_new_file_has_nothing_of_ours() -> None:
    held = Holdings()
    held.put_drafts({(1, False): "a"})
    held.enqueue(message("a"), "")
    held.note_markers(False)
    held.all_saved()
    held.none_saved()
    assert held.unsaved_drafts == {(1, False)}
    assert held.unsaved_pending == {"a"}
    assert held.unsaved_markers
