from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult
from pydantic import SecretStr

from hoory_tui.client.errors import (
    NotFetched,
    UntrustedCertificate,
    UnusableAuthority,
    WrongPin,
)
from hoory_tui.client.network import NetworkOptions, Proxies
from hoory_tui.client.session import Server
from tests.faults.tls import Authority

from .fetching import (
    CODES,
    PublicDesk,
    answering,
    fetch,
    fingerprint,
    leading_to,
    public_desk,
    secure_server,
)
from .servers import http_server, port_of
from .test_addresses import Names

# Where nothing is fetched from

INSIDE = ("10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[fe80::1]", "0.0.0.0", "[::]",
          "[::ffff:10.0.0.1]", "100.64.0.1", "224.0.0.1")  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("host", INSIDE)
async def test_a_redirect_to_an_inner_address_is_refused(code: int, host: str) -> None:
    for scheme in ("http", "https"):
        async with http_server(leading_to(f"{scheme}://{host}/x", code)) as server:
            with pytest.raises(NotFetched, match="inside a private network"):
                await fetch(server)


@pytest.mark.parametrize("code", CODES)
async def test_an_inner_address_hears_nothing_of_a_public_desk(code: int) -> None:
    reached = False

    async def inner(request: web.Request) -> web.StreamResponse:
        nonlocal reached
        reached = True
        return web.Response()

    async with http_server(inner) as target:
        port = port_of(target)
        for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "evil.example"):
            async with public_desk(leading_to(f"http://{host}:{port}/", code)) as (server, names):
                names.known |= {"localhost": ["127.0.0.1"], "evil.example": ["127.0.0.1"]}
                with pytest.raises(NotFetched, match="inside a private network"):
                    await fetch(server, resolver=names)
                with pytest.raises(NotFetched, match="inside a private network"):
                    await fetch(server, f"http://{host}:{port}/", resolver=names)
    assert not reached


async def test_the_desk_itself_may_be_anywhere() -> None:
    async with public_desk(answering(b"file")) as (server, names):
        assert await fetch(server, resolver=names) == b"file"


async def test_a_store_beside_an_inner_desk_may_be_asked() -> None:
    async with http_server(answering(b"stored")) as store:
        async with http_server(leading_to(store.origin)) as server:
            assert await fetch(server) == b"stored"
        async with http_server(leading_to(f"http://files.lan:{port_of(store)}")) as server:
            assert await fetch(server, resolver=Names(files_lan=["127.0.0.1"])) == b"stored"


async def test_a_name_cannot_mean_another_machine_a_moment_later() -> None:
    """The address that is judged is the one that is connected to: nobody asks twice."""

    class Rebinding(Names):
        async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
            found = await super().resolve(host, port)
            self.known["files.lan"] = ["127.0.0.2"]
            return found

    names = Rebinding(files_lan=["127.0.0.1"])
    async with http_server(answering(b"stored")) as store:
        place = f"http://files.lan:{port_of(store)}"
        async with http_server(leading_to(place)) as server:
            assert await fetch(server, resolver=names) == b"stored"
            assert names.asked == ["files.lan"]
            with pytest.raises(NotFetched):
                await fetch(server, resolver=names)


WRONG = {
    "file:///etc/passwd": "none that can be used",
    "ftp://store.example/x": "none that can be used",
    "javascript:alert(1)": "none that can be used",
    "data:text/plain,x": "none that can be used",
    "https:///x": "none that can be used",
    "https://": "none that can be used",
    "https://[broken/": "none that can be used",
    "https://store.example:99999/": "none that can be used",
    "https://user:pass@store.example/": "a name or a password",
    "https://user@store.example/": "a name or a password",
    "http://127.1/": "none that can be used",
    "http://2130706433/": "none that can be used",
    "http://0x7f.1/": "inside a private network",
}


@pytest.mark.parametrize(("location", "why"), WRONG.items(), ids=lambda text: text[:30])
async def test_addresses_that_are_none_are_refused(location: str, why: str) -> None:
    async with public_desk(leading_to(location)) as (server, names):
        names.known["0x7f.1"] = ["127.0.0.1"]
        with pytest.raises(NotFetched, match=why):
            await fetch(server, resolver=names)
        if "://" in location:
            with pytest.raises(NotFetched, match=why):
                await fetch(server, location, resolver=names)


