"""Who answers at the address: a desk, a login page, another service, or a server in trouble."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.desk import generation, judge_version

from ...client.servers import http_server
from .examining import at_desk, case_of, failed, found, left_out

BEHIND = {"version", "clock", "token", "account", "abilities", "speed", "handshake", "welcome"} | {
    *("subscribed", "echo", "pings", "cable-token", "tls"),
}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answering(status: int, text: str, kind: str = "text/html", **headers: str) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=text, content_type=kind, headers=named)

    return answer


PAGE = "<!doctype html><html><body>Welcome to Hotel Wi-Fi \x1b[31m</body></html>"


@pytest.mark.parametrize(
    ("answer", "said", "hint"),
    [
        (answering(200, PAGE), "A web page answers at HOST in place", "login page of this network"),
        (
            answering(302, "", Location="http://portal.example/login?token=sEcReT99"),
            "sends us on to http://portal.example.",
            "login page of this network",
        ),
        (answering(302, "", Location="/app/login"), "to another page of its own", "browser"),
        (
            answering(200, '{"hello":"world"}', "application/json"),
            "it is no support desk: it speaks of something else.",
            "Check the address",
        ),
        (answering(200, "[1,2", "application/json"), "what no support desk would", "address"),
        (answering(502, PAGE), "in trouble itself (502).", "Wait a moment"),
        (answering(429, "Retry later\n", "text/plain", Retry_After="7"), "for 7 s (429)", "minute"),
        (answering(404, PAGE), "there is no support desk at this path (404).", "Check the address"),
        (answering(403, PAGE), "there is no support desk at this path (403).", "Check the address"),
        (answering(407, ""), "The proxy wants a name and a password", "Put them into"),
    ],
)
async def test_who_answers_in_place_of_a_desk(
    answer: Answer, said: str, hint: str, tmp_path: Path
) -> None:
    async with http_server(answer) as server:
        findings = await found(case_of(server.url, tmp_path))
    assert failed(findings) == ["desk"]
    assert said.replace("HOST", server.host) in findings["desk"].said
    assert hint in findings["desk"].hint
    assert left_out(findings) == BEHIND
    assert "sEcReT99" not in str(findings)
    assert "\x1b" not in str(findings)


async def test_a_desk_that_hides_its_version_is_known_by_its_manners(
    desk: DemoDesk, tmp_path: Path
) -> None:
    desk.fail_next("GET", "/api", 404)
    findings = await found(at_desk(desk, tmp_path))
    assert failed(findings) == []
    assert "does not tell its version" in findings["desk"].said
    assert findings["version"].state == "warn"
    assert "not known: " in findings["abilities"].said


def test_generations() -> None:
    assert generation("4.15.1") == (4, 15)
    assert generation("hoory") is None
    assert judge_version("2.16.0").said == "The server has version 2.16.0, of generation 2."
    assert judge_version("1.9").state == "warn"
    assert judge_version("").state == "warn"
    assert "“rolling”" in judge_version("rolling").said
