"""One small scene on the demo desk, for pictures: the same words at every run.

A colleague notes something, a customer is answered and reads it, another one is typing, and one
send fails.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from typing import Final

from pydantic import SecretStr

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store import select
from hoory_tui.store.records import SendState

from ..flows.console import Clock, Console, SeenApp, is_settled_at_first

THEME: Final = "hoory-dark"
CONVERSATIONS: Final = 100

ANSWER: Final = (
    "Saturday it is. We are open from 10 to 14; ring the bell at the blue door. "
    "The new latch is put aside under your name, and the swap takes **20 minutes**."
)
TIP: Final = (
    "[@Nare Petrosyan](mention://user/11/Nare%20Petrosyan) the last latch of batch 2034 is in "
    "drawer 4. I have taped a note on it, so nobody takes it before Saturday."
)
THANKS: Final = "Wonderful, thank you so much! I'll be there at 10. Shall I bring the receipt?"
DRAFT: Final = (
    "Receipt not needed, the serial number is enough. She rides to night shifts: lend her"
)
UNSENT: Final = "You only need to pair it once more: hold the power button until it beeps"
NEWS: Final = "One more thing: does the brake cable have to come out for that?"


def find(desk: DemoDesk, name: str) -> int:
    """Return the conversation of a customer."""
    numbers = range(1, CONVERSATIONS + 1)
    return next(number for number in numbers if desk.contact_of(number).name == name)


@asynccontextmanager
async def console_at_work(size: tuple[int, int] = (160, 45)) -> AsyncIterator[Console]:
    """Run the console on the demo desk with everything loaded, on a clock that stands still."""
    clock = Clock()
    desk = DemoDesk(seed=1, quiet_visitors=True, now=clock.now, conversations=CONVERSATIONS)
    async with desk:
        prepare(desk)
        token = SecretStr(desk.agents[0].access_token)
        backend = await open_backend(desk.url, token, desk.account_id)

        def monotonic() -> float:
            # The server was heard this very moment, however long drawing takes.
            return backend.cable.last_frame_at or elapsed()

        app = SeenApp(backend, Settings(theme=THEME), now=clock.now, monotonic=monotonic, zone=UTC)
        try:
            async with app.run_test(size=size) as pilot:
                running = Console(desk, app, pilot, clock)
                await running.until(lambda: is_settled_at_first(app), "the first loading")
                await running.settled()
                yield running
        finally:
            await backend.close()


def prepare(desk: DemoDesk) -> None:
    """Let some customers be there already."""
    for name in ("Priya Ramanathan", "Theo Lindgren", "Dana Okafor", "Zoë Brückner"):
        desk.contact_comes(desk.contact_of(find(desk, name)).id)


async def fail_to_send(running: Console) -> None:
    """Answer Dana while the server has a problem."""
    dana = find(running.desk, "Dana Okafor")
    await running.turn_to(dana, opened=True)
    running.desk.fail_next("POST", f"/conversations/{dana}/messages", 422)
    await running.write(UNSENT)
    await running.press("ctrl+s")
    await running.until(
        lambda: any(
            one.state is not SendState.SENDING for one in select.pending_of(running.store, dana)
        ),
        "a failed send",
    )


async def talk_with_priya(running: Console) -> None:
    """Get a tip from a colleague, answer, and be read and answered."""
    desk, clock = running.desk, running.clock
    priya = find(desk, "Priya Ramanathan")
    await running.turn_to(priya, opened=True)
    tomas = next(agent for agent in desk.agents if agent.name == "Tomás Ferreira")
    clock.wall += 30
    desk.agent_writes(tomas.id, priya, TIP, private=True)
    await running.shows("drawer 4")
    clock.wall += 70
    await running.write(ANSWER)
    await running.press("ctrl+s")
    await running.until(lambda: not select.pending_of(running.store, priya), "the answer sent")
    sent = desk.conversation(priya).messages[-1]
    for status in ("delivered", "read"):
        desk.set_message_status(sent.id, status)
    await running.shows("✓✓ read")
    clock.wall += 80
    desk.contact_writes(priya, THANKS)
    await running.shows("I'll be there at 10")


async def play(running: Console) -> None:
    """Let everything happen that is to be seen."""
    desk = running.desk
    await fail_to_send(running)
    await talk_with_priya(running)
    running.clock.wall += 20
    desk.contact_writes(find(desk, "Zoë Brückner"), NEWS)
    for name in ("Theo Lindgren", "Priya Ramanathan"):
        desk.contact_types(find(desk, name))
    await running.settled()


async def at_rest(running: Console) -> None:
    """Let the rows go where they belong, as if no hand had been on them for long."""
    main = running.main
    main.conversations.touched_at = float("-inf")
    main._settle_list()
    await running.settled()


def knows_contact(running: Console) -> bool:
    """Tell whether all that can be looked up about the contact at hand has come."""
    one = running.main.at_hand
    store = running.store
    return one is not None and one.contact_id in store.dossiers and one.id in store.shared_files
