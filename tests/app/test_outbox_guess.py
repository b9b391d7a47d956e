"""A message of ours with the same words, from before: it is not taken for the one that failed."""

from __future__ import annotations

import asyncio

from hoory_tui.demo.faults import Fault
from hoory_tui.store.happenings import MessagesLoaded, Opened, Reach
from hoory_tui.store.records import SendState
from hoory_tui.wire.answers import MessagePage

from ..store.build import agent, from_me, message_row, payload
from ..terminal.console import until
from .mailing import HERE, Mailing, mailing

WORDS = "Thanks!"
LONG_AGO = 5 * 3600.0


def the_same_words_of_long_ago(mail: Mailing) -> MessagesLoaded:
    """Return a page that brings what was written in a browser, heard of only now."""
    sender = agent(mail.store.me_id)
    said = message_row(10**6, HERE, at=mail.clock.now - LONG_AGO, **from_me(WORDS, sender=sender))
    page = payload(MessagePage, {"payload": [said]})
    return MessagesLoaded(HERE, page, Reach.LATEST, exhausted=True)


async def test_words_that_were_taken_for_sent_come_back_when_they_surely_were_not() -> None:
    async with mailing() as mail:
        mail.desk.manners.faults.add(
            Fault("POST", f"/conversations/{HERE}/messages", 1, status=422, seconds=0.3)
        )
        echo_id = await mail.write(WORDS)
        work = asyncio.create_task(mail.work())
        await until(lambda: mail.state(echo_id) is SendState.SENDING, "it is on its way")
        await mail.told([Opened(HERE), the_same_words_of_long_ago(mail)])
        assert mail.state(echo_id) is None
        await work
        assert mail.state(echo_id) is SendState.FAILED
        assert mail.said() == []
