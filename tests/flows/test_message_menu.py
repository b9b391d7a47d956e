"""One message at hand: quoted, linked, translated, sent again, deleted, all by its number."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.demo.records import Message

from .console import Console, console
from .stage import DANA, NARE, ZOE, last

READ = 0.2
"""Seconds after which a box was there to be read."""


async def open_menu(desk: Console, conversation_id: int) -> Message:
    await desk.turn_to(conversation_id, opened=True)
    await desk.press("d")
    await desk.shows("Reply quoting it")
    desk.clock.pass_by(READ)
    return last(desk.desk, conversation_id)


async def delete(desk: Console) -> None:
    await desk.press("d")
    await desk.shows("for good?")
    desk.clock.pass_by(READ)
    await desk.press("y")


async def test_a_message_is_deleted_at_once_and_at_the_server() -> None:
    async with console() as desk:
        message = await open_menu(desk, DANA)
        desk.desk.delay_next("DELETE", f"/messages/{message.id}", 1.0)
        await delete(desk)
        await desk.shows("message deleted", "#messages")
        assert message.content_attributes == {}, "shown before the server has done it"
        await desk.until(lambda: message.content_attributes == {"deleted": True})
        await desk.settled()
        assert "message deleted" in desk.seen("#messages")


async def test_a_refused_deletion_is_taken_back_with_the_servers_words() -> None:
    async with console() as desk:
        message = await open_menu(desk, DANA)
        body = {"error": "You are not authorized to do this action"}
        desk.desk.fail_next("DELETE", f"/messages/{message.id}", 401, body=body)
        await delete(desk)
        await desk.shows("The message is still there: You are")
        await desk.shows("Do I have to pair it again?", "#messages")
        await desk.lacks("message deleted", "#messages")
        assert message.content_attributes == {}


async def test_nothing_is_deleted_without_a_fresh_y() -> None:
    async with console() as desk:
        message = await open_menu(desk, DANA)
        await desk.press("d", "y")
        await desk.settled()
        await desk.shows("for good?")
        await desk.press("enter")
        await desk.lacks("for good?")
        assert message.content_attributes == {}


async def test_a_message_is_translated_once_and_below_its_own_words() -> None:
    settings = Settings(language="fr")
    async with console(settings=settings) as desk:
        message = await open_menu(desk, DANA)
        await desk.press("t")
        await desk.shows("fr ▏ [fr] But the app still says 0.", "#messages")
        await desk.shows("▏ But the app still says 0.", "#messages")
        assert message.content_attributes["translations"] == {"fr": f"[fr] {message.content}"}
        await desk.press("d")
        await desk.shows("Its translation is shown already.")
        await desk.press("t")
        await desk.shows("Translate it (fr)")


async def test_a_translation_that_the_server_has_already_is_read_from_the_thread() -> None:
    async with console(settings=Settings(language="fr")) as desk:
        message = await open_menu(desk, ZOE)
        # As if the event about it had been missed.
        message.content_attributes = {"translations": {"fr": "Bonjour"}}
        await desk.press("t")
        await desk.shows("Bonjour", "#messages")


async def test_without_a_translator_it_says_what_is_missing() -> None:
    async with console() as desk:
        desk.desk.engine.messages.translates = False
        message = await open_menu(desk, ZOE)
        await desk.press("t")
        await desk.shows("Nobody translates for this server")
        assert message.content_attributes == {}


async def test_an_old_server_that_cannot_translate_is_said_to_be_one() -> None:
    async with console() as desk:
        message = await open_menu(desk, DANA)
        desk.desk.fail_next("POST", f"/messages/{message.id}/translate", 404)
        await desk.press("t")
        await desk.shows("This server cannot translate")


async def test_what_failed_is_sent_again_by_the_server() -> None:
    async with console() as desk:
        sent = desk.desk.agent_writes(NARE, DANA, "Please pair it again.")
        desk.desk.set_message_status(sent.id, "failed", "24 hours are over")
        await desk.turn_to(DANA, opened=True)
        await desk.shows("not delivered: 24 hours are over", "#messages")
        await desk.press("d", "full_stop")
        await desk.until(lambda: sent.status == "sent")
        await desk.lacks("not delivered", "#messages")
        await desk.shows("✓ sent", "#messages")


@pytest.mark.parametrize(("status", "said"), [(404, "This server cannot"), (422, "did not accept")])
async def test_a_refused_retry_stays_failed_with_its_reason(status: int, said: str) -> None:
    async with console() as desk:
        sent = desk.desk.agent_writes(NARE, DANA, "Please pair it again.")
        desk.desk.set_message_status(sent.id, "failed", "24 hours are over")
        await desk.turn_to(DANA, opened=True)
        await desk.shows("not delivered: 24 hours are over", "#messages")
        desk.desk.fail_next("POST", f"/messages/{sent.id}/retry", status)
        await desk.press("d", "full_stop")
        await desk.shows("The message was not sent again:")
        await desk.shows(said)
        await desk.shows("not delivered: 24 hours are over", "#messages")
        assert sent.status == "failed"


async def test_what_cannot_be_done_says_why() -> None:
    async with console() as desk:
        await open_menu(desk, DANA)
        await desk.press("full_stop")
        await desk.shows("It did not fail.")
        await desk.shows("Reply quoting it")


async def test_a_link_names_the_conversation_or_the_message_under_the_cursor() -> None:
    async with console() as desk:
        base = f"{desk.desk.url}/app/accounts/{desk.desk.account_id}/conversations"
        await desk.turn_to(ZOE)
        await desk.press("Y")
        await desk.until(lambda: desk.app.clipboard == f"{base}/{ZOE}")
        message = await open_menu(desk, ZOE)
        await desk.press("escape", "Y")
        await desk.until(
            lambda: desk.app.clipboard == f"{base}/{ZOE}?messageId={message.id}", "a longer link"
        )


async def test_the_web_is_opened_only_from_the_box_that_shows_the_host() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("V")
        await desk.shows("Open this link?")
        await desk.shows(f"conversations/{ZOE}")


async def test_a_message_becomes_a_canned_response() -> None:
    async with console() as desk:
        message = await open_menu(desk, DANA)
        await desk.press("c")
        await desk.shows("Type a short code")
        await desk.press(*"pair")
        await desk.shows("Keep it as /pair")
        await desk.press("enter")
        await desk.shows("Kept for all agents as /pair.")
        kept = desk.desk.engine.world.canned_responses[-1]
        assert (kept.short_code, kept.content) == ("pair", message.content)
        await desk.until(lambda: any(one.short_code == "pair" for one in desk.store.library.canned))


async def test_an_agent_who_may_not_keep_a_text_is_told_so() -> None:
    async with console(agent=1) as desk:
        before = len(desk.desk.engine.world.canned_responses)
        await open_menu(desk, ZOE)
        await desk.press("c", *"pair", "enter")
        await desk.shows("No canned response was made: You are")
        assert len(desk.desk.engine.world.canned_responses) == before


async def test_a_reply_quotes_the_message_that_the_menu_was_opened_on() -> None:
    async with console() as desk:
        message = await open_menu(desk, DANA)
        desk.desk.contact_writes(DANA, "Hello?")
        await desk.press("r")
        await desk.put("Yes, please.")
        await desk.press("ctrl+s")
        await desk.until(lambda: last(desk.desk, DANA).content == "Yes, please.", "the reply")
        assert last(desk.desk, DANA).content_attributes["in_reply_to"] == message.id
