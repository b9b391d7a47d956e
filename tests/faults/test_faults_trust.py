"""F5 to F7, F11 and F12: certificates that prove nothing, and answers that lead elsewhere."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from hoory_tui.store.records import SendState

from ..client.servers import http_server, self_signed
from .opening import says_at_the_start
from .proxy import HOST
from .record import Record
from .stand import HERS, OURS, POST, room, seat, stand
from .tls import Authority, showing


@pytest.fixture
async def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """Return an authority that every client in this test trusts."""
    authority = Authority(tmp_path)
    await authority.found()
    monkeypatch.setattr(aiohttp.connector, "_SSL_CONTEXT_VERIFIED", authority.trust)
    return authority


async def is_refused_at_the_start(
    record: Record, certificate: Path, home: Path, trusted: Path | None = None
) -> None:
    environ = {"SSL_CERT_FILE": str(trusted)} if trusted is not None else {}
    async with room(showing(certificate)) as place:
        environ["HOORY_URL"] = place.proxy.url
        said = await says_at_the_start(place.desk, home, environ)
        assert said.startswith(f"The certificate of {HOST}:{place.proxy.port} cannot be trusted")
        assert "so nothing was sent" in said
        assert place.desk.requests_seen == 0
        record.says(said.strip())


async def test_f05_certificate_signed_by_itself(record: Record, tmp_path: Path) -> None:
    await is_refused_at_the_start(record, await self_signed(tmp_path), tmp_path)


async def test_f06_certificate_of_another_host(
    record: Record, authority: Authority, tmp_path: Path
) -> None:
    certificate = await authority.sign("elsewhere", address="127.0.0.2")
    await is_refused_at_the_start(record, certificate, tmp_path, authority.file)


async def test_f07_certificate_expires_in_mid_session(record: Record, authority: Authority) -> None:
    good, expired = await authority.sign("good"), await authority.sign("expired", days=-1)
    shown = showing(good)
    async with room(shown) as place, seat(place, record) as one:
        shown.load_cert_chain(expired)
        one.proxy.cut()
        await one.top_bar_says("certificate not trusted, attempt")
        requests = one.desk.requests_seen
        await one.sends(OURS)
        await one.thread_says(f"✗ not sent: The certificate of {HOST}")
        assert one.states == [SendState.FAILED]
        place.contact_writes(HERS)
        assert one.desk.requests_seen == requests
        shown.load_cert_chain(good)
        one.tries_now()
        await one.is_live()
        await one.repeats()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def is_sent_elsewhere(record: Record, status: int) -> None:
    heard: list[str] = []

    async def listen(request: web.Request) -> web.StreamResponse:
        heard.append(request.path)
        return web.Response()

    async with http_server(listen) as elsewhere, stand(record) as one:
        one.desk.fail_next(*POST, status, headers={"Location": f"{elsewhere.url}/api"})
        await one.sends(OURS)
        await one.thread_says(f"✗ not sent: The server wants to be reached at {elsewhere.url}")
        assert one.states == [SendState.FAILED]
        one.room.contact_writes(HERS)
        await one.is_live()
        await one.repeats()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()
    assert heard == []


async def test_f11_redirect_to_another_host(record: Record) -> None:
    await is_sent_elsewhere(record, 302)


async def test_f12_redirect_that_would_repeat_the_post(record: Record) -> None:
    await is_sent_elsewhere(record, 307)
