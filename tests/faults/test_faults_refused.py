"""F29 to F37: the server understands and says no, or not now."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from hoory_tui.store.records import SendState

from ..flows.stage import DANA, ZOE
from .record import Record
from .stand import HERS, OURS, POST, Stand, stand, token_of


async def test_f29_token_refused_on_a_get(record: Record) -> None:
    async with stand(record) as one:
        one.desk.rotate_access_token(one.console.me)
        one.room.contact_writes(HERS)
        one.console.main.conversations.set_cursor(ZOE)
        await one.toast_says("The thread could not be loaded: The sign-in was refused")
        await one.signs_in(token_of(one.desk).get_secret_value())
        await one.console.shows("Die Bremse schleift", "#messages")
        await one.console.turn_to(DANA, opened=True)
        await one.sends(OURS)
        await one.has_sent(OURS)
        await one.is_live()
        await one.nothing_lost_or_doubled()


async def test_f30_token_refused_on_a_post_with_three_queued(record: Record) -> None:
    async with stand(record) as one:
        texts = [f"{OURS} {number}" for number in range(3)]
        one.desk.fail_next(*POST, 429)
        await one.sends(texts[0])
        await one.says("◐ queued, next try")
        await one.sends(texts[1])
        await one.sends(texts[2])
        one.desk.rotate_access_token(one.console.me)
        await one.passes(3)
        await one.asked_to_sign_in()
        await one.footer_says("3 unsent")
        assert one.states == [SendState.QUEUED] * 3
        # What was asked before anybody knew is still to be answered.
        await one.passes(1)
        await one.console.reads_nothing()
        requests = one.desk.requests_seen
        await one.passes(5)
        assert one.desk.requests_seen == requests
        assert one.states == [SendState.QUEUED] * 3
        await one.signs_in(token_of(one.desk).get_secret_value())
        await one.has_sent(texts[2])
        one.room.contact_writes(HERS)
        said = [one.content for one in one.desk.conversation(DANA).messages]
        assert [text for text in said if text in texts] == texts
        await one.is_live()
        await one.nothing_lost_or_doubled()


async def is_refused(record: Record, status: int, words: str, body: object = None) -> None:
    """Let a reply be refused for good; the words stay, and leave when the agent says so."""
    async with stand(record) as one:
        one.desk.fail_next(*POST, status, body=body)
        await one.sends(OURS)
        await one.thread_says(f"✗ not sent: {words}")
        await one.says("your text is kept")
        await one.footer_says("1 unsent")
        one.room.contact_writes(HERS)
        await one.passes(5)
        assert one.room.stored(OURS) == 0
        await one.repeats()
        await one.has_sent(OURS)
        await one.console.lacks("unsent", "#footer")
        await one.nothing_lost_or_doubled()


async def test_f31_forbidden(record: Record) -> None:
    await is_refused(record, 403, "You are not allowed to do this (“Forbidden”)")


async def test_f32_conversation_gone(record: Record) -> None:
    async with stand(record) as one:
        one.desk.fail_next("*", f"/conversations/{DANA}", 404, times=1000)
        await one.sends(OURS)
        await one.thread_says("✗ not sent: The server has no such thing")
        await one.reloads()
        await one.console.settled()
        await one.footer_says("1 unsent")
        assert OURS in one.console.seen("#messages")
        await one.console.press("x")
        assert one.console.written == OURS
        one.desk.clear_faults()
        await one.reloads()
        await one.console.until(lambda: DANA in one.console.store.timelines)
        one.room.contact_writes(HERS)
        await one.console.shows(HERS, "#messages")
        await one.console.press("ctrl+s")
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def test_f33_conflict(record: Record) -> None:
    body = {"error": "Conversation was changed \x1b[31mmeanwhile"}
    await is_refused(record, 409, "The server did not accept this (“Conversation was", body)


async def test_f34_too_large(record: Record) -> None:
    await is_refused(record, 413, "The server did not accept this (“it is too large”)")


async def test_f35_not_acceptable(record: Record) -> None:
    await is_refused(record, 422, "The server did not accept this (“Validation failed”)")


async def is_put_off(one: Stand, text: str, headers: dict[str, str]) -> float:
    """Send into a 429; return for how many seconds the reply is put off."""
    one.desk.fail_next(*POST, 429, headers=headers)
    await one.sends(text)
    await one.says("◐ queued, next try")
    await one.thread_says("not sent yet: The server asks to slow down")
    assert one.states == [SendState.QUEUED]
    retry_at = one.pending[0].retry_at
    assert retry_at is not None
    return retry_at - one.console.clock.now()


async def test_f36_too_many_requests(record: Record) -> None:
    async with stand(record) as one:
        assert 0.7 < await is_put_off(one, OURS, {}) < 1.3
        one.room.contact_writes(HERS)
        await one.passes(2)
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def test_f37_too_many_requests_with_a_date(record: Record) -> None:
    async with stand(record) as one:
        until = datetime.fromtimestamp(one.console.clock.now() + 9, UTC)
        for wish, least, most in (
            (format_datetime(until, usegmt=True), 7, 9.1),
            ("7", 7, 7.1),
            ("soon", 0.7, 1.3),
            ("99999999", 300, 300.1),
        ):
            text = f"{OURS} {wish}"
            assert least <= await is_put_off(one, text, {"Retry-After": wish}) <= most
            if least == 300:
                # Nobody has to wait that long who does not want to.
                await one.repeats()
            else:
                await one.passes(10)
            await one.has_sent(text)
        one.room.contact_writes(HERS)
        await one.nothing_lost_or_doubled()
