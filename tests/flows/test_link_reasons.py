"""What the server or the network had to say about the link is read by whoever has to act on it."""

from __future__ import annotations

import pytest

from hoory_tui.client.session import Server
from hoory_tui.wire.link import LinkState

from .console import console


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "The server has no cable at this address or does not take"),
        (403, "The server does not open its cable to us (403)"),
        (407, "The proxy wants a name and a password, so nothing was sent"),
    ],
)
async def test_a_refusal_of_the_cable_says_why_in_the_footer_and_once_in_a_toast(
    status: int, words: str
) -> None:
    async with console() as desk:
        await desk.settled()
        desk.desk.cable_manners.refuse_status = status
        desk.desk.drop_sockets()
        await desk.until(lambda: desk.store.link.state is LinkState.REFUSED, "a refusal")
        await desk.live_on(1)
        await desk.shows(words, "#footer")
        assert "all keys" in desk.seen("#footer")
        said = [one.message for one in desk.app._notifications if words in one.message]
        assert len(said) == 1
        await desk.live_on(3)
        desk.app.backend.cable.nudge()
        await desk.until(lambda: desk.store.link.attempt > 1, "another attempt")
        await desk.until(lambda: desk.store.link.state is LinkState.REFUSED, "a refusal")
        await desk.live_on(1)
        assert len([one for one in desk.app._notifications if words in one.message]) == 1
        desk.desk.cable_manners.refuse_status = None
        desk.app.backend.cable.nudge()
        await desk.shows("● live", "#top-bar")
        await desk.live_on(1)
        assert words not in desk.seen("#footer")


async def test_a_desk_that_anybody_can_listen_to_is_told_of_all_the_time() -> None:
    async with console() as desk:
        await desk.settled()
        assert not desk.app.backend.server.is_plaintext
        assert "PLAINTEXT" not in desk.seen("#top-bar")
        desk.app.backend.server = Server("http://desk.example")
        await desk.live_on(1)
        await desk.shows("PLAINTEXT", "#top-bar")
        await desk.shows("● live", "#top-bar")
