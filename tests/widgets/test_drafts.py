"""Drafts apart from any widget: kept, handed over, given back, each with what goes along."""

from __future__ import annotations

from hoory_tui.store.enclosure import Enclosure, MailHeads
from hoory_tui.store.records import OutgoingFile
from hoory_tui.widgets.drafts import Drafts

KEY = (5, False)
PAPER = OutgoingFile("/a.pdf", "a.pdf", 1, 2, 3)
PHOTO = OutgoingFile("/b.png", "b.png", 1, 2, 3)


def test_blanks_are_no_draft() -> None:
    drafts = Drafts()
    drafts.keep(KEY, "words")
    drafts.keep(KEY, " \n")
    assert drafts.conversations() == set()


def test_what_is_handed_over_is_taken_once_and_the_rest_stays() -> None:
    drafts = Drafts()
    drafts.keep(KEY, "first")
    drafts.attach(KEY, (PAPER,))
    drafts.enclose(KEY, Enclosure(7))
    assert drafts.leave(KEY, "first")
    assert not drafts.leave(KEY, "first"), "the same draft is not handed over twice"
    drafts.keep(KEY, "first and more")
    drafts.attach(KEY, (PAPER, PHOTO))
    assert drafts.take_over(KEY) == " and more"
    assert drafts.files == {KEY: (PHOTO,)}
    assert drafts.enclosures == {}


def test_what_is_not_taken_can_be_handed_over_again() -> None:
    drafts = Drafts()
    drafts.keep(KEY, "words")
    drafts.leave(KEY, "words")
    drafts.stay(KEY)
    assert drafts.leave(KEY, "words")


def test_what_comes_back_stands_in_front() -> None:
    drafts = Drafts()
    drafts.keep(KEY, "new")
    drafts.enclose(KEY, Enclosure(8))
    drafts.give_back(KEY, "old", (PAPER,), Enclosure(7))
    assert drafts.texts == {KEY: "old\nnew"}
    assert drafts.files == {KEY: (PAPER,)}
    assert drafts.enclosures == {KEY: Enclosure(8)}, "what is being answered now stays"


def test_a_row_shows_words_before_files_and_replies_before_notes() -> None:
    drafts = Drafts()
    drafts.attach((5, True), (PAPER, PHOTO))
    assert drafts.shown(5) == "a.pdf, b.png"
    drafts.keep((5, False), "reply")
    assert drafts.shown(5) == "reply"


def test_whom_words_were_for_comes_back_beside_what_is_answered_now() -> None:
    drafts = Drafts()
    only = MailHeads(("oliver@mail.example",))
    drafts.enclose(KEY, Enclosure(8))
    drafts.give_back(KEY, "for him alone", (), Enclosure(7, only))
    assert drafts.enclosures == {KEY: Enclosure(8, only)}


def test_a_message_that_was_no_draft_takes_nothing_of_one_along() -> None:
    drafts = Drafts()
    drafts.keep(KEY, "words")
    drafts.enclose(KEY, Enclosure(7))
    assert drafts.take_over(KEY) == "words"
    assert drafts.enclosures == {KEY: Enclosure(7)}
