"""A reply on its way: shown at once, sent once, kept when it fails."""

from __future__ import annotations

import pytest
from textual.events import Key

from .console import Console, console
from .contact import contact_socket
from .stage import DANA

WORDS = "The cable is in the post."


def count(desk: Console, text: str) -> int:
    return desk.seen("#messages").count(text)


def is_sent(desk: Console, text: str) -> bool:
    """Tell whether the thread shows the text as sent."""
    lines = [line for line in desk.seen("#messages").split("\n") if text in line]
    return len(lines) == 1 and "✓ sent" in lines[0]


def stored(desk: Console, text: str) -> int:
    return sum(one.content == text for one in desk.desk.conversation(DANA).messages)


async def send(desk: Console, text: str, *, private: bool = False) -> None:
    await desk.turn_to(DANA)
    await desk.write(text, private=private)
    await desk.press("ctrl+s")


@pytest.mark.parametrize("event_first", [True, False])
async def test_a_reply_is_pending_then_sent_and_only_once(event_first: bool) -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        desk.desk.event_before_response = event_first
        desk.desk.delay_next("POST", f"/{DANA}/messages", 1.0)
        await send(desk, WORDS)
        await desk.shows("sending…", "#messages")
        assert count(desk, WORDS) == 1
        assert desk.written == ""
        assert desk.main.messages.has_focus
        await desk.until(lambda: is_sent(desk, WORDS), "the mark of what was sent")
        await desk.until(lambda: contact.contents() == [WORDS], "the contact has it")
        await desk.settled()
        assert count(desk, WORDS) == 1
        assert "sending…" not in desk.seen()
        assert not desk.store.outbox
        assert stored(desk, WORDS) == 1
        assert desk.row_of(DANA).split("\n")[1].startswith("▌↩ The cable is in the post")


def strike(desk: Console, *keys: str) -> None:
    """Press keys faster than the console can react."""
    for key in keys:
        desk.app.post_message(Key(key, None))


@pytest.mark.parametrize("how", ["keys", "at once"])
async def test_sending_twice_sends_once(how: str) -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write(WORDS)
        if how == "keys":
            strike(desk, "ctrl+s", "ctrl+s")
        else:
            desk.main.composer.text.action_send()
            desk.main.composer.text.action_send()
        await desk.until(lambda: is_sent(desk, WORDS), "the mark of what was sent")
        await desk.settled()
        assert stored(desk, WORDS) == 1
        assert count(desk, WORDS) == 1


async def test_turning_away_at_once_still_sends_to_whom_the_title_named() -> None:
    async with console() as desk:
        rows = desk.main.conversations.keys
        neighbour = rows[rows.index(DANA) + 1]
        theirs = "A draft for somebody else"
        await desk.turn_to(neighbour)
        await desk.write(theirs)
        await desk.press("escape")
        await desk.turn_to(DANA)
        await desk.write(WORDS)
        strike(desk, "ctrl+s", "ctrl+down")
        await desk.until(lambda: stored(desk, WORDS) == 1, "sent to Dana")
        await desk.settled()
        assert desk.main.conversations.cursor == neighbour
        assert desk.main.composer.draft_of(neighbour) == theirs
        assert desk.main.composer.draft_of(DANA) == ""
        said = [one.content for one in desk.desk.conversation(neighbour).messages]
        assert theirs not in said
        assert WORDS not in said


async def test_words_written_while_others_leave_stay() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write(WORDS)
        desk.main.composer.text.action_send()
        desk.main.composer.text.insert("oh")
        await desk.until(lambda: is_sent(desk, WORDS), "the mark of what was sent")
        assert desk.desk.conversation(DANA).messages[-1].content == WORDS
        assert desk.written == "oh"


async def test_messages_of_one_conversation_leave_in_the_order_of_writing() -> None:
    async with console() as desk:
        desk.desk.delay_next("POST", f"/{DANA}/messages", 0.2)
        await send(desk, "first")
        await send(desk, "second")
        await desk.until(lambda: not desk.store.outbox, "both sent")
        assert [one.content for one in desk.desk.conversation(DANA).messages[-2:]] == [
            "first",
            "second",
        ]


async def test_an_empty_reply_is_not_sent() -> None:
    async with console() as desk:
        await send(desk, "  \n ")
        await desk.shows("There is nothing to send yet.")
        assert desk.main.composer.text.has_focus
        assert not desk.store.outbox


