"""Replies that quote: shown while they are written, sent as such, kept with their draft."""

from __future__ import annotations

from hoory_tui.config.settings import Settings

from .console import console
from .stage import DANA, PRIYA, last


async def test_a_reply_quotes_the_message_at_hand() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        question = last(desk.desk, DANA)
        await desk.press("R")
        await desk.shows("Dana Okafor: But the app still says 0.", "#composer-notes")
        await desk.put("No, wait a minute.")
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "the reply")
        assert last(desk.desk, DANA).content_attributes["in_reply_to"] == question.id
        await desk.shows("↩ But the app still says 0.", "#messages")
        await desk.press("r")
        await desk.turn()
        assert not desk.main.composer.query_one("#composer-notes").display, "quoted once"


async def test_it_stays_with_its_draft_and_can_be_dropped() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.press("up", "up", "greater_than_sign")
        await desk.shows("Dana Okafor: Yes, twice.", "#composer-notes")
        await desk.put("Then")
        await desk.press("escape")
        await desk.turn_to(PRIYA)
        await desk.lacks("Yes, twice.", "#composer")
        await desk.turn_to(DANA, opened=True)
        await desk.press("r")
        await desk.shows("Dana Okafor: Yes, twice.", "#composer-notes")
        await desk.press("alt+r")
        await desk.lacks("Yes, twice.", "#composer")
        await desk.press("alt+r")
        await desk.shows("Nothing is quoted here")
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "the reply")
        assert "in_reply_to" not in last(desk.desk, DANA).content_attributes


async def test_what_is_held_shows_the_quote_and_brings_it_back() -> None:
    async with console(settings=Settings(send_delay=3)) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.press("R")
        await desk.put("Yes.")
        await desk.press("ctrl+s")
        await desk.shows("sends in 3 s", "#messages")
        await desk.shows("↩ But the app still says 0.", "#messages")
        await desk.press("u")
        await desk.shows("Dana Okafor: But the app", "#composer-notes")


async def test_a_note_is_quoted_in_a_note() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("For us.", private=True)
        await desk.press("ctrl+s")
        await desk.until(lambda: not desk.store.outbox, "the note")
        await desk.settled()
        await desk.press("G", "R")
        await desk.shows("Nare Petrosyan: For us.", "#composer-notes")
        assert desk.main.composer.private
