"""Threads as people read them, in a terminal and as Markdown: strangers' words stay words."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

from hoory_tui.commands.context import Context
from hoory_tui.commands.parts.columns import cells_of
from hoory_tui.commands.parts.markdown import markdown_lines
from hoory_tui.commands.parts.message_columns import MESSAGES
from hoory_tui.commands.parts.transcript import Transcript

EVIL: dict[str, Any] = {
    "id": 5,
    "status": "snoozed",
    "snoozed_until": 1_900_000_000,
    "labels": ["a"],
    "meta": {"sender": {"name": "Eve\x1b[2J\n# x", "email": "e@x.example"}},
    "_messages": [
        {
            "id": 1,
            "message_type": 0,
            "content": "<img src=x>\n![p](http://spy.example)\x1b[31m",
            "created_at": 1_700_000_000,
            "content_attributes": {
                "email": {"subject": "Hi"},
                "submitted_values": [{"name": "size", "value": "L"}],
            },
            "attachments": [
                {"id": 2, "file_type": "file", "data_url": "https://x.example/a/r%20s.pdf"},
                {"id": 3, "file_type": "location", "fallback_title": "Here"},
            ],
        },
        {"id": 2, "message_type": 2, "content": "Nare resolved", "created_at": 1_700_000_001},
        {"id": 3, "message_type": 1, "private": True, "content": "n", "sender": {"name": "Bo"}},
        {
            "id": 4,
            "message_type": 1,
            "status": "failed",
            "content_attributes": {"external_error": "no\x07", "deleted": True},
        },
    ],
}


def test_strangers_words_stay_words() -> None:
    out = io.StringIO()
    Transcript(Context({}, stdout=out)).draw(EVIL, "Mail")
    text = out.getvalue()
    assert "\x1b" not in text
    assert "\x07" not in text
    for part in ("PRIVATE NOTE", "NOT SENT (no␇)", "(deleted)", "· Nare resolved", "» size: L"):
        assert part in text
    assert "[file] r s.pdf" in text
    document = "\n".join(markdown_lines(EVIL, "Mail"))
    assert "\n# x" not in document
    assert "> &lt;img src=x>" in document
    assert "![" not in document
    assert "- [r s.pdf](https://x.example/a/r%20s.pdf)" in document
    assert "private note" in document


def test_a_terminal_breaks_lines_where_it_ends() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    long = {**EVIL, "_messages": [{"id": 1, "message_type": 0, "content": "日本 word " * 40}]}
    Transcript(Context({"COLUMNS": "40", "TERM": "xterm"}, stdout=out)).draw(long, "Mail")
    assert "\x1b[1m" in out.getvalue()
    plain = out.getvalue().replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert all(cells_of(line) <= 40 for line in plain.splitlines())


def test_a_survey_and_an_old_single_attachment_are_read() -> None:
    survey = {"csat_survey_response": {"rating": 4, "feedback_message": "ok"}}
    row = {
        "id": 1,
        "message_type": 3,
        "content_attributes": {"submitted_values": survey},
        "attachment": {"id": 2, "file_type": "image", "data_url": "https://x.example/p.png"},
    }
    found: Any = SimpleNamespace(**MESSAGES.as_json(row))
    assert found.message_type == "template"
    assert found.answers == ["rating: 4", "ok"]
    assert found.attachments[0]["file_name"] == "p.png"
