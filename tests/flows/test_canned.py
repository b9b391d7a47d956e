"""Prepared words: chosen from a list or named in the text, filled in, and asked about."""

from __future__ import annotations

from hoory_tui.demo.desk import DemoDesk

from .console import Console, console
from .stage import DANA, THEO, last


async def with_library(desk: Console) -> None:
    await desk.live_on(1)
    await desk.until(lambda: desk.store.library.canned, "the library")


async def test_a_canned_response_is_chosen_and_sent_filled_in() -> None:
    async with console() as desk:
        await with_library(desk)
        await desk.turn_to(DANA, opened=True)
        await desk.press("c")
        await desk.shows("Canned response")
        await desk.press("h", "i")
        await desk.shows("Hi Dana, this is Nare")
        await desk.press("enter")
        await desk.until(lambda: desk.written, "the words")
        assert desk.written == "Hi Dana, this is Nare from Sparrow Bikes. How can I help?"
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("ctrl+s")
        await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "the reply")
        assert last(desk.desk, DANA).content == (
            "Hi Dana, this is Nare from Sparrow Bikes. How can I help?"
        )


async def test_a_slash_names_one_while_typing_goes_on() -> None:
    async with console() as desk:
        await with_library(desk)
        await desk.turn_to(DANA, opened=True)
        await desk.write("Well, /")
        await desk.shows("1 of 12", "#completion")
        await desk.press("t", "r", "a")
        await desk.lacks("battery", "#completion")
        await desk.press("tab")
        await desk.until(lambda: "Your parcel" in desk.written, "the words")
        assert desk.written.startswith("Well, Your parcel is on its way.")
        assert not desk.main.composer.completion.display
        await desk.press("x")
        await desk.until(lambda: desk.written.endswith("quiet.x"), "the hands never left the text")


async def test_escape_closes_the_list_first_and_it_stays_closed() -> None:
    async with console() as desk:
        await with_library(desk)
        await desk.turn_to(DANA, opened=True)
        await desk.write("/")
        await desk.shows("1 of 12", "#completion")
        await desk.press("escape")
        await desk.until(lambda: not desk.main.composer.completion.display, "a closed list")
        assert desk.main.composer.text.has_focus
        await desk.press("h", "i")
        await desk.until(lambda: desk.written == "/hi", "letters")
        assert not desk.main.composer.completion.display
        await desk.press("enter")
        await desk.until(lambda: desk.written == "/hi\n", "a new line")
        await desk.press("escape")
        await desk.until(lambda: desk.main.messages.has_focus, "the thread")


async def test_the_list_opens_by_a_key_anywhere_and_leaves_no_sign() -> None:
    async with console() as desk:
        await with_library(desk)
        await desk.turn_to(DANA, opened=True)
        await desk.write("So")
        await desk.press("ctrl+t")
        await desk.shows("1 of 12", "#completion")
        await desk.press("down", "up", "s", "e", "r", "enter")
        await desk.until(lambda: "serial number" in desk.written, "the words")
        assert desk.written.startswith("SoThe serial number")


async def test_paths_and_fractions_name_nothing() -> None:
    async with console() as desk:
        await with_library(desk)
        await desk.turn_to(DANA, opened=True)
        await desk.write("and/or /etc/hi")
        await desk.turn()
        assert not desk.main.composer.completion.display


async def test_what_cannot_be_filled_in_is_flagged_and_asked_about() -> None:
    async with console() as desk:
        await with_library(desk)
        await desk.turn_to(DANA, opened=True)
        await desk.write("Order {{order.id}} of {{contact.first_name}}")
        await desk.shows("{{order.id}} is not filled in", "#composer-notes")
        before = len(desk.desk.conversation(DANA).messages)
        await desk.press("ctrl+s")
        await desk.asks("{{order.id}} is not filled in. Send your reply all the same?")
        await desk.press("n")
        assert desk.written == "Order {{order.id}} of {{contact.first_name}}"
        assert len(desk.desk.conversation(DANA).messages) == before
        await desk.press("ctrl+s")
        await desk.asks("Send your reply all the same?")
        await desk.press("y")
        await desk.until(lambda: len(desk.desk.conversation(DANA).messages) > before, "the reply")
        # What nobody could fill in, the server empties.
        assert last(desk.desk, DANA).content == "Order  of Dana"


async def test_a_variable_is_completed_to_its_value() -> None:
    async with console() as desk:
        await desk.turn_to(THEO, opened=True)
        await desk.press("r", "left_curly_bracket", "left_curly_bracket")
        await desk.put("contact.em")
        await desk.shows("theo@mail.example", "#completion")
        await desk.press("enter")
        await desk.until(lambda: desk.written == "theo@mail.example", "the value")


async def test_emoji_have_names() -> None:
    async with console() as desk:
        await desk.turn_to(THEO, opened=True)
        await desk.write("Great :ta")
        await desk.shows("tada", "#completion")
        await desk.press("enter")
        await desk.until(lambda: desk.written == "Great 🎉 ", "the picture")
        await desk.put("at 10:30 :D")
        assert not desk.main.composer.completion.display


async def test_nothing_prepared_says_so() -> None:
    async with console(before=lambda desk: desk.engine.world.canned_responses.clear()) as desk:
        await desk.live_on(1)
        await desk.until(lambda: "canned" in desk.store.library.known, "the library")
        await desk.turn_to(DANA, opened=True)
        await desk.press("c")
        await desk.shows("There are no canned responses.")


async def test_what_could_not_be_read_yet_is_read_when_it_is_wanted() -> None:
    def busy(desk: DemoDesk) -> None:
        desk.fail_next("GET", "/canned_responses", 503, body={"error": "busy"})

    async with console(before=busy) as desk:
        await desk.live_on(1)
        await desk.until(lambda: desk.store.library.macros, "the rest")
        await desk.turn_to(DANA, opened=True)
        desk.clock.pass_by(10)
        await desk.press("c")
        await desk.shows("The canned responses are")
        await desk.until(lambda: desk.store.library.canned, "what had failed")
        await desk.press("c")
        await desk.shows("Hi Dana, this is Nare")
