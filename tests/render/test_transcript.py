"""A thread as text and as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC

from hoory_tui.render.transcript import ThreadHead, chosen, kind_of, thread_json, thread_text
from hoory_tui.store.records import Attachment, Direction, Kind, Mail, Message, Sender

AT = 1_790_000_000.0
HEAD = ThreadHead(4, "Zoë", "Website", "Invoice", "open", ("billing",), is_whole=False)
ZOE = Sender(Kind.CONTACT, 70, "Zoë")
ANA = Sender(Kind.AGENT, 2, "Ana")
SAID = (
    Message(1, 4, content="Hallo!\nZweite Zeile", created_at=AT, sender=ZOE),
    Message(2, 4, Direction.OUTGOING, "watch out", AT + 60, private=True, sender=ANA),
    Message(
        3,
        4,
        Direction.OUTGOING,
        "**Hi**",
        AT + 120,
        sender=ANA,
        attachments=(Attachment(9, url="https://x/y/bill.pdf"),),
    ),
    Message(4, 4, Direction.ACTIVITY, "Ana took it", AT + 180),
    Message(5, 4, content="secret", created_at=AT + 240, sender=ZOE, deleted=True),
)

TEXT = """\
Conversation #4 with Zoë (Website)
Subject: Invoice
Labels: billing
Earlier messages are left out.

[2026-09-21 14:13] Zoë (contact):
Hallo!
Zweite Zeile

[2026-09-21 14:15] Ana (agent):
**Hi**
[file: bill.pdf]

[2026-09-21 14:16] Hoory (system):
Ana took it
"""


def test_a_thread_as_text_without_notes_and_deleted_words() -> None:
    assert thread_text(HEAD, chosen(SAID, notes=False), UTC) == TEXT


def test_notes_are_given_away_only_when_asked_for() -> None:
    assert [one.id for one in chosen(SAID, notes=False)] == [1, 3, 4]
    told = chosen(SAID, notes=True)
    assert [kind_of(one) for one in told] == ["contact", "note", "agent", "system"]
    assert "watch out" in thread_text(HEAD, told, UTC)


def test_a_thread_as_json() -> None:
    told = json.loads(thread_json(replace(HEAD, is_whole=True), chosen(SAID, notes=False)))
    assert told["conversation"] == 4
    assert told["labels"] == ["billing"]
    assert told["complete"] is True
    assert told["messages"][1] == {
        "id": 3,
        "time": "2026-09-21T14:15:20+00:00",
        "author": "Ana",
        "kind": "agent",
        "text": "**Hi**",
        "files": ["bill.pdf"],
    }


def test_a_mail_gives_the_words_of_its_page() -> None:
    mail = Message(1, 4, content="short", created_at=AT, mail=Mail(html="<p>The <b>whole</b></p>"))
    assert "The whole" in thread_text(HEAD, [mail], UTC)
