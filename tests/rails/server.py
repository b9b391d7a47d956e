"""The genuine Rails Action Cable of Debian, started on a free loopback port for tests.

Run the tests with ``HOORY_RAILS=1``, or with ``CI`` set, as root to have the Debian packages
installed when they are missing; without them these tests are skipped with a reason.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest

from hoory_tui.client.session import Server

PACKAGES: Final = ("ruby-railties", "ruby-actioncable", "puma")
_INSTALL_SECONDS: Final = 180
_START_SECONDS: Final = 60
_RACKUP: Final = Path(__file__).with_name("cable.ru")


class RailsCable:
    """A running server and the controls that make it act and misbehave."""

    def __init__(self, port: int, session: aiohttp.ClientSession) -> None:
        self.server = Server(f"http://127.0.0.1:{port}")
        self._session = session

    async def stats(self) -> dict[str, Any]:
        """Return the Rails version, the open connections and how often each command came."""
        async with self._session.get(f"{self.server.url}/ctl/stats") as response:
            found: dict[str, Any] = await response.json()
        return found

    async def set(self, **switches: object) -> None:
        """Turn switches.

        They are pings, bad_token, remote, unauthorized, drop_confirms, refuse, mute, and
        welcome_delay and confirm_delay in seconds, revoked, a list of tokens, and tokens, who
        there is by their tokens.
        """
        await self._control("set", switches)

    async def broadcast(
        self, token: str, event: str, data: dict[str, Any], *, count: int = 1, pad: int = 0
    ) -> None:
        """Send an event to everybody who listens with this token.

        With a count, the events bear the ids from 0 on; with a pad, a content so long.
        """
        arguments = {"token": token, "event": event, "count": count, "data": data}
        if pad:
            arguments["pad"] = pad
        await self._control("broadcast", arguments)

    async def raw(self, text: str) -> None:
        """Send a text frame to every connection."""
        await self._control("raw", {"text": text})

    async def disconnect(self, *, reconnect: bool) -> None:
        """Send everybody away as Rails does for a user who was removed."""
        await self._control("disconnect", {"reconnect": reconnect})

    async def restart(self) -> None:
        """Restart Action Cable within the server."""
        await self._control("server_restart", {})

    async def drop(self, how: str) -> None:
        """End every connection's TCP without a word: ``fin`` or ``rst``."""
        await self._control("drop", {"how": how})

    async def reset(self) -> None:
        """Turn all switches back."""
        await self._control("reset", {})

    async def _control(self, name: str, arguments: dict[str, Any]) -> None:
        async with self._session.post(f"{self.server.url}/ctl/{name}", json=arguments) as response:
            assert response.status == 200, await response.text()


@contextmanager
def puma(**environment: str) -> Iterator[int]:
    """Run the server and yield its port; skips the test where the server cannot be had."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    port = _free_port()
    process = subprocess.Popen(
        ["puma", "-q", "-e", "production", "-t", "2:16", "-b", f"tcp://127.0.0.1:{port}", _RACKUP],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    patience = threading.Timer(_START_SECONDS, process.kill)
    patience.start()
    try:
        assert process.stdout is not None
        said: list[str] = []
        # Puma says this once the application is loaded and the port is open.
        while not said or "Listening on" not in said[-1]:
            said.append(process.stdout.readline())
            assert said[-1], f"puma ended: {''.join(said)[-2000:]}"
        patience.cancel()
        yield port
    finally:
        patience.cancel()
        process.kill()
        process.communicate()


@asynccontextmanager
async def rails_cable(port: int) -> AsyncIterator[RailsCable]:
    """Yield the controls of the server on this port, all its switches turned back."""
    async with aiohttp.ClientSession() as session:
        cable = RailsCable(port, session)
        await cable.reset()
        yield cable


@cache
def missing() -> str:
    """Return why there is no Rails on this machine, "" when there is; installs it if it may."""
    if shutil.which("dpkg-query") is None:
        return "the real Action Cable needs a Debian system"
    absent = [package for package in PACKAGES if not _is_installed(package)]
    if not absent:
        return ""
    wanted = os.environ.get("CI") or os.environ.get("HOORY_RAILS") == "1"
    if not wanted or os.geteuid() != 0:
        return (
            f"the real Action Cable needs the Debian packages {' '.join(absent)}; as root with"
            " HOORY_RAILS=1 they are installed"
        )
    return _install(absent)


def _is_installed(package: str) -> bool:
    query = ["dpkg-query", "-W", "-f=${Status}", package]
    done = subprocess.run(query, capture_output=True, text=True, check=False)
    return "ok installed" in done.stdout


def _install(packages: list[str]) -> str:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = [
        ["apt-get", "-qq", "update"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
    ]
    for command in commands:
        try:
            subprocess.run(
                command,
                env=environment,
                timeout=_INSTALL_SECONDS,
                capture_output=True,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            return f"the Debian packages {' '.join(packages)} cannot be installed: {error}"
    return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
