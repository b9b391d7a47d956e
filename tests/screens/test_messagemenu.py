"""What there is to do with a message, and why some of it cannot be done."""

from __future__ import annotations

from hoory_tui.screens.messagemenu import verbs_of
from hoory_tui.store.records import Direction, Message


def refused(message: Message, *, can_reply: bool = True) -> dict[str, str]:
    verbs = verbs_of(message, can_reply=can_reply, language="fr")
    return {one.name: one.why_not for one in verbs if one.why_not}


def test_a_message_can_be_all_but_sent_again() -> None:
    assert refused(Message(1, 4, content="Hi")) == {"retry": "It did not fail."}
    assert refused(Message(1, 4, Direction.OUTGOING, "Hi", status="failed")) == {}


def test_what_was_deleted_has_a_link_and_nothing_else() -> None:
    gone = refused(Message(1, 4, content="Hi", deleted=True))
    assert set(gone) == {"quote", "copy", "translate", "canned", "retry", "delete"}
    assert set(gone.values()) == {"It was deleted."}


def test_a_line_of_the_server_can_be_copied_and_linked() -> None:
    line = refused(Message(1, 4, Direction.ACTIVITY, "Ana took it"))
    assert set(line) == {"quote", "translate", "canned", "retry", "delete"}


def test_what_has_no_words_or_a_translation_says_so() -> None:
    assert refused(Message(1, 4))["translate"] == "It has no words."
    shown = Message(1, 4, content="Hallo", translations=(("fr", "Salut"),))
    assert refused(shown)["translate"] == "Its translation is shown already."


def test_a_closed_channel_takes_no_quote() -> None:
    assert refused(Message(1, 4, content="x"), can_reply=False)["quote"].startswith("This channel")
