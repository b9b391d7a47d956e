"""Every kind of item of a thread, drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.body import BODY_LINES
from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.render.lines import DrawnLine, line_width
from hoory_tui.render.message import MEASURE, Look, item_lines
from hoory_tui.render.thread import Item, ItemKind
from hoory_tui.store.records import (
    Attachment,
    Direction,
    Kind,
    Message,
    Pending,
    Sender,
    SendState,
    amended,
)

AT = 1_790_000_000.0  # 14:13:20 UTC
LOOK = Look(60, UNICODE, UTC, "Ana")
ZOE, ANA = Sender(Kind.CONTACT, 7, "Zoë"), Sender(Kind.AGENT, 1, "Ana")
BOT = Sender(Kind.BOT, 3, "Helper")
SAID = Message(9, 1, content="Hello there", created_at=AT, sender=ZOE)
OURS = amended(SAID, direction=Direction.OUTGOING, sender=ANA)
PENDING = Pending("echo", 1, "On my way", private=False, created_at=AT)


def drawn(message: Message, *, head: bool = True, quoted: str = "") -> list[DrawnLine]:
    item = Item(ItemKind.MESSAGE, ("message", 9), message=message, head=head, quoted=quoted)
    return item_lines(item, LOOK)


def texts(lines: list[DrawnLine]) -> list[str]:
    return ["".join(text for text, _ in one.line).rstrip() for one in lines]


def body(message: Message, **how: Any) -> list[str]:
    return texts(drawn(message, head=False, **how))


def roles(lines: list[DrawnLine], text: str) -> set[str]:
    return {role for one in lines for part, role in one.line if text in part}


def test_incoming() -> None:
    lines = drawn(SAID)
    assert texts(lines) == [
        "",
        f" Zoë{'14:13':>55}",
        " ▏ Hello there",
    ]
    assert [one.ground for one in lines] == ["thread", "thread", "incoming"]
    assert roles(lines, "Zoë") == {"name-incoming"}


@pytest.mark.parametrize(
    ("status", "mark", "role"),
    [
        ("sent", "✓ sent", "dim"),
        ("delivered", "✓✓", "dim"),
        ("read", "✓✓ read", "live"),
        ("progress", "sending…", "faint"),
        ("anything new", "✓ sent", "dim"),
    ],
)
def test_outgoing_with_its_mark(status: str, mark: str, role: str) -> None:
    lines = drawn(amended(OURS, status=status), head=False)
    assert texts(lines) == [f" ▎ Hello there{mark:>45}"]
    assert lines[0].ground == "outgoing"
    assert roles(lines, mark) == {role}


def test_failed_with_its_reason() -> None:
    lines = drawn(amended(OURS, status="failed", error="window closed"), head=False)
    assert texts(lines) == [
        f" ▎ Hello there{'✗ failed':>45}",
        " ▎ ✗ not delivered: window closed",
    ]
    assert roles(lines, "not delivered") == {"failed"}
    assert "the channel gave no reason" in body(amended(OURS, status="failed"))[-1]


def test_a_note_is_marked_three_times_and_has_no_delivery_mark() -> None:
    lines = drawn(amended(OURS, private=True))
    assert texts(lines)[1].startswith(" Ana   NOTE ")
    assert texts(lines)[2] == " ▒ Hello there"
    assert lines[2].ground == "note"
    assert roles(lines, "NOTE") == {"note-badge"}
    assert roles(lines, "Hello there") == {"note-text"}


def test_activity_is_one_dim_line() -> None:
    lines = drawn(amended(SAID, direction=Direction.ACTIVITY, content="Ana took it", sender=None))
    assert texts(lines) == [f" · Ana took it{'14:13':>45}"]
    assert roles(lines, "Ana took it") == {"activity"}


def test_templates_and_bots_are_called_automatic() -> None:
    template = amended(SAID, direction=Direction.TEMPLATE, sender=None)
    assert texts(drawn(template))[1].startswith(" Hoory  automatic")
    assert texts(drawn(amended(OURS, sender=BOT)))[1].startswith(" Helper  automatic")


def test_a_form_shows_its_choices_and_its_answer() -> None:
    form = amended(SAID, content="Which?", choices=("Red", "Blue"), answer="Blue")
    assert body(form) == [" ▏ Which?", " ▏ ○ Red", " ▏ ○ Blue", " ▏ ✓ answered: Blue"]


def test_a_rating_without_words() -> None:
    rating = amended(SAID, content="", content_type="input_csat", answer="4/5 “good”")
    assert body(rating) == [" ▏ ✓ answered: 4/5 “good”"]
    assert body(amended(rating, answer="")) == [" ▏ (input csat)"]


def test_deleted_shows_nothing_of_what_was_there() -> None:
    file = Attachment(1, title="secret.pdf")
    gone = amended(OURS, deleted=True, attachments=(file,), choices=("A",), status="read")
    assert body(gone) == [" ▎ message deleted"]


def test_attachments() -> None:
    files = (
        Attachment(1, "image", "https://x.example/a/photo%20one.png?sig=1", "png", 82_300),
        Attachment(2, "file", "", "", 0),
        Attachment(3, "location", title="Depot", latitude=53.47941, longitude=-2.2453),
    )
    assert body(amended(SAID, attachments=files)) == [
        " ▏ Hello there",
        " ▏ ⎙ photo one.png  image  82 kB",
        " ▏ ⎙ file #2  file",
        f" ▏ {UNICODE.place} Depot  53.4794, -2.2453",
    ]


def test_a_reply_shows_what_it_answers_and_a_mail_its_subject() -> None:
    lines = body(SAID, quoted="**What** is\nyour name?")
    assert lines == [" ▏ ↩ What is your name?", " ▏ Hello there"]
    assert texts(drawn(amended(SAID, subject="Invoice 7")))[2:] == [
        " ▏ Invoice 7",
        " ▏ Hello there",
    ]


@pytest.mark.parametrize(
    ("state", "mark", "words"),
    [
        (SendState.SENDING, "sending…", []),
        (SendState.QUEUED, "queued, next try 05:20:09", ["not sent yet: no network", "by itself"]),
        (SendState.CHECKING, "can't tell, checking", ["may have arrived: no net", "to find out"]),
        (SendState.FAILED, "✗ not sent", ["not sent: no network", "sends it again", "takes it"]),
        (SendState.UNKNOWN, "! unsure", ["may have arrived: no network", "sends it again"]),
    ],
)
def test_sends_on_their_way(state: SendState, mark: str, words: list[str]) -> None:
    problem = "no network" if words else ""
    pending = replace(PENDING, state=state, problem=problem, retry_at=19209.0)
    lines = item_lines(Item(ItemKind.PENDING, ("pending", "echo"), pending=pending), LOOK)
    shown = texts(lines)
    assert shown[1].startswith(" Ana")
    assert shown[1].endswith(mark)
    assert shown[2] == " ▎ On my way"
    assert all(word in " ".join(shown[3:]) for word in words)
    assert len(shown) == 3 if not words else len(shown) > 4


def test_what_waits_for_its_turn_says_no_more_than_that() -> None:
    pending = replace(PENDING, state=SendState.QUEUED)
    shown = texts(item_lines(Item(ItemKind.PENDING, ("pending", "echo"), pending=pending), LOOK))
    assert shown[1].endswith("queued")
    assert len(shown) == 3


def test_a_note_on_its_way_looks_like_a_note() -> None:
    pending = replace(PENDING, private=True)
    lines = item_lines(Item(ItemKind.PENDING, ("pending", "echo"), pending=pending), LOOK)
    assert " NOTE " in texts(lines)[1]
    assert lines[2].ground == "note"


def test_rules_and_folds() -> None:
    day = item_lines(Item(ItemKind.DAY, ("day", 1), text="Today"), LOOK)
    assert texts(day)[1] == f" {'─' * 25} Today {'─' * 26}"
    unread = item_lines(Item(ItemKind.UNREAD, ("unread", 0), text="3 new"), LOOK)
    assert " 3 new " in texts(unread)[0]
    assert roles(unread, "3 new") == {"divider"}
    fold = item_lines(Item(ItemKind.FOLD, ("fold", 1), text="4 earlier changes"), LOOK)
    assert texts(fold)[0].startswith(" · 4 earlier changes")
    assert texts(fold)[0].endswith("enter shows them")
    beginning = item_lines(Item(ItemKind.BEGINNING, ("beginning", 0), text="here"), LOOK)
    assert texts(beginning) == [" here"]


def test_text_keeps_to_a_readable_measure_and_a_limit_of_lines() -> None:
    wide = Look(200, UNICODE, UTC, "Ana")
    item = Item(ItemKind.MESSAGE, ("message", 9), message=amended(SAID, content="word " * 100))
    assert max(len(text) for text in texts(item_lines(item, wide))) <= MEASURE
    long = amended(SAID, content="line\n" * 1000)
    shown = body(long)
    assert len(shown) == BODY_LINES + 1
    assert shown[-1] == " ▏ … 800 more lines, f3 shows all"


MESSAGES = st.builds(
    Message,
    id=st.just(9),
    conversation_id=st.just(1),
    direction=st.sampled_from(Direction),
    content=st.text(max_size=200),
    created_at=st.just(AT),
    private=st.booleans(),
    status=st.sampled_from(["sent", "failed", "read", "delivered", "progress"]),
    sender=st.sampled_from([None, ZOE, ANA, BOT]),
    attachments=st.lists(
        st.builds(Attachment, id=st.integers(1, 9), title=st.text(max_size=30)), max_size=2
    ).map(tuple),
    deleted=st.booleans(),
    error=st.text(max_size=60),
    subject=st.text(max_size=60),
    choices=st.lists(st.text(max_size=30), max_size=2).map(tuple),
    answer=st.text(max_size=30),
)


@given(MESSAGES, st.integers(1, 130), st.booleans(), st.text(max_size=50), st.booleans())
def test_every_line_has_exactly_the_width(
    message: Message, width: int, head: bool, quoted: str, ascii_only: bool
) -> None:
    look = Look(width, ASCII if ascii_only else UNICODE, UTC, "Ana")
    item = Item(ItemKind.MESSAGE, ("message", 9), message=message, head=head, quoted=quoted)
    for one in item_lines(item, look):
        assert line_width(one.line) == width
