"""Certificates: trusted, signed by nobody, of another host, out of date, pinned, about to end."""

from __future__ import annotations

import hashlib
import ssl
import time
from pathlib import Path

import pytest

from hoory_tui.client.session import Server
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.certificate import Certificate
from hoory_tui.sdk.checkup.findings import Finding
from hoory_tui.sdk.checkup.trust import DAY, Shown, judge_trust

from ...client.servers import raw_server, self_signed
from ...faults.proxy import FaultProxy
from ...faults.tls import Authority, showing
from .examining import at_desk, case_of, failed, found, left_out


@pytest.fixture
async def authority(tmp_path: Path) -> Authority:
    authority = Authority(tmp_path)
    await authority.found()
    return authority


async def seen(
    desk: DemoDesk, home: Path, certificate: Path, *names: str, **login: object
) -> dict[str, Finding]:
    port = int(desk.url.rpartition(":")[2])
    async with FaultProxy(port, showing(certificate)) as line:
        return await found(at_desk(desk, home, url=line.url, **login), *names)


async def test_a_trusted_certificate(desk: DemoDesk, authority: Authority, tmp_path: Path) -> None:
    certificate = await authority.sign("good", days=90)
    findings = await seen(desk, tmp_path, certificate, ca_file=str(authority.file))
    assert failed(findings) == []
    assert findings["tls"].state == "ok"
    assert "certificate of Authority for 127.0.0.1, trusted by ca_file" in findings["tls"].said
    assert "(89 days left)" in findings["tls"].said or "(90 days left)" in findings["tls"].said


async def test_signed_by_itself(desk: DemoDesk, tmp_path: Path) -> None:
    findings = await seen(desk, tmp_path, await self_signed(tmp_path))
    assert failed(findings) == ["tls"]
    assert findings["tls"].said == "The certificate of 127.0.0.1 is signed by itself alone."
    assert {"desk", "token", "handshake"} <= left_out(findings)
    assert desk.requests_seen == 0


async def test_of_another_host(desk: DemoDesk, authority: Authority, tmp_path: Path) -> None:
    certificate = await authority.sign("elsewhere", address="127.0.0.2")
    findings = await seen(desk, tmp_path, certificate, ca_file=str(authority.file))
    assert failed(findings) == ["tls"]
    assert findings["tls"].said == "The certificate is for 127.0.0.2 and not for 127.0.0.1."


async def test_signed_by_somebody_unknown(
    desk: DemoDesk, authority: Authority, tmp_path: Path
) -> None:
    findings = await seen(desk, tmp_path, await authority.sign("good"), "tls")
    assert findings["tls"].said == (
        "The certificate of 127.0.0.1 is signed by Authority, whom this system does not trust."
    )


async def test_out_of_date(desk: DemoDesk, authority: Authority, tmp_path: Path) -> None:
    certificate = await authority.sign("expired", days=-1)
    findings = await seen(desk, tmp_path, certificate, ca_file=str(authority.file))
    assert failed(findings) == ["tls"]
    assert findings["tls"].said.startswith("The certificate of 127.0.0.1 ran out on 20")
    assert "renew" in findings["tls"].hint


async def test_pins_decide_alone(desk: DemoDesk, tmp_path: Path) -> None:
    certificate = await self_signed(tmp_path)
    shown = ssl.PEM_cert_to_DER_cert((tmp_path / "certificate.pem").read_text())
    pin = hashlib.sha256(shown).hexdigest()
    findings = await seen(desk, tmp_path, certificate, pin_sha256=(pin,))
    assert failed(findings) == []
    assert "trusted by its pin" in findings["tls"].said
    findings = await seen(desk, tmp_path, certificate, "tls", pin_sha256=("00" * 32,))
    assert findings["tls"].said == "127.0.0.1 shows another certificate than the pinned one."


async def test_who_speaks_no_tls(tmp_path: Path) -> None:
    async def plain(_: object, writer: object) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")  # type: ignore[attr-defined]

    async with raw_server(plain, read_head=False) as server:
        case = case_of(server.url.replace("http:", "https:"), tmp_path)
        findings = await found(case, "tls")
    assert failed(findings) == ["tls"]
    assert "speaks, but not securely" in findings["tls"].said


def judged(since: float, until: float, problem: int, clock: float | None = None) -> tuple[str, str]:
    certificate = Certificate("desk", "Authority", ("desk.example",), since, until)
    shown = Shown(certificate, version="TLSv1.3", problem=problem, clock=clock)
    verdict = judge_trust(Server("https://desk.example"), shown, time.time())
    return verdict.state, f"{verdict.said} {verdict.hint}"


def test_a_clock_that_is_off_is_named_as_the_cause() -> None:
    now = time.time()
    state, said = judged(now + 300 * DAY, now + 400 * DAY, 9, clock=now + 350 * DAY)
    assert state == "fail"
    assert "begins on" in said
    assert "Set the clock of this machine" in said
    _, said = judged(now - 400 * DAY, now - 300 * DAY, 10, clock=now)
    assert "renew" in said


def test_an_end_that_is_near_is_spoken_of() -> None:
    now = time.time()
    state, said = judged(now - DAY, now + 3.5 * DAY, 0)
    assert state == "warn"
    assert "(3 days left)" in said
