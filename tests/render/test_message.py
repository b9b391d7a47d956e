"""One item of a thread as lines: each kind of message looks like what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import DrawnLine, line_width
from hoory_tui.render.message import BODY_LINES, MEASURE, Look, item_lines
from hoory_tui.render.thread import Item, ItemKind
from hoory_tui.store.records import (
    Attachment,
    Direction,
    Kind,
    Message,
    Pending,
    Sender,
    SendState,
)

AT = 1_795_348_800.0  # 12:00 UTC
LOOK = Look(60, UNICODE, UTC, "Ana")
ANA, ZOE = Sender(Kind.AGENT, 1, "Ana"), Sender(Kind.CONTACT, 7, "Zoë")
INCOMING = Message(1, 5, Direction.INCOMING, "Hello there", AT, sender=ZOE)
OUTGOING = Message(2, 5, Direction.OUTGOING, "Hi Zoë", AT, sender=ANA)


def drawn(message: Message, look: Look = LOOK, **item: Any) -> list[DrawnLine]:
    fields: dict[str, Any] = {"head": True, **item}
    return item_lines(Item(ItemKind.MESSAGE, ("message", message.id), message, **fields), look)


def texts(lines: list[DrawnLine]) -> list[str]:
    return ["".join(text for text, _ in line.line).rstrip() for line in lines]


def roles(lines: list[DrawnLine]) -> set[str]:
    return {role for line in lines for text, role in line.line if text.strip()}


def test_an_incoming_message() -> None:
    lines = drawn(INCOMING)
    assert texts(lines) == ["", " Zoë" + " " * 50 + "12:00", " ▏ Hello there"]
    assert [line.ground for line in lines] == ["thread", "thread", "incoming"]


def test_a_message_within_a_burst_has_no_head() -> None:
    assert texts(drawn(INCOMING, head=False)) == [" ▏ Hello there"]


@pytest.mark.parametrize(
    ("status", "mark", "role"),
    [
        ("progress", "sending…", "faint"),
        ("sent", "✓ sent", "dim"),
        ("delivered", "✓✓", "dim"),
        ("read", "✓✓ read", "live"),
        ("failed", "✗ failed", "failed"),
        ("melted", "✓ sent", "dim"),
    ],
)
def test_the_delivery_mark_of_our_own_message(status: str, mark: str, role: str) -> None:
    lines = drawn(replace(OUTGOING, status=status))
    assert texts(lines)[2].startswith(" ▎ Hi Zoë")
    assert texts(lines)[2].endswith(mark)
    assert role in roles(lines)
    assert lines[2].ground == "outgoing"


def test_only_our_replies_have_a_delivery_mark() -> None:
    assert "✓" not in "".join(texts(drawn(replace(INCOMING, status="read"))))
    assert "✓" not in "".join(texts(drawn(replace(OUTGOING, private=True))))


def test_a_private_note_is_unmistakable() -> None:
    lines = drawn(replace(OUTGOING, private=True, content="refund?"))
    assert "NOTE" in texts(lines)[1]
    assert texts(lines)[2] == " ▒ refund?"
    assert lines[2].ground == "note"
    assert {"note-badge", "note-edge", "note-text"} <= roles(lines)
    assert not {"note-badge", "note-edge", "note-text"} & roles(drawn(OUTGOING))


def test_a_failure_says_why() -> None:
    lines = texts(drawn(replace(OUTGOING, status="failed", error="number not on WhatsApp")))
    assert lines[-1] == " ▎ ✗ not delivered: number not on WhatsApp"
    unexplained = texts(drawn(replace(OUTGOING, status="failed")))
    assert "gave no reason" in unexplained[-1]


def test_a_deleted_message_shows_neither_words_nor_files() -> None:
    message = replace(INCOMING, deleted=True, attachments=(Attachment(1, url="https://h/a.pdf"),))
    assert texts(drawn(message))[2:] == [" ▏ message deleted"]


def test_attachments_and_places() -> None:
    message = replace(
        INCOMING,
        content="",
        attachments=(
            Attachment(1, "file", "https://h/invoice-11.pdf", "pdf", 82_345),
            Attachment(2, "location", title="Shop", latitude=40.18721, longitude=44.51523),
        ),
    )
    assert texts(drawn(message))[2:] == [
        " ▏ ⎙ invoice-11.pdf  file  82 kB",
        " ▏ ◉ Shop  40.1872, 44.5152",
    ]


def test_forms_their_answers_and_mails() -> None:
    survey = replace(
        OUTGOING, direction=Direction.TEMPLATE, sender=None, choices=("Yes", "No"), answer="5/5"
    )
    assert texts(drawn(survey))[1:] == [
        " Hoory  automatic" + " " * 37 + "12:00",
        " ▏ Hi Zoë",
        " ▏ ○ Yes",
        " ▏ ○ No",
        " ▏ ✓ answered: 5/5",
    ]
    mail = replace(INCOMING, subject="Order 12")
    assert texts(drawn(mail))[2] == " ▏ Order 12"


def test_a_reply_shows_what_it_replies_to_on_one_line() -> None:
    lines = texts(drawn(INCOMING, quoted="first\nsecond **bold**"))
    assert lines[2] == " ▏ ↩ first second bold"


def test_an_empty_message_says_what_it_is() -> None:
    assert texts(drawn(replace(INCOMING, content=" ", content_type="voice_call")))[2] == (
        " ▏ (voice call)"
    )


def test_an_activity_line_is_one_dim_line() -> None:
    activity = Message(3, 5, Direction.ACTIVITY, "Ana resolved\nthis", AT)
    lines = drawn(activity, head=False)
    assert texts(lines) == [" · Ana resolved this" + " " * 34 + "12:00"]
    assert roles(lines) == {"activity", "faint"}


@pytest.mark.parametrize(
    ("state", "head", "shown"),
    [
        (SendState.SENDING, "sending…", ""),
        (SendState.FAILED, "✗ not sent", "✗ not sent: The server said no."),
        (SendState.UNKNOWN, "! unsure", "! may have arrived: The server said no."),
    ],
)
def test_a_send_on_its_way(state: SendState, head: str, shown: str) -> None:
    pending = Pending("e", 5, "Hi **Zoë**", False, AT, 0, state, "The server said no.")
    lines = texts(item_lines(Item(ItemKind.PENDING, ("pending", "e"), pending=pending), LOOK))
    assert lines[1].startswith(" Ana")
    assert lines[1].endswith(head)
    assert lines[2] == " ▎ Hi Zoë"
    assert shown in "".join(lines)
    assert ("sends it again" in "".join(lines)) == (state is not SendState.SENDING)


def test_a_note_on_its_way_is_a_note_already() -> None:
    pending = Pending("e", 5, "psst", True, AT)
    lines = item_lines(Item(ItemKind.PENDING, ("pending", "e"), pending=pending), LOOK)
    assert lines[2].ground == "note"
    assert "NOTE" in texts(lines)[1]


def test_lines_between_messages() -> None:
    day = item_lines(Item(ItemKind.DAY, ("day", 1), text="Today"), LOOK)
    unread = item_lines(Item(ItemKind.UNREAD, ("unread", 0), text="3 new"), LOOK)
    fold = item_lines(Item(ItemKind.FOLD, ("fold", 1), text="4 earlier changes"), LOOK)
    assert " Today " in texts(day)[1]
    assert texts(unread)[0].strip("─ ") == "3 new"
    assert "divider" in roles(unread)
    assert texts(fold)[0].startswith(" · 4 earlier changes")


def test_a_flood_is_capped_and_says_so() -> None:
    lines = texts(drawn(replace(INCOMING, content="x\n" * 5000)))
    assert len(lines) == BODY_LINES + 3
    assert "more lines" in lines[-1]


@pytest.mark.parametrize("width", [1, 2, 5, 20, 59, 60, MEASURE, 250])
@pytest.mark.parametrize("private", [False, True])
def test_every_line_is_exactly_as_wide_as_the_pane(width: int, private: bool) -> None:
    message = replace(
        OUTGOING,
        private=private,
        status="failed",
        error="字" * 70,
        content="word " * 30 + "字" * 80 + " 👍🏽" * 9,
        subject="s" * 300,
        attachments=(Attachment(1, "file", "https://h/" + "n" * 300, "pdf", 10**9),),
        choices=("c" * 300,),
        answer="a" * 300,
    )
    lines = drawn(message, replace(LOOK, width=width), quoted="q" * 300)
    assert {line_width(line.line) for line in lines} == {width}


def test_wide_panes_keep_a_readable_measure() -> None:
    lines = texts(drawn(replace(INCOMING, content="word " * 200), replace(LOOK, width=250)))
    assert max(len(line) for line in lines) <= MEASURE
