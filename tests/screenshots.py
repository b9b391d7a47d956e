"""`python -m tests.screenshots [FOLDER]`: draw the README's pictures, the same words at every run.

One small scene is played on the demo desk: a colleague notes something, a customer is answered
and reads it, another one is typing, and one send fails.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from rich.cells import cell_len
from textual.widgets import Input

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store import select
from hoory_tui.store.records import SendState
from tests.flows.console import Clock, Console, SeenApp, is_settled_at_first
from tests.flows.visit import scene
from tests.flows.visit.visiting import Visiting, quiet_desk, visiting_on

FOLDER: Final = Path(__file__).parents[1] / "screenshots"
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

_OUTSIDE: Final = re.compile(r"\s*@font-face \{.*?\}\n", re.DOTALL)
_NUMBER: Final = re.compile(r"terminal-\d+")
_TEXT: Final = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]*)<')


def find(desk: DemoDesk, name: str) -> int:
    """Return the conversation of a customer."""
    numbers = range(1, CONVERSATIONS + 1)
    return next(number for number in numbers if desk.contact_of(number).name == name)


@asynccontextmanager
async def console_at_work() -> AsyncIterator[Console]:
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

        app = SeenApp(backend, Settings(), now=clock.now, monotonic=monotonic, zone=UTC)
        try:
            async with app.run_test(size=(160, 45)) as pilot:
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


def draw(running: Console | Visiting) -> str:
    """Return the screen as SVG without anything from elsewhere and without chance."""
    picture = running.app.export_screenshot(title="hoory-tui")
    return _TEXT.sub(_widen, _NUMBER.sub("hoory", _OUTSIDE.sub("", picture)))


def _widen(text: re.Match[str]) -> str:
    # Rich gives every character one cell; here the scripts get the cells that they take.
    words = html.unescape(text[3])
    length = float(text[1]) / len(words) * cell_len(words)
    return f'textLength="{length:.1f}"{text[2]}>{text[3]}<'


async def draw_all() -> dict[str, str]:
    """Return every picture by its name."""
    pictures: dict[str, str] = {}

    async def take(name: str, width: int, height: int) -> None:
        if running.app.size != (width, height):
            await running.pilot.resize_terminal(width, height)
        for field in running.app.screen.query(Input):
            field.cursor_blink = False
        await running.settled()
        pictures[name] = draw(running)

    async with console_at_work() as running:
        await play(running)
        await take("three-panes", 160, 45)
        await take("vast", 200, 50)
        running.app.use_theme("hoory-light")
        await take("light", 120, 36)
        running.app.use_theme("hoory-dark")
        await take("thread", 120, 36)
        await running.press("question_mark")
        await take("help", 120, 36)
        await running.press("escape")
        await running.write(DRAFT, private=True)
        await take("note", 80, 24)
        await running.press("escape", "h")
        await take("list", 80, 24)
        await running.pilot.resize_terminal(160, 45)
        await running.press("D")
        await running.turn_to(find(running.desk, "Zoë Brückner"), opened=True)
        await take("beside", 160, 45)
        await running.press("D", "h", "g", "space", "space", "space", "s", *"tomorrow 9")
        await take("snooze", 120, 36)
        await running.press("escape", "escape", "f", *"unread:>1 -label:praise assignee:n")
        await running.until(
            lambda: any(line.strip().startswith("2 match") for line in running.text()), "counted"
        )
        await take("filter", 120, 36)
    pictures["contact"] = await draw_contact()
    return pictures


async def draw_contact() -> str:
    """Return the picture of the contact's side."""
    async with quiet_desk() as (desk, clock), visiting_on(desk, clock, (120, 36)) as visit:
        await scene.play(visit)
        visit.app.clear_notifications()
        await visit.turn()
        return draw(visit)


def main(folder: Path = FOLDER) -> None:
    """Write the pictures into a folder."""
    pictures = asyncio.run(draw_all())
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
