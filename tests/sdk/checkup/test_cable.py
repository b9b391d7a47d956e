"""The socket: closed doors, silence, deafness, replaced tokens, and who is not to be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.cable import judge_echo, judge_pings, judge_subscribed, would_be_shown
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.listening import Heard
from hoory_tui.wire.desk import AccountPayload

from .examining import at_desk, failed, found, left_out


def brisk(desk: DemoDesk, home: Path, **more: object) -> Case:
    case = at_desk(desk, home, **more)
    case.timeout = 0.4
    return case


async def test_a_deaf_socket(desk: DemoDesk, tmp_path: Path) -> None:
    desk.mute_cable = True
    findings = await found(brisk(desk, tmp_path))
    assert failed(findings) == ["echo"]
    assert findings["echo"].said.startswith("The socket is deaf: it is open, but in 0.4 s no event")
    assert "Redis" in findings["echo"].hint
    assert {findings[one].state for one in ("subscribed", "pings", "cable-token")} == {"ok"}
    assert left_out(findings) == {"tls"}


async def test_a_cable_token_that_was_replaced_before_it_was_used(
    desk: DemoDesk, tmp_path: Path
) -> None:
    profile = desk.engine.rest.profile(desk.agents[0])
    desk.rotate_pubsub_token(desk.agents[0].id)
    desk.falsify_next_answer("GET", "/api/v1/profile", profile)
    findings = await found(brisk(desk, tmp_path), "account", "socket")
    assert failed(findings) == ["cable-token"]
    assert findings["cable-token"].said.startswith("The cable token was replaced:")
    assert findings["subscribed"].said == (
        "The cable token was replaced meanwhile, as is said below."
    )
    assert left_out(findings) == {"subscribed", "echo"}


async def test_a_cable_token_that_is_replaced_while_we_listen(
    desk: DemoDesk, tmp_path: Path
) -> None:
    from contextlib import aclosing

    from hoory_tui.sdk.checkup.plan import examine, wanted_by

    findings = {}
    async with aclosing(examine(brisk(desk, tmp_path), wanted_by(["socket"]))) as finding:
        async for one in finding:
            findings[one.id] = one
            if one.id == "subscribed":
                desk.rotate_pubsub_token(desk.agents[0].id)
    assert findings["subscribed"].state == "ok"
    assert failed(findings)[-1] == "cable-token"


async def test_a_subscription_that_is_not_confirmed_or_is_rejected(
    desk: DemoDesk, tmp_path: Path
) -> None:
    desk.cable_manners.lose_confirms = 1
    desk.initial_presence = "never"
    findings = await found(brisk(desk, tmp_path))
    assert failed(findings) == ["subscribed"]
    assert findings["subscribed"].said == ("The server did not confirm the subscription in 0.4 s.")
    assert {"echo"} < left_out(findings)
    assert judge_subscribed(Heard(0.0, is_rejected=True), 1).said.startswith("The server rejects")
    assert judge_subscribed(Heard(0.0, events=1), 1).state == "warn"
    assert judge_subscribed(Heard(0.0, is_closed=True), 1).said.startswith("The server closed")


async def test_a_server_that_does_not_greet_or_sends_us_away(
    desk: DemoDesk, tmp_path: Path
) -> None:
    desk.cable_manners.silence_welcomes = True
    desk.silence_pings = True
    findings = await found(brisk(desk, tmp_path))
    assert failed(findings) == ["welcome"]
    assert findings["welcome"].said == "The socket is open, and nothing was said on it for 0.4 s."
    desk.cable_manners.silence_welcomes = False
    desk.cable_manners.unauthorized = True
    findings = await found(brisk(desk, tmp_path))
    assert failed(findings) == ["welcome"]
    assert findings["welcome"].said == "The server sends us away again (unauthorized)."


async def test_pings_that_do_not_come(desk: DemoDesk, tmp_path: Path) -> None:
    desk.silence_pings = True
    findings = await found(brisk(desk, tmp_path))
    assert failed(findings) == ["pings"]
    assert findings["pings"].said.startswith("No ping came for 0.4 s")
    assert judge_pings(Heard(0.0, pings=[1.0, 10.0]), 7.5).state == "fail"
    assert judge_pings(Heard(0.0, pings=[1.0, 4.0]), 7.5).said == (
        "Pings come, 3.0 s apart at the most."
    )


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "There is no socket at CABLE (404), though the server answers else."),
        (403, "The server does not open its cable to us (403)."),
        (502, "The server has a problem (502)."),
        (200, "CABLE answers and opens no socket: The server opened no cable (200)"),
    ],
)
async def test_a_cable_that_is_not_there(
    status: int, said: str, desk: DemoDesk, tmp_path: Path
) -> None:
    desk.cable_manners.refuse_status = status
    findings = await found(brisk(desk, tmp_path))
    assert failed(findings) == ["handshake"]
    cable = desk.url.replace("http:", "ws:") + "/cable"
    assert findings["handshake"].said.startswith(said.replace("CABLE", cable))
    assert findings["handshake"].hint
    assert {"welcome", "subscribed", "echo", "pings", "cable-token"} < left_out(findings)
    assert findings["account"].state == "ok"


async def test_nobody_is_shown_as_online_without_asking(desk: DemoDesk, tmp_path: Path) -> None:
    me = desk.agents[0]
    desk.agent_leaves(me.id)
    findings = await found(brisk(desk, tmp_path, present=False))
    assert failed(findings) == []
    assert findings["subscribed"].said.startswith("Not tried. Listening would show you as online")
    assert left_out(findings) >= {"subscribed", "echo", "cable-token"}
    assert not desk.engine.presence.agent_is_here(me.id)
    desk.agent_comes(me.id)
    findings = await found(brisk(desk, tmp_path, present=False))
    assert findings["echo"].state == "ok"


def test_who_would_be_shown() -> None:
    def account(**known: object) -> AccountPayload:
        return AccountPayload.model_validate({"id": 1, **known})

    away = {"availability": "online", "auto_offline": True, "availability_status": "offline"}
    assert would_be_shown(account(**away))
    assert not would_be_shown(account(**{**away, "availability_status": "online"}))
    assert not would_be_shown(account(**{**away, "auto_offline": False}))
    assert not would_be_shown(account(**{**away, "availability": "offline"}))
    # Older servers do not tell, and then nothing is tried.
    assert would_be_shown(account())
    assert would_be_shown(None)


def test_other_events_without_an_echo_are_no_deafness() -> None:
    assert judge_echo(Heard(0.0), 0, 3, seconds=1).state == "warn"
    assert judge_echo(Heard(0.0, is_closed=True), 0, 0, seconds=1).state == "fail"
