"""A token that is no longer good: the agent is asked, and nothing written meanwhile is lost."""

from __future__ import annotations

import asyncio

from textual.events import Key

from hoory_tui.app.messages import SignedOut
from hoory_tui.demo.faults import Fault
from hoory_tui.screens.signin import SignInScreen

from .console import Console, console
from .stage import DANA

WORDS = "The cable is in the post."


def is_asked(desk: Console) -> bool:
    return isinstance(desk.app.screen, SignInScreen)


def stored(desk: Console) -> int:
    return sum(one.content == WORDS for one in desk.desk.conversation(DANA).messages)


async def type_token(desk: Console, token: str) -> None:
    desk.app.screen.query_one("#token").value = token  # type: ignore[attr-defined]
    await desk.press("enter")


async def test_a_revoked_token_is_asked_for_and_the_outbox_goes_on_with_the_new_one() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        old = desk.desk.agents[0].access_token
        desk.desk.rotate_access_token(desk.me)
        await desk.write(WORDS)
        await desk.shows("no longer takes your token")
        assert desk.main.composer.text.has_focus
        await desk.press("ctrl+s")
        await desk.until(lambda: is_asked(desk))
        await desk.asks("no longer takes your token. Nothing is lost")
        assert stored(desk) == 0
        assert len(desk.store.outbox) == 1

        await type_token(desk, old)
        await desk.asks("The sign-in was refused")
        assert old not in "\n".join(desk.text())
        await type_token(desk, desk.desk.agents[1].access_token)
        await desk.asks("This token is somebody else's")
        await type_token(desk, desk.desk.agents[0].access_token)
        await desk.until(lambda: stored(desk) == 1, "sent with the new token")
        await desk.shows("● live", "#top-bar")
        desk.desk.contact_writes(DANA, "Thank you!")
        await desk.shows("Thank you!", "#messages")


async def test_a_cable_token_that_changed_with_the_other_is_taken_up() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.rotate_access_token(desk.me)
        desk.desk.rotate_pubsub_token(desk.me)
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))
        await type_token(desk, desk.desk.agents[0].access_token)
        await desk.until(lambda: desk.store.link.connection == 2)
        await desk.shows("● live", "#top-bar")
        desk.desk.contact_writes(DANA, "Do you hear me?")
        await desk.shows("Do you hear me?", "#messages")


async def test_signing_in_can_wait_and_is_offered_again() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.until(lambda: DANA in desk.store.participants, "what the card shows")
        desk.desk.rotate_access_token(desk.me)
        await desk.desk.disconnect_all("unauthorized", reconnect=False)
        await desk.until(lambda: is_asked(desk))
        await desk.press("escape")
        await desk.until(lambda: not is_asked(desk))
        assert "✗ offline: token refused" in desk.seen("#top-bar")
        await desk.reads_nothing()
        requests = desk.desk.requests_seen
        await desk.live_on(60)
        assert desk.desk.requests_seen == requests
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))


async def test_whoever_wants_to_sign_in_later_is_not_asked_every_minute() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.rotate_access_token(desk.me)
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))
        await desk.press("escape")
        await desk.until(lambda: not is_asked(desk))
        # The cable is still open, so what cannot be read is tried again and again.
        before = desk.desk.requests_seen
        await desk.live_on(90)
        assert desk.desk.requests_seen > before
        assert not is_asked(desk)
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))


async def test_a_cable_that_is_refused_alone_asks_for_no_token() -> None:
    async with console() as desk:
        before = desk.desk.requests_seen
        await desk.desk.disconnect_all("unauthorized", reconnect=False)
        await desk.shows("✗ offline: ", "#top-bar")
        await desk.until(lambda: desk.desk.requests_seen > before, "the profile is read")
        await desk.live_on(2)
        assert not is_asked(desk)


async def test_a_late_refusal_of_the_old_token_asks_nobody_again() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.settled()
        late = Fault("GET", "/labels", 1, seconds=2.0, status=401, body={"error": "Invalid token"})
        desk.desk.manners.faults.add(late)
        desk.app._work(desk.app._sync.load_lists(("label",)), "late")
        await desk.until(lambda: late.times == 0, "a question with the old token")
        desk.desk.rotate_access_token(desk.me)
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))
        await type_token(desk, desk.desk.agents[0].access_token)
        await desk.until(lambda: desk.app.backend.transport.tokens == 1, "another token")
        await desk.until(lambda: desk.store.link.connection == 2)
        await desk.shows("● live", "#top-bar")
        await desk.until(lambda: not desk.app._is_working("late"), "the late answer")
        # What was posted by then has been handled before this is.
        await desk.settled()
        assert not is_asked(desk)
        # And what was asked with the old one is asked again.
        await desk.live_on(30)
        await desk.until(lambda: "label" not in desk.app._sync.unfinished, "the labels")
        assert not is_asked(desk)


async def test_a_refusal_that_comes_while_the_new_token_is_tried_asks_nobody_again() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.settled()
        desk.desk.rotate_access_token(desk.me)
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))
        slow = Fault("GET", "/profile", 1, stall=0.3)
        desk.desk.manners.faults.add(slow)
        await type_token(desk, desk.desk.agents[0].access_token)
        await desk.until(lambda: slow.times == 0, "a look at the profile")
        desk.app._token_refused()
        await desk.until(lambda: desk.app.backend.transport.tokens == 1, "another token")
        await desk.until(lambda: desk.store.link.connection == 2)
        await desk.shows("● live", "#top-bar")
        await desk.settled()
        assert not is_asked(desk)


async def test_a_refusal_that_comes_while_the_box_closes_hides_no_answer() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        desk.desk.rotate_access_token(desk.me)
        await desk.press("ctrl+r")
        await desk.until(lambda: is_asked(desk))
        tokens = desk.app.backend.transport.tokens
        desk.app.screen.query_one("#token").value = desk.desk.agents[1].access_token  # type: ignore[attr-defined]
        desk.app.post_message(Key("enter", "\r"))
        for _ in range(30):
            # What was asked before is answered at any moment, also at this.
            desk.app.post_message(SignedOut(tokens))
            await asyncio.sleep(0)
        await desk.asks("This token is somebody else's")
