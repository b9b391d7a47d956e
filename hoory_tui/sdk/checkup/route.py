"""The way to the server: its address, the proxy, the name's addresses, and a connection to one."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from typing import Final

from hoory_tui.client.session import Server
from hoory_tui.config.errors import ConfigError
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import About, Verdict, fail, ok, skipped, warn
from hoory_tui.sdk.checkup.lines import (
    REFUSED,
    NoTunnelError,
    hang_up,
    line_to,
    target_of,
    why,
)
from hoory_tui.sdk.checkup.machine import blame
from hoory_tui.sdk.network import network_of
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, to_say

_MOST_SHOWN: Final = 4
_SLOW: Final = 1.0
"""Seconds for a connection to come about that are felt."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One address of the server's name, and what became of calling there."""

    address: str
    seconds: float = 0.0
    problem: str = ""
    """Why nobody was reached there; "" when somebody was."""


async def check_address(case: Case) -> Verdict:
    """Take the server's address apart."""
    assert case.profile is not None
    try:
        network = network_of(case.profile, case.environ, at=case.config_folder)
    except ConfigError as error:
        return blame(error)
    case.server = Server(case.profile.url, network=network)
    case.proxy = network.proxy_for(case.server.url)
    if case.server.is_plaintext:
        return warn(
            f"{case.server.url} is not encrypted: whoever is on the way can read the token.",
            "Use an address that begins with https://.",
        )
    return ok(f"{case.server.url}, with the socket at {case.server.cable_url}.")


async def check_proxy(case: Case) -> Verdict:
    """Go as far as the proxy, if one is set."""
    proxy = case.proxy
    if proxy is None:
        unused = _unused_proxy(case)
        also = f"; {unused} of the environment is not used" if unused else ""
        return ok(f"No proxy is set, so the server is reached directly{also}.")
    name = clean_line(proxy.host_port_subcomponent or "")
    try:
        async with asyncio.timeout(case.timeout), line_to(case):
            return ok(f"The proxy {name} lets us through.")
    except NoTunnelError as error:
        return judge_refusal(name, error.status)
    except TimeoutError:
        return fail(
            said(
                "The proxy {name} did not answer in {seconds:g} s.", name=name, seconds=case.timeout
            ),
            said(
                "Check the proxy's address in the saved login, and that you may use it from here."
            ),
        )
    except OSError as error:
        return fail(
            said("The proxy {name} is not reached ({reason}).", name=name, reason=said(why(error))),
            said("Check the proxy's address in the saved login, or remove it if none is needed."),
        )


def judge_refusal(name: str, status: int) -> Verdict:
    """Judge what a proxy said in place of opening the way."""
    if status == 407:
        return fail(
            said("The proxy {name} wants a name and a password (407).", name=name),
            said("Put them into the proxy's address in the saved login."),
        )
    text = (
        said("The proxy {name} refused to reach the server ({status}).", name=name, status=status)
        if status
        else said("The proxy {name} said nothing of HTTP.", name=name)
    )
    return fail(
        text,
        said("Ask who runs the proxy to let you through to this server, or to name the right one."),
    )


async def check_dns(case: Case) -> Verdict:
    """Look the server's name up."""
    if case.proxy is not None:
        return skipped("The proxy looks the name up.")
    host, port = target_of(case.the_server())
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host)
        case.spots = [Spot(host)]
        return ok(f"{host} is an address already.")
    try:
        async with asyncio.timeout(case.timeout):
            found = await _look_up(host, port)
    except TimeoutError:
        return fail(
            said(
                "The name server did not tell in {seconds:g} s where {host} is.",
                seconds=case.timeout,
                host=host,
            ),
            said("Check the network and its name server; a VPN may be needed."),
            About.NETWORK,
        )
    except OSError as error:
        return judge_unknown_name(host, error)
    case.spots = [Spot(address) for address in dict.fromkeys(found)]
    shown = [one.address for one in case.spots[:_MOST_SHOWN]]
    more = f" and {len(case.spots) - _MOST_SHOWN} more" if len(case.spots) > _MOST_SHOWN else ""
    return ok(f"{host} is at {', '.join(shown)}{more}.")


async def _look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name; raises OSError.

    In a thread that nobody waits for: a name server that does not answer would hold up the end
    of the program for as long as the system goes on asking it.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str] | OSError) -> None:
        if told.cancelled():
            return
        if isinstance(found, OSError):
            told.set_exception(found)
        else:
            told.set_result(found)

    def ask() -> None:
        try:
            answer = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found: list[str] | OSError = [str(one[4][0]) for one in answer]
        except OSError as error:
            found = error
        # Nobody may be there any more to hear it.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=ask, name="look up", daemon=True).start()
    return await told


def judge_unknown_name(host: str, error: OSError) -> Verdict:
    """Judge a name that has no address."""
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return fail(
            said("No name server answers, so nobody knows where {host} is.", host=host),
            said("Check that this machine is connected to the network."),
            About.NETWORK,
        )
    return fail(
        said("No name server knows {host}.", host=host),
        said("Check the spelling of the address; inside a company a VPN may be needed."),
    )


async def check_tcp(case: Case) -> Verdict:
    """Call every address of the server."""
    if case.proxy is not None:
        return skipped("The proxy makes the connection.")
    _, port = target_of(case.the_server())
    case.spots = list(
        await asyncio.gather(*(_call(one.address, port, case.timeout) for one in case.spots))
    )
    reached = [one for one in case.spots if not one.problem]
    case.chosen = min(reached, key=lambda one: one.seconds, default=None)
    return judge_calls(case.spots, port)


def judge_calls(spots: list[Spot], port: int) -> Verdict:
    """Judge what became of calling each address."""
    reached = [one for one in spots if not one.problem]
    lost = [one for one in spots if one.problem]
    if not reached:
        first = lost[0]
        hint = said(_NOBODY.get(first.problem, _NO_WAY))
        about = About.ADDRESS if first.problem == REFUSED else About.NETWORK
        text = said(
            "Nobody is reached at {address} port {port}: {problem}.",
            address=first.address,
            port=port,
            problem=said(first.problem),
        )
        return fail(text, hint, about)
    best = min(reached, key=lambda one: one.seconds)
    how = f"Connected to {best.address} port {port} in {best.seconds * 1000:.0f} ms"
    stuck = [one for one in lost if one.problem == _FILTERED]
    if stuck:
        return warn(
            f"{how}, but {stuck[0].address} does not answer, which costs time.",
            "Ask who runs the network to repair the way to that address.",
        )
    if best.seconds > _SLOW:
        return warn(f"{how}, which is slow.", "Look for a better network.")
    return ok(f"{how}.")


_FILTERED: Final = to_say("no answer at all")
_NO_WAY: Final = to_say("Check the network between here and the server.")
_NOBODY: Final = {
    REFUSED: to_say("Check the port in the address, and ask whether the server runs."),
    _FILTERED: to_say("A firewall may swallow it: ask who runs the network, or use the VPN."),
}


async def _call(address: str, port: int, seconds: float) -> Spot:
    began_at = time.monotonic()
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(address, port)
    except TimeoutError:
        return Spot(address, problem=_FILTERED)
    except ConnectionRefusedError:
        return Spot(address, problem=REFUSED)
    except OSError as error:
        return Spot(address, problem=why(error))
    taken = time.monotonic() - began_at
    await hang_up(writer)
    return Spot(address, taken)


def _unused_proxy(case: Case) -> str:
    names = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    assert case.profile is not None
    if case.profile.proxy is not None:
        return ""
    return next((name for name in names if case.environ.get(name)), "")
