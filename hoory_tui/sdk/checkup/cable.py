"""The live socket: whether it opens, greets, subscribes, beats, and brings events."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from hoory_tui.client.connection import Limits, NotOpened, close_socket, open_socket
from hoory_tui.client.errors import HooryError
from hoory_tui.client.session import CABLE_TIMEOUT, Server, open_session
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict, fail, failed_by, ok, skipped, warn
from hoory_tui.sdk.checkup.listening import Ear, Heard
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.desk import AccountPayload, Identifier
from hoory_tui.wire.link import Cause
from hoory_tui.words import said, to_say

_SILENCE: Final = 7.5
"""Seconds without a ping after which the console gives a socket up; servers ping every three."""
_PINGS: Final = 2
_FIRST_SNAPSHOT: Final = 0.3
"""Seconds for what a server says of presence unasked, which is no answer to anything."""
_BEATS: Final = 2
SEEN: Final = (
    "Listening would show you as online to the others for 20 s, and you are offline to them now."
)


async def check_socket(case: Case) -> Verdict:
    """Open a socket to the cable."""
    server = case.the_server()
    session = open_session(server, timeout=CABLE_TIMEOUT)
    case.closing.push_async_callback(session.close)
    limits = Limits(handshake=case.timeout)
    try:
        socket = await open_socket(session, server, limits)
    except NotOpened as error:
        return judge_closed_door(server, error)
    case.closing.push_async_callback(close_socket, socket, limits)
    case.ear = Ear(socket)
    return judge_opened(server, case.ear.protocol)


def judge_opened(server: Server, protocol: str | None) -> Verdict:
    """Judge an open socket by what it agreed to speak."""
    if protocol is None:
        return ok(f"It opens for the Origin {server.origin}; the server named no sub-protocol.")
    return ok(f"It opens for the Origin {server.origin} and speaks {clean_line(protocol)}.")


def judge_closed_door(server: Server, error: NotOpened) -> Verdict:
    """Judge why no socket came about."""
    detail = error.ending.detail
    if error.ending.cause is Cause.UNSUPPORTED:
        return fail(
            said("The server speaks none of our sub-protocols on its socket."),
            said("Check the address; the console needs actioncable-v1-json."),
        )
    if "(404)" in detail:
        return fail(
            said(
                "There is no socket at {address} (404), though the server answers else.",
                address=server.cable_url,
            ),
            said(
                "Ask who runs the server: the proxy before it must pass /cable on with "
                "its Upgrade headers, and the cable must allow the Origin {origin}.",
                origin=server.origin,
            ),
        )
    if "(200)" in detail or "(400)" in detail or "(426)" in detail:
        return fail(
            said(
                "{address} answers and opens no socket: {detail}",
                address=server.cable_url,
                detail=detail,
            ),
            said(
                "Ask who runs the server: a proxy in between does not pass the Upgrade headers on."
            ),
        )
    detail = detail or said("The socket did not open.")
    main, parted, remedy = detail.rpartition("; ")
    hint = f"{remedy[:1].upper()}{remedy[1:]}" if parted else said(_PROXY_HINT)
    return fail(f"{main}." if parted else detail, hint)


_PROXY_HINT: Final = to_say(
    "The console reads on by asking now and then meanwhile; ask who runs the server or the proxy."
)


async def check_welcome(case: Case) -> Verdict:
    """Wait to be greeted."""
    ear = case.the_ear()
    await ear.until(lambda heard: heard.is_welcome, case.timeout)
    return judge_welcome(ear.heard, case.timeout)


def judge_welcome(heard: Heard, seconds: float) -> Verdict:
    """Judge whether the server greeted us."""
    if heard.is_welcome and heard.sent_away is None:
        return ok("The server greets us.")
    if heard.sent_away is not None:
        return fail(
            said("The server sends us away again ({reason}).", reason=heard.sent_away)
            if heard.sent_away
            else said("The server sends us away again."),
            said("It may be starting anew: try again in a minute; if it stays, ask who runs it."),
        )
    if heard.is_closed:
        return fail(
            said("The socket is closed again before the server greets us."),
            said("A proxy in between may allow no sockets: ask who runs it."),
        )
    return fail(
        said("The socket is open, and nothing was said on it for {seconds:g} s.", seconds=seconds),
        said("Ask who runs the server whether its cable runs; a proxy may hold the socket up."),
    )


async def check_subscribed(case: Case) -> Verdict:
    """Ask for the agent's events, unless that would show the agent."""
    agent = case.agent
    assert agent is not None
    if agent.pubsub_token is None:
        return fail(
            said("The profile has no cable token, so nothing can arrive live."),
            said("Ask who runs the server; the console reads by asking now and then meanwhile."),
        )
    if not case.present and would_be_shown(case.account):
        return skipped(
            f"Not tried. {SEEN}", "Run hoory-tui doctor --present to try it all the same."
        )
    case.identifier = Identifier(
        pubsub_token=agent.pubsub_token,
        account_id=case.the_api().account_id,
        user_id=agent.id,
    )
    ear = case.the_ear()
    await ear.subscribe(case.identifier.encode())
    await ear.until(lambda heard: heard.is_confirmed or heard.is_rejected, case.timeout)
    if not ear.heard.is_confirmed:
        await _look_at_token(case)
    return judge_subscribed(ear.heard, case.timeout, is_token_replaced=case.is_token_replaced)