async def test_an_address_without_end_is_refused() -> None:
    async with http_server(answering()) as server:
        with pytest.raises(NotFetched, match="none that can be used"):
            await fetch(server, "/" + "x" * 8200)


async def test_a_proxy_is_not_asked_for_names_that_mean_something_inside() -> None:
    seen: list[str] = []

    async def proxy(request: web.Request) -> web.StreamResponse:
        seen.append(str(request.url))
        return web.Response(body=b"by proxy")

    async with http_server(proxy) as through:
        proxies = Proxies(plain=SecretStr(through.url), exempt=("desk.example",))
        async with http_server(answering()) as loopback:
            url = f"http://desk.example:{port_of(loopback)}"
            server = Server(url, network=NetworkOptions(proxies=proxies))
            for host in ("localhost", "metadata.internal", "10.0.0.1", "[::1]"):
                with pytest.raises(NotFetched, match="inside a private network"):
                    await fetch(server, f"http://{host}/", resolver=PublicDesk())
            found = await fetch(server, "http://store.example/x", resolver=PublicDesk())
    assert found == b"by proxy"
    assert seen == ["http://store.example/x"]


# Certificates


@pytest.fixture
async def authority(tmp_path: Path) -> Authority:
    made = Authority(tmp_path)
    await made.found()
    return made


async def test_certificates_are_checked_on_every_hop_and_no_hop_is_less_secure(
    authority: Authority, tmp_path: Path
) -> None:
    certificate = await authority.sign("desk")
    trusting = NetworkOptions(ca_file=authority.file)
    async with (
        http_server(answering(b"plain")) as plain,
        secure_server(answering(b"store"), certificate) as store,
    ):
        for place, expected in ((store, b"store"), (plain.origin, None)):
            async with secure_server(leading_to(place), certificate) as url:
                if expected is not None:
                    assert await fetch(Server(url, network=trusting)) == expected
                else:
                    with pytest.raises(NotFetched, match="secure"):
                        await fetch(Server(url, network=trusting))
                with pytest.raises(UntrustedCertificate):
                    await fetch(Server(url))
        # Once on a secure address there is no way back, whatever the desk itself is.
        async with secure_server(leading_to(plain.origin), certificate) as middle:
            leading = leading_to(middle)
            async with http_server(leading) as server:
                with pytest.raises(NotFetched, match="led to one that is not"):
                    await fetch(Server(server.url, network=trusting))
        # A desk without encryption still leads to none that cannot prove who it is.
        async with http_server(leading_to(store)) as server:
            with pytest.raises(UntrustedCertificate):
                await fetch(server)


async def test_an_authority_that_is_gone_is_said_on_whatever_hop(tmp_path: Path) -> None:
    gone = NetworkOptions(ca_file=tmp_path / "gone.pem")
    with pytest.raises(UnusableAuthority):
        await fetch(Server("https://desk.example", network=gone))
    with pytest.raises(UnusableAuthority):
        await fetch(Server("https://desk.example", network=gone), "https://store.example/")


async def test_a_pinned_certificate_is_asked_of_the_desk_alone(authority: Authority) -> None:
    desk, other = await authority.sign("desk"), await authority.sign("other")
    async with secure_server(answering(b"store"), other) as store:
        leading = leading_to(store)
        async with secure_server(leading, desk) as url:
            options = NetworkOptions(ca_file=authority.file, pin_sha256=(fingerprint(desk),))
            assert await fetch(Server(url, network=options)) == b"store"
            wrong = NetworkOptions(ca_file=authority.file, pin_sha256=(fingerprint(other),))
            with pytest.raises(WrongPin):
                await fetch(Server(url, network=wrong))
            # The pin is no reason to believe anybody else.
            alone = NetworkOptions(pin_sha256=(fingerprint(desk),))
            with pytest.raises(UntrustedCertificate):
                await fetch(Server(url, network=alone))


async def test_a_plain_address_is_refused_for_a_secure_desk() -> None:
    with pytest.raises(NotFetched, match="not a secure one"):
        await fetch(Server("https://desk.example"), "http://store.example/x", resolver=Names())
