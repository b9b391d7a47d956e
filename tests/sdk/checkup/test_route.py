"""The way to the server: names that nobody knows, ports where nobody is, proxies that refuse."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup import route
from hoory_tui.sdk.checkup.route import Spot, judge_calls, judge_unknown_name

from ...client.servers import raw_server
from ...client.test_network import proxy
from ...faults.proxy import FaultProxy
from ...faults.tls import Authority, showing
from .examining import at_desk, case_of, failed, found, left_out

BEHIND_TCP = {"tls", "desk", "version", "clock", "token", "account", "abilities", "speed"} | {
    *("handshake", "welcome", "subscribed", "echo", "pings", "cable-token"),
}


async def test_a_name_that_nobody_knows(tmp_path: Path) -> None:
    findings = await found(case_of("https://desk.nowhere.invalid", tmp_path))
    assert failed(findings) == ["dns"]
    assert "desk.nowhere.invalid" in findings["dns"].said
    assert left_out(findings) == {"tcp"} | BEHIND_TCP


def test_no_name_server_is_told_from_no_such_name() -> None:
    away = judge_unknown_name("desk", socket.gaierror(socket.EAI_AGAIN, "later"))
    unknown = judge_unknown_name("desk", socket.gaierror(socket.EAI_NONAME, "no"))
    assert away.said == "No name server answers, so nobody knows where desk is."
    assert unknown.said == "No name server knows desk."


async def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    findings = await found(case_of(f"http://127.0.0.1:{port}", tmp_path))
    assert failed(findings) == ["tcp"]
    assert findings["tcp"].said == (
        f"Nobody is reached at 127.0.0.1 port {port}: nobody listens there."
    )
    assert left_out(findings) == BEHIND_TCP


async def test_a_filtered_port(tmp_path: Path) -> None:
    with socket.socket() as full, socket.socket() as first:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        # Whoever comes after the one that waits gets no answer, as behind a firewall.
        first.setblocking(False)
        first.connect_ex(full.getsockname())
        case = case_of(f"http://127.0.0.1:{full.getsockname()[1]}", tmp_path)
        case.timeout = 0.3
        findings = await found(case, "tcp")
    assert failed(findings) == ["tcp"]
    assert findings["tcp"].said.endswith("no answer at all.")
    assert "firewall" in findings["tcp"].hint


def test_one_address_of_several_is_enough() -> None:
    dead = Spot("::1", problem=route._FILTERED)
    good = Spot("127.0.0.1", 0.02)
    assert judge_calls([dead, good], 443).state == "warn"
    assert judge_calls([Spot("::1", problem="no route"), good], 443).state == "ok"
    assert judge_calls([good], 443).said == "Connected to 127.0.0.1 port 443 in 20 ms."
    assert judge_calls([Spot("127.0.0.1", 2.0)], 443).state == "warn"


@asynccontextmanager
async def proxy_saying(answer: bytes) -> AsyncIterator[str]:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async with raw_server(serve) as server:
        yield server.url


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 407 No\r\n\r\n", "wants a name and a password (407)."),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "refused to reach the server (403)."),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "said nothing of HTTP."),
    ],
)
async def test_a_proxy_that_refuses(answer: bytes, said: str, tmp_path: Path) -> None:
    async with proxy_saying(answer) as url:
        proxy = url.replace("http://", "http://me:pAsSwOrD123@")
        findings = await found(case_of("https://desk.example", tmp_path, proxy=proxy))
    assert failed(findings) == ["proxy"]
    assert findings["proxy"].said.endswith(said)
    assert left_out(findings) == {"dns", "tcp"} | BEHIND_TCP
    assert "pAsSwOrD123" not in str(findings)


async def test_a_proxy_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    proxy = f"http://127.0.0.1:{port}"
    findings = await found(case_of("https://desk.example", tmp_path, proxy=proxy))
    assert failed(findings) == ["proxy"]
    assert findings["proxy"].said == (
        f"The proxy 127.0.0.1:{port} is not reached (nobody listens there)."
    )


async def test_everything_is_well_through_a_proxy(desk: DemoDesk, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    await authority.found()
    certificate = await authority.sign("good", days=90)
    port = int(desk.url.rpartition(":")[2])
    async with FaultProxy(port, showing(certificate)) as line, proxy() as between:
        way = f"http://me:pAsSwOrD123@127.0.0.1:{between.port}"
        case = at_desk(desk, tmp_path, url=line.url, proxy=way, ca_file=str(authority.file))
        findings = await found(case)
    assert failed(findings) == []
    assert findings["proxy"].said == f"The proxy 127.0.0.1:{between.port} lets us through."
    assert left_out(findings) == {"dns", "tcp"}
    assert findings["echo"].state == "ok"
    assert all(head.startswith("CONNECT ") for head in between.heads)
    assert "pAsSwOrD123" not in str(findings)


async def test_a_line_that_swallows_everything(desk: DemoDesk, tmp_path: Path) -> None:
    port = int(desk.url.rpartition(":")[2])
    async with FaultProxy(port) as line:
        line.swallow = True
        case = at_desk(desk, tmp_path, url=line.url)
        case.timeout = 0.3
        findings = await found(case)
    assert failed(findings) == ["desk"]
    assert "did not answer in time" in findings["desk"].said


def test_a_plain_address_is_pointed_out(tmp_path: Path) -> None:
    case = case_of("http://desk.example", tmp_path, allow_plaintext=True)
    case.profile = case.load_profile()
    verdict = asyncio.run(route.check_address(case))
    assert verdict.state == "warn"
    assert "whoever is on the way can read the token" in verdict.said
