"""``hoory-tui demo-server``: run the demo desk on its own until it is told to stop."""

from __future__ import annotations

import asyncio
import json
import signal
import sys

from .desk import DemoDesk


def run(port: int, seed: int, quiet_visitors: bool, as_json: bool) -> int:
    """Serve until SIGINT or SIGTERM and return the exit code: 0, or 1 when the port is taken."""
    return asyncio.run(_serve(port, seed, quiet_visitors, as_json))


async def _serve(port: int, seed: int, quiet_visitors: bool, as_json: bool) -> int:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    desk = DemoDesk(seed=seed, quiet_visitors=quiet_visitors)
    try:
        await desk.start(port)
    except OSError:
        _say(f"Port {port} is already in use; choose another with --port.", error=True)
        return 1
    try:
        _say(json.dumps(desk.describe(), ensure_ascii=False) if as_json else _introduction(desk))
        await ended.wait()
    finally:
        await desk.stop()
    return 0


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
    lines.append("Visitors' API inboxes:")
    lines += [f"  {one.name}: {one.identifier}" for one in desk.inboxes if one.identifier]
    lines.append("Press Ctrl+C to close it.")
    return "\n".join(lines)


def _say(text: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.write(text + "\n")
    stream.flush()
