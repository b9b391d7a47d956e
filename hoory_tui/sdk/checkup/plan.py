"""All checks in their order: what each of them needs, and what is not tried without that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from hoory_tui.client.errors import HooryError
from hoory_tui.sdk.checkup import (
    abilities,
    cable,
    desk,
    login,
    machine,
    route,
    terminal,
    timing,
    trust,
    ways,
)
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Finding, State, Verdict, fail, failed_by, skipped
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.words import said

_SPAN: Final = 3
"""So many times the patience for one step is what a check of several steps gets."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at; without all of `needs` it is not tried."""

    id: str
    name: str
    group: str
    run: Callable[[Case], Awaitable[Verdict]]
    needs: tuple[str, ...] = ()


MACHINE, NETWORK, SERVER, SOCKET = "machine", "network", "server", "socket"

CHECKS: Final = (
    Check("settings", "settings", MACHINE, machine.check_settings),
    Check("folders", "folders", MACHINE, machine.check_folders),
    Check("disk", "disk", MACHINE, machine.check_disk),
    Check("terminal", "terminal", MACHINE, terminal.check_terminal),
    Check("letters", "letters", MACHINE, terminal.check_letters),
    Check("around", "around it", MACHINE, terminal.check_surroundings),
    Check("ways", "alerts, copies", MACHINE, ways.check_ways),
    Check("login", "login", NETWORK, machine.check_login),
    Check("address", "address", NETWORK, route.check_address, ("login",)),
    Check("proxy", "proxy", NETWORK, route.check_proxy, ("address",)),
    Check("dns", "name", NETWORK, route.check_dns, ("proxy",)),
    Check("tcp", "connection", NETWORK, route.check_tcp, ("dns",)),
    Check("tls", "certificate", NETWORK, trust.check_tls, ("tcp",)),
    Check("desk", "support desk", SERVER, desk.check_desk, ("tls",)),
    Check("version", "version", SERVER, desk.check_server, ("desk",)),
    Check("clock", "clock", SERVER, timing.check_clock, ("desk",)),
    Check("token", "token", SERVER, login.check_token, ("desk",)),
    Check("account", "account", SERVER, login.check_account, ("token",)),
    Check("abilities", "abilities", SERVER, abilities.check_abilities, ("account",)),
    Check("speed", "speed", SERVER, timing.check_speed, ("account",)),
    Check("handshake", "socket", SOCKET, cable.check_socket, ("desk",)),
    Check("welcome", "welcome", SOCKET, cable.check_welcome, ("handshake",)),
    Check("subscribed", "subscription", SOCKET, cable.check_subscribed, ("welcome", "account")),
    Check("echo", "events", SOCKET, cable.check_echo, ("subscribed",)),
    Check("pings", "pings", SOCKET, cable.check_pings, ("welcome",)),
    Check("cable-token", "cable token", SOCKET, cable.check_cable_token, ("welcome", "account")),
)
GROUPS: Final = (MACHINE, NETWORK, SERVER, SOCKET)
_NOTHING_MISSING: Final = {"dns", "tcp", "tls"}
"""Checks that may be left out without a harm to those after them."""


def names_of_checks() -> list[str]:
    """Return what a check or several of them can be asked for by."""
    return [*GROUPS, *(one.id for one in CHECKS)]


def wanted_by(names: Collection[str]) -> frozenset[str]:
    """Return the ids of the checks that these names mean, those of all for none."""
    if not names:
        return frozenset(one.id for one in CHECKS)
    return frozenset(one.id for one in CHECKS if one.id in names or one.group in names)


async def examine(case: Case, wanted: frozenset[str]) -> AsyncGenerator[Finding, None]:
    """Yield what is found, check by check; everything that was opened is closed at the end.

    What a wanted check needs is looked at too, and told of only where it fails.
    """
    needed = _with_needs(wanted)
    missing: dict[str, str] = {}
    """By check that nothing can be built on, why those that need it are left out."""
    async with case.closing:
        for check in CHECKS:
            if check.id not in needed:
                continue
            began_at = time.monotonic()
            lack = next((missing[one] for one in check.needs if one in missing), "")
            verdict = skipped(lack) if lack else await _run(check, case)
            if lack or not _carries(check, verdict):
                missing[check.id] = lack or _reason(check, verdict)
            if check.id in wanted or verdict.state is State.FAIL:
                yield _finding(check, verdict, time.monotonic() - began_at)


async def examine_all(case: Case, wanted: frozenset[str]) -> list[Finding]:
    """Return all that is found."""
    async with aclosing(examine(case, wanted)) as findings:
        return [one async for one in findings]


def _finding(check: Check, verdict: Verdict, seconds: float) -> Finding:
    # Whatever a server or a proxy puts into its answers: no secret of ours is part of what we say.
    said, hint = SECRETS.hide_known(verdict.said), SECRETS.hide_known(verdict.hint)
    taken = round(seconds, 3)
    return Finding(check.id, check.name, verdict.state, said, hint, taken, verdict.about)


def _carries(check: Check, verdict: Verdict) -> bool:
    """Tell whether what needs this check can be tried."""
    if verdict.state is State.SKIPPED:
        return check.id in _NOTHING_MISSING
    return verdict.state is not State.FAIL


def _reason(check: Check, verdict: Verdict) -> str:
    how = "failed" if verdict.state is State.FAIL else "was not tried"
    return f"Left out, because “{check.name}” {how}."


async def _run(check: Check, case: Case) -> Verdict:
    try:
        async with asyncio.timeout(_SPAN * case.timeout):
            return await check.run(case)
    except TimeoutError:
        return fail(
            said("This took longer than {seconds:g} s.", seconds=_SPAN * case.timeout),
            said("Try again, with a longer --timeout if the network is slow."),
        )
    except HooryError as error:
        return failed_by(error)


def _with_needs(wanted: frozenset[str]) -> frozenset[str]:
    needed = set(wanted)
    for check in reversed(CHECKS):
        if check.id in needed:
            needed.update(check.needs)
    return frozenset(needed)
