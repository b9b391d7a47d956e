"""Texts by strangers with bad intent, in the boxes that list their links and show them whole."""

from __future__ import annotations

from hoory_tui.demo.records import Json
from hoory_tui.wire.link import LinkState

from . import raw
from .console import Console, console
from .stage import ZOE
from .test_hostile import STRINGS, look, push

TEXTS = [(one["string"] * one.get("repeat", 1))[:1000] for one in STRINGS]
_AT_ONCE = 12
"""So many of them make one message, in every place that it has."""


def said(texts: list[str]) -> tuple[str, list[Json], Json]:
    """Return the words, the files and the mail of a message that is full of these texts."""
    parts, files, html = [], [], ""
    for number, text in enumerate(texts):
        label = text.replace("[", "(").replace("]", ")")[:200]
        link = f"[{label}](https://evil.example/{number})"
        parts += [text, f"> {text}", f"- {text}", f"# {text}", link]
        files.append({"id": number, "file_type": "file", "data_url": "x", "fallback_title": text})
        files.append({"id": -number, "file_type": text, "data_url": "x", "extension": text})
        html += f"<p title='{text}'>{text}<a href='https://evil.example/{text}'>{text}</a></p>"
    mail: Json = {"subject": " ".join(texts), "from": texts, "to": texts, "cc": texts}
    return "\n".join(parts), files, mail | {"html_content": {"full": html}}


async def hear(desk: Console, message_id: int, texts: list[str], *, as_mail: bool) -> None:
    """Let Zoë say, link, attach or mail these texts, and go to that message."""
    words, files, mail = said(texts)
    data = raw.new_message(desk, ZOE, words, id=message_id, attachments=files)
    data["content_attributes"] = {"email": mail} if as_mail else {}
    # What was drawn may have taken longer than a link waits for a sign of life.
    await desk.until(lambda: desk.store.link.state is LinkState.LIVE, "a live link")
    push(desk, "message.created", data)
    await desk.until(lambda: desk.store.timelines[ZOE].get(message_id), f"message {message_id}")
    desk.app.flush()
    await desk.press("end")


async def test_no_text_of_a_stranger_acts_from_a_box() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE, opened=True)
        for first in range(0, len(TEXTS), _AT_ONCE):
            texts = TEXTS[first : first + _AT_ONCE]
            await hear(desk, 910_000 + first, texts, as_mail=first % (2 * _AT_ONCE) == 0)
            look(desk, texts[0])
            for key in ("v", "enter", "escape", "end", "escape", "f3", "end", "s", "w", "escape"):
                await desk.press(key)
                look(desk, f"{texts[0]!r} and {len(texts)} more, after {key}")
            assert desk.app.screen is desk.main
        assert desk.app.guard.hits == 0
        assert len(TEXTS) > 50