async def test_a_refusal_keeps_the_text_and_says_why() -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 422)
        await send(desk, WORDS)
        await desk.shows("not sent: ", "#messages")
        await desk.shows("1 unsent", "#footer")
        assert WORDS in desk.seen("#messages")
        assert desk.row_of(DANA).split("\n")[1].startswith("▌✗ not sent: The cable")
        echo_id = next(iter(desk.store.outbox))
        assert contact.contents() == []

        await desk.press("full_stop")
        await desk.until(lambda: is_sent(desk, WORDS), "the mark of what was sent")
        await desk.until(lambda: contact.contents() == [WORDS], "the contact has it")
        assert [data.get("echo_id") for name, data in contact.heard if "created" in name] == [
            echo_id
        ]
        await desk.lacks("unsent", "#footer")
        await desk.settled()
        assert count(desk, WORDS) == 1


async def test_what_may_have_arrived_is_looked_for_and_then_asked_about() -> None:
    async with console() as desk, contact_socket(desk.desk, DANA) as contact:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 503)
        await send(desk, WORDS)
        await desk.shows("can't tell, checking", "#messages")
        await desk.shows("1 unsent", "#footer")
        assert desk.row_of(DANA).split("\n")[1].startswith("▌◐ checking: The cable")
        await desk.press("full_stop")
        await desk.shows("Nothing waits here for you")

        def looked() -> bool:
            desk.clock.pass_by(1)
            return "! unsure" in desk.seen("#messages")

        await desk.until(looked, "the last look")
        await desk.until(lambda: desk.row_of(DANA).split("\n")[1].startswith("▌! unsure: The"))
        assert contact.contents() == []

        await desk.press("full_stop")
        await desk.asks("Nobody can tell whether this message arrived")
        await desk.press("n")
        assert contact.contents() == []
        await desk.press("full_stop", "y")
        await desk.until(lambda: is_sent(desk, WORDS), "the mark of what was sent")
        assert contact.contents() == [WORDS]


async def test_words_written_offline_wait_visibly_and_leave_in_order() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 429)
        await send(desk, "first")
        await desk.shows("queued, next try", "#messages")
        assert desk.row_of(DANA).split("\n")[1].startswith("▌◐ queued: first")
        await send(desk, "second")
        await desk.shows("queued", "#messages")
        desk.clock.pass_by(2)
        await desk.until(lambda: not desk.store.outbox, "both sent")
        assert stored(desk, "first") == stored(desk, "second") == 1
        said = [one.content for one in desk.desk.conversation(DANA).messages]
        assert said[-2:] == ["first", "second"]


async def test_lines_that_did_not_go_out_are_one_line_in_the_list() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 422)
        await send(desk, "one\ntwo")
        await desk.until(lambda: "✗ not sent: one two" in desk.row_of(DANA))
        await send(desk, "three")
        await desk.shows("2 unsent", "#footer")


async def test_what_failed_can_be_taken_back_into_the_composer() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 422)
        await send(desk, WORDS, private=True)
        await desk.shows("not sent: ", "#messages")
        await desk.press("x")
        assert desk.written == WORDS
        assert desk.main.composer.private
        assert desk.main.composer.text.has_focus
        await desk.lacks("not sent", "#messages")
        assert not desk.store.outbox
        assert stored(desk, WORDS) == 0


async def test_taking_back_keeps_what_was_written_meanwhile() -> None:
    async with console() as desk:
        desk.desk.fail_next("POST", f"/{DANA}/messages", 422)
        await send(desk, WORDS)
        await desk.shows("not sent: ", "#messages")
        await desk.write("And the charger too.")
        await desk.press("escape", "x")
        assert desk.written == f"{WORDS}\nAnd the charger too."


async def test_a_lost_answer_is_settled_by_the_event() -> None:
    async with console() as desk:
        desk.desk.lose_next_answer("POST", f"/{DANA}/messages")
        await send(desk, WORDS)
        await desk.until(lambda: is_sent(desk, WORDS), "the mark of what was sent")
        await desk.settled()
        assert not desk.store.outbox
        assert count(desk, WORDS) == 1
        assert stored(desk, WORDS) == 1
        assert "unsent" not in desk.seen("#footer")
