"""Whether it is a support desk at all that answers, and of which generation."""

from __future__ import annotations

import re
from typing import Final

import aiohttp

from hoory_tui.client.errors import (
    CannotConnect,
    Declined,
    HooryError,
    Moved,
    NotFound,
    ServerFailed,
    TooManyRequests,
    Unreadable,
)
from hoory_tui.client.session import open_session
from hoory_tui.client.transport import Transport
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import About, Verdict, fail, failed_by, ok, warn
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, to_say

_MARKS: Final = ("version", "queue_services", "data_services")
"""What only a desk of this family tells to anybody."""
_NUMBERS: Final = re.compile(r"(\d{1,4})\.(\d{1,4})")
_LONGEST: Final = 40
_PORTAL: Final = to_say(
    "Open the address in a browser: it may be the login page of this network, or another site."
)
NO_ADDRESS: Final = to_say("Check the address of this login, its path too.")


async def check_desk(case: Case) -> Verdict:
    """Ask who is there, in nobody's name."""
    server = case.the_server()
    limits = aiohttp.ClientTimeout(total=case.timeout)
    case.session = open_session(server, timeout=limits)
    case.closing.push_async_callback(case.session.close)
    case.transport = Transport(case.session, server)
    try:
        answer = await case.transport.get("/api")
    except (NotFound, Declined) as error:
        if isinstance(error, TooManyRequests):
            return judge_stranger(error, server.host)
        return await _ask_at_the_door(case, server.host)
    except HooryError as error:
        case.moved_to = error.address if isinstance(error, Moved) else ""
        return judge_stranger(error, server.host)
    if not isinstance(answer, dict) or not any(mark in answer for mark in _MARKS):
        return fail(
            said(
                "{host} answers, but it is no support desk: it speaks of something else.",
                host=server.host,
            ),
            said(NO_ADDRESS),
        )
    version = answer.get("version")
    case.version = clean_line(version[:_LONGEST]) if isinstance(version, str) else ""
    return ok(f"A support desk answers at {server.host}.")


async def _ask_at_the_door(case: Case, host: str) -> Verdict:
    """Ask what nobody may ask without a token: a desk says just that."""
    assert case.transport is not None
    try:
        await case.transport.get("/api/v1/profile")
    except Declined as error:
        if error.status == 401:
            return ok(f"A support desk answers at {host}; it does not tell its version.")
        return fail(
            said(
                "Something answers at {host}, and there is no support desk at this "
                "path ({status}).",
                host=host,
                status=error.status,
            ),
            said(NO_ADDRESS),
        )
    except HooryError as error:
        return judge_stranger(error, host)
    return fail(
        said("{host} gives a profile to anybody, so it is no support desk.", host=host),
        said(NO_ADDRESS),
    )


def judge_stranger(error: HooryError, host: str) -> Verdict:
    """Judge an answer, or none, that is not the one of a support desk."""
    match error:
        case Moved():
            target = _target(error)
            text = (
                said(
                    "{host} does not answer itself but sends us on to {target}.",
                    host=host,
                    target=target,
                )
                if target
                else said(
                    "{host} does not answer itself but sends us on to another page of its own.",
                    host=host,
                )
            )
            return fail(text, said(_PORTAL))
        case Unreadable(problem="it is a web page"):
            return fail(
                said("A web page answers at {host} in place of the support desk.", host=host),
                said(_PORTAL),
            )
        case Unreadable():
            return fail(
                said(
                    "{host} answers what no support desk would ({problem}).",
                    host=host,
                    problem=error.problem,
                ),
                said(NO_ADDRESS),
            )
        case ServerFailed(status=511):
            # What the login page of a network answers, and never a server.
            return fail(
                said(
                    "This network wants a sign-in of its own before it lets you reach "
                    "{host} (511).",
                    host=host,
                ),
                said("Open any page in a browser, sign in to the network, and try again."),
                About.NETWORK,
            )
        case ServerFailed():
            return fail(
                said(
                    "{host} is reached, and is in trouble itself ({status}).",
                    host=host,
                    status=error.status,
                ),
                said("Wait a moment and try again; if it stays, tell who runs the server."),
                About.SERVER,
            )
        case TooManyRequests():
            text = (
                said(
                    "{host} is reached, and wants to be left alone for {seconds:.0f} s (429).",
                    host=host,
                    seconds=error.retry_after,
                )
                if error.retry_after
                else said("{host} is reached, and wants to be left alone (429).", host=host)
            )
            return fail(
                text,
                said("Wait a minute and try again: too much is asked from this address."),
                About.SERVER,
            )
        case CannotConnect():
            return failed_by(error)
    return failed_by(error)


def _target(error: Moved) -> str:
    found = re.search(r" at (\S+), where", str(error))
    return found[1] if found else ""


async def check_server(case: Case) -> Verdict:
    """Tell the server's version."""
    return judge_version(case.version)


def judge_version(version: str) -> Verdict:
    """Judge the version that a server tells of itself; "" for none."""
    numbers = generation(version)
    if not version or numbers is None:
        how = f"tells “{version}” for its version" if version else "does not tell its version"
        return warn(
            f"The server {how}, so what it can do is found out by asking.",
            "Nothing has to be done.",
        )
    if numbers < (2, 0):
        return warn(
            f"The server has version {version}, older than any that the console knows.",
            "Ask who runs the server to update it.",
        )
    return ok(f"The server has version {version}, of generation {numbers[0]}.")


def generation(version: str) -> tuple[int, int] | None:
    """Return the first two numbers of a version, None where it has none."""
    found = _NUMBERS.match(version)
    return (int(found[1]), int(found[2])) if found else None
