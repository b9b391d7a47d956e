"""What is asked or refused before words leave: too long, a file forgotten, too much pasted."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.signing import Signing, setting_of

from .console import console
from .stage import DANA, last

SIX = "one\ntwo\nthree\nfour\nfive\nsix"


async def test_near_the_end_it_is_counted_and_beyond_it_refused() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("x" * 9_949)
        await desk.turn()
        assert not desk.main.composer.query_one("#composer-notes").display
        await desk.press("x")
        await desk.shows("50 left", "#composer-notes")
        await desk.put("y" * 51)
        await desk.shows("1 too many", "#composer-notes")
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("ctrl+s")
        await desk.shows("Your text has 10,001 characters")
        assert len(desk.desk.conversation(DANA).messages) == before
        assert len(desk.written) == 10_001


async def test_the_signature_counts() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("x" * 9_990)
        await desk.press("alt+s")
        await desk.shows("too many", "#composer-notes")
        await desk.press("ctrl+s")
        await desk.shows("It is kept; shorten it")


async def test_a_file_that_is_spoken_of_is_asked_for_once(tmp_path: Path) -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("The invoice is attached.")
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("ctrl+s")
        await desk.asks("It speaks of a file, and none is attached.")
        await desk.press("n")
        assert len(desk.desk.conversation(DANA).messages) == before
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "sent")
        await desk.write("> You attached nothing.\nYou are right.")
        await desk.press("ctrl+s")
        await desk.until(
            lambda: "You are right." in (last(desk.desk, DANA).content or ""), "sent at once"
        )


async def test_many_pasted_lines_are_asked_about() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Here: ")
        desk.app.post_message(Paste(SIX))
        await desk.asks("6 lines were pasted. Put them into your text?")
        await desk.press("n")
        assert desk.written == "Here: "
        desk.app.post_message(Paste(SIX))
        await desk.asks("6 lines were pasted.")
        await desk.press("y")
        await desk.until(lambda: desk.written == f"Here: {SIX}", "the lines")
        await desk.put("\n".join("abcde"))
        assert desk.written.endswith("a\nb\nc\nd\ne"), "five are no question"


async def test_enter_sends_for_whom_it_does_on_the_web() -> None:
    def as_on_the_web(desk: DemoDesk) -> None:
        desk.agents[0].ui_settings["editor_message_key"] = "enter"

    async with console(before=as_on_the_web) as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("One")
        await desk.press("ctrl+j")
        await desk.put("two")
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("enter")
        await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "sent")
        assert last(desk.desk, DANA).content == "One\ntwo"
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("One")
        await desk.press("enter")
        await desk.until(lambda: desk.written == "One\n", "a new line")


async def test_an_editor_needs_a_terminal() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        await desk.write("Half")
        await desk.press("ctrl+o")
        await desk.shows("An editor needs a terminal")
        assert desk.written == "Half"


async def test_a_signature_that_speaks_of_attachments_asks_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(DANA, opened=True)
        inbox = desk.store.inboxes[desk.store.conversations[DANA].inbox_id]
        text = "Nare\nThis message and any attachments are confidential."
        desk.store.signing = Signing(text, frozenset({setting_of(inbox.channel_type)}))
        await desk.write("Hello there")
        await desk.press("ctrl+s")
        await desk.until(
            lambda: "confidential" in (last(desk.desk, DANA).content or ""), "sent at once"
        )