def would_be_shown(account: AccountPayload | None) -> bool:
    """Tell whether a sign of life would change what the others see of the agent."""
    if account is None or account.availability is None:
        return True
    if account.availability == "offline" or account.auto_offline is False:
        return False
    return account.availability_status != account.availability


def judge_subscribed(heard: Heard, seconds: float, *, is_token_replaced: bool = False) -> Verdict:
    """Judge what the server answered to the subscription."""
    if heard.is_confirmed:
        return ok("The server confirms that events will come.")
    if is_token_replaced:
        return skipped("The cable token was replaced meanwhile, as is said below.")
    if heard.is_rejected:
        return fail(
            said(
                "The server rejects the subscription: token, account or agent do not fit together."
            ),
            said("Run hoory-tui login again; if it stays, ask an administrator."),
        )
    if heard.is_over:
        return fail(
            said("The server closed the socket when events were asked for."),
            said("Try again in a minute; if it stays, ask who runs the server."),
        )
    if heard.events:
        return warn("Events come, though the server did not confirm the subscription.")
    return fail(
        said("The server did not confirm the subscription in {seconds:g} s.", seconds=seconds),
        said(
            "Its pub/sub (Redis) may be down, or the cable does not know the "
            "token: ask who runs it. The console reads by asking now and then "
            "meanwhile."
        ),
    )


async def check_echo(case: Case) -> Verdict:
    """Say that the agent is here and wait for the answer, as the one proof that events come."""
    ear = case.the_ear()
    await ear.until(lambda heard: False, _FIRST_SNAPSHOT)
    before, known = ear.heard.echoes, ear.heard.events
    for _ in range(_BEATS):
        await ear.beat()
        if await ear.until(lambda heard: heard.echoes > before, case.timeout / _BEATS):
            break
    heard = ear.heard
    return judge_echo(heard, heard.echoes - before, heard.events - known, seconds=case.timeout)


def judge_echo(heard: Heard, echoes: int, events: int, *, seconds: float) -> Verdict:
    """Judge by what came after our beats whether events arrive."""
    if echoes:
        return ok("A sign of presence comes back, so events arrive.")
    if heard.is_over:
        return fail(
            said("The socket was closed before a sign of presence came back."),
            said("Try again in a minute; if it stays, ask who runs the server or the proxy."),
        )
    if events:
        return warn(
            "Other events come, but a sign of presence does not come back.",
            "The others may not see you as online; ask who runs the server.",
        )
    return fail(
        said(
            "The socket is deaf: it is open, but in {seconds:g} s no event came, "
            "not even the answer to our sign of presence.",
            seconds=seconds,
        ),
        said(
            "Ask who runs the server to restart its cable: its pub/sub (Redis) is "
            "probably lost. The console reads by asking now and then meanwhile."
        ),
    )


async def check_pings(case: Case) -> Verdict:
    """Wait for some pings, by which the console knows that the line lives."""
    ear = case.the_ear()
    limit = min(_SILENCE, case.timeout)
    while len(ear.heard.pings) < _PINGS:
        known = len(ear.heard.pings)
        if not await ear.until(lambda heard, known=known: len(heard.pings) > known, limit):  # type: ignore[misc]
            break
    return judge_pings(ear.heard, limit)


def judge_pings(heard: Heard, limit: float) -> Verdict:
    """Judge the beat of the line."""
    gaps = [later - earlier for earlier, later in pairwise(heard.pings)]
    if len(heard.pings) >= _PINGS and max(gaps) <= _SILENCE:
        return ok(f"Pings come, {max(gaps):.1f} s apart at the most.")
    if heard.is_over:
        return fail(
            "The socket was closed while it was listened to.",
            "A proxy in between may cut sockets that say little: ask who runs it.",
        )
    return fail(
        f"No ping came for {limit:g} s, so the console would take the line for dead.",
        "A proxy in between may hold frames back: ask who runs it to pass sockets on unbuffered.",
    )


async def check_cable_token(case: Case) -> Verdict:
    """Look whether the token that was listened with is still the agent's."""
    if case.identifier is None:
        return skipped("Not tried, because nothing was listened to.")
    if not case.is_token_replaced:
        try:
            await _look_at_token(case)
        except HooryError as error:
            return failed_by(error)
    return judge_token(is_replaced=case.is_token_replaced)


def judge_token(*, is_replaced: bool) -> Verdict:
    """Judge whether the profile has the token that was listened with."""
    if is_replaced:
        return fail(
            "The cable token was replaced: the profile has another one than we listened with, "
            "and with the old one no event comes any more.",
            "Run hoory-tui doctor again; a console that runs takes the new one up by itself.",
        )
    return ok("The cable token is still the one in the profile.")


async def _look_at_token(case: Case) -> None:
    assert case.agent is not None
    now = await case.the_api().profile()
    case.is_token_replaced = now.pubsub_token != case.agent.pubsub_token
