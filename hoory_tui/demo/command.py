"""``hoory-tui demo-server``: run the demo desk on its own until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

from .branch import CONVERSATIONS
from .desk import DemoDesk
from .load import Load

_COLLECT_SELDOM = (100_000, 50, 100)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What kind of desk is wanted.

    ``rate`` is in events a second; None means no load and no orders about it. Of several
    ``accounts`` the first has the conversations, the load and the visitors, all have the people.
    """

    port: int = 0
    seed: int = 1
    quiet_visitors: bool = False
    as_json: bool = False
    conversations: int = 100
    rate: float | None = None
    accounts: int = 1


def run(wishes: Wishes) -> int:
    """Serve until SIGINT or SIGTERM and return the exit code: 0, or 1 when the port is taken.

    With a rate and JSON, lines on the input are obeyed: ``rate 500`` sets the rate, any other
    line changes nothing; each is answered by a line of JSON with ``rate``, ``events`` and
    ``messages`` sent so far.
    """
    return asyncio.run(_serve(wishes))


async def _serve(wishes: Wishes) -> int:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    desk = DemoDesk(
        seed=wishes.seed,
        quiet_visitors=wishes.quiet_visitors,
        conversations=wishes.conversations,
        rate=wishes.rate or 0.0,
        branch=min(wishes.conversations, CONVERSATIONS) if wishes.accounts > 1 else None,
        accounts=wishes.accounts,
    )
    if wishes.rate is not None:
        # Rows live as long as the desk: looking through them again and again would be a stall.
        gc.freeze()
        gc.set_threshold(*_COLLECT_SELDOM)
    try:
        await desk.start(wishes.port)
    except OSError:
        _say(f"Port {wishes.port} is already in use; choose another with --port.", error=True)
        return 1
    try:
        about = desk.describe()
        _say(json.dumps(about, ensure_ascii=False) if wishes.as_json else _introduction(desk))
        async with _obeying(desk.load, wanted=wishes.as_json and wishes.rate is not None):
            await ended.wait()
    finally:
        await desk.stop()
    return 0


@asynccontextmanager
async def _obeying(load: Load, *, wanted: bool) -> AsyncIterator[None]:
    """Obey the lines on the input meanwhile."""
    if not wanted:
        yield
        return
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    pipe, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    obeying = asyncio.create_task(_obey(load, orders), name="demo-orders")
    try:
        yield
    finally:
        obeying.cancel()
        await asyncio.gather(obeying, return_exceptions=True)
        pipe.close()


async def _obey(load: Load, orders: asyncio.StreamReader) -> None:
    while line := await orders.readline():
        match line.decode(errors="replace").split():
            case ["rate", figure] if figure.isdecimal():
                load.set_rate(float(figure))
        _say(json.dumps(asdict(load.sent())))


def _introduction(desk: DemoDesk) -> str:
    """Return what a person needs to try the desk."""
    lines = [
        f"The demo desk is open at {desk.url} (account {desk.account_id}).",
        "Everything in it is pretend. Sign in as one of:",
    ]
    for one in desk.describe()["agents"]:
        lines.append(f"  {one['name']} ({one['role']})")
        lines.append(f"    e-mail {one['email']}  password {one['password']}")
        lines.append(f"    API token {one['access_token']}")
    if others := desk.branches:
        lines.append("The same tokens open these accounts too:")
        accounts = (one.engine.world.account for one in others)
        lines += [f"  {one.name} (account {one.id})" for one in accounts]
    lines.append("Visitors' API inboxes:")
    lines += [f"  {one.name}: {one.identifier}" for one in desk.inboxes if one.identifier]
    lines.append("Press Ctrl+C to close it.")
    return "\n".join(lines)


def _say(text: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.write(text + "\n")
    stream.flush()
