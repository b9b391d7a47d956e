"""Templates as channels describe them."""

from __future__ import annotations

from typing import Any

from hoory_tui.store.templates import Template, read_templates


def told(name: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "status": "APPROVED", "language": "en", "components": parts} | more


def body(text: str) -> dict[str, Any]:
    return {"type": "BODY", "text": text}


def test_those_that_may_be_sent_are_read() -> None:
    found = read_templates(
        [
            told("b", body("Hi {{1}} and {{ 2 }}, {{1}}"), {"type": "FOOTER", "text": "us"}),
            told("a", body("x"), status="approved", category="UTILITY", namespace="n"),
            told("no", body("x"), status="REJECTED"),
            told("empty", {"type": "HEADER", "format": "TEXT", "text": "y"}),
            {"components": [body("nameless")]},
            {"name": "odd", "components": "none"},
        ]
    )
    assert [one.name for one in found] == ["a", "b"]
    assert found[0] == Template("a", "en", "UTILITY", "n", "x")
    assert found[1].places == ("1", "2")
    assert found[1].footer == "us"
    assert found[1].words({"1": "Zoë", "2": "co"}) == "Hi Zoë and co, Zoë"
    assert found[1].words({"1": "Zoë"}) == "Hi Zoë and {{ 2 }}, Zoë"


def test_what_cannot_be_filled_in_here_says_why() -> None:
    file, link, head = read_templates(
        [
            told("file", body("x"), {"type": "HEADER", "format": "IMAGE"}),
            told(
                "link",
                body("x"),
                {"type": "BUTTONS", "buttons": [{"type": "URL", "url": "https://x/{{1}}"}]},
            ),
            told("more", body("x"), {"type": "HEADER", "format": "TEXT", "text": "{{1}}"}),
        ]
    )
    assert "file" in file.problem
    assert "buttons" in link.problem
    assert head.problem
