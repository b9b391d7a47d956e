"""The network keys of a login: what they accept, and that a mistake repeats no password."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.network import check_ca_file, check_proxy, proxies_in, read_pins

from ..client.servers import self_signed

PIN = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "written",
    [
        PIN,
        PIN.upper(),
        ":".join(PIN[at : at + 2] for at in range(0, 64, 2)),
        f"sha256:{PIN}",
        [PIN],
        [PIN.upper(), PIN],
    ],
)
def test_a_fingerprint_has_one_form(written: object) -> None:
    assert set(read_pins(written)) == {PIN}


@pytest.mark.parametrize("written", ["", "abc", PIN[1:], PIN + "0", "g" * 64, [], [7], 7, [""]])
def test_what_is_no_fingerprint(written: object) -> None:
    with pytest.raises(ValueError, match="fingerprint"):
        read_pins(written)


@pytest.mark.parametrize(
    "written",
    ["http://proxy.lan:3128", "http://me:s3cr3t@proxy.lan:3128", "http://[::1]:8080", "env"],
)
def test_a_proxy_is_wrapped(written: str) -> None:
    proxy = check_proxy(written)
    assert proxy.get_secret_value() == written
    assert "s3cr3t" not in repr(proxy)
    assert check_proxy(proxy) == proxy


@pytest.mark.parametrize(
    "written",
    [
        "https://s3cr3t@proxy.lan",
        "socks5://s3cr3t@proxy.lan",
        "proxy.lan:3128",
        "http://",
        "http://s3cr3t@proxy.lan/path",
        "http://s3cr3t@proxy.lan:99999",
        "http://s3cr3t@proxy.lan:x",
        "http://s3cr3t@pro xy",
        "http://s3cr3t@[proxy",
        "http://s3cr3t@proxy\r\n",
        "",
        7,
    ],
)
def test_what_is_no_proxy_and_repeats_nothing(written: object) -> None:
    with pytest.raises(ValueError, match=r"proxy|quotes") as caught:
        check_proxy(written)
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__context__ is None or "s3cr3t" not in str(caught.value.__context__)


async def test_a_file_of_authorities(tmp_path: Path) -> None:
    check_ca_file(await self_signed(tmp_path))
    (tmp_path / "empty.pem").write_text("")
    (tmp_path / "words.pem").write_text("no certificate at all")
    for name, words in (
        ("none.pem", "no such file"),
        ("empty.pem", "no certificate"),
        ("words.pem", "no certificate"),
        (".", "cannot be read|no certificate"),
    ):
        with pytest.raises(ValueError, match=words):
            check_ca_file(tmp_path / name)


def test_the_environment_names_proxies_and_those_who_need_none() -> None:
    found, exempt = proxies_in(
        {
            "HTTPS_PROXY": "http://capitals:1",
            "https_proxy": "http://small:1",
            "ALL_PROXY": "all:2",
            "NO_PROXY": "localhost, .lan ,10.0.0.0/8,",
        }
    )
    assert {scheme: proxy.get_secret_value() for scheme, proxy in found.items()} == {
        "https": "http://small:1",
        "http": "http://all:2",
    }
    assert exempt == ("localhost", ".lan", "10.0.0.0/8")
    assert proxies_in({}) == ({}, ())
    assert proxies_in({"HTTP_PROXY": "http://x:1", "REQUEST_METHOD": "GET"})[0] == {}


def test_a_wrong_one_is_named_by_its_variable() -> None:
    with pytest.raises(ValueError, match="HTTPS_PROXY in the environment") as caught:
        proxies_in({"HTTPS_PROXY": "socks5://me:s3cr3t@x"})
    assert "s3cr3t" not in str(caught.value)
