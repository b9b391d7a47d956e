"""Host names: the ASCII a browser would ask for, and whether a reader can trust their looks."""

from __future__ import annotations

import pytest

from hoory_tui.wire import hostnames
from hoory_tui.wire.hostnames import is_loopback


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("a.example", ("a.example", "")),
        ("a.example:", ("a.example", "")),
        ("a.example:00080", ("a.example", ":80")),
        ("[::1]:8080", ("[::1]", ":8080")),
    ],
)
def test_host_and_port(place: str, parts: tuple[str, str]) -> None:
    assert hostnames.split_port(place) == parts


@pytest.mark.parametrize("place", ["a@b", "a:b", "a:0", "a:65536", "[::1", "a[b]", "a:1:2"])
def test_what_is_no_host_and_port(place: str) -> None:
    with pytest.raises(ValueError, match="it"):
        hostnames.split_port(place)


@pytest.mark.parametrize(
    ("host", "ascii_host"),
    [
        ("A.Example.", "a.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("0", "0.0.0.0"),
        ("0x7F000001", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("1.2.3", "1.2.0.3"),
        ("[0:0::1]", "[::1]"),
    ],
)
def test_the_ascii_host(host: str, ascii_host: str) -> None:
    assert hostnames.to_ascii(host) == ascii_host


@pytest.mark.parametrize(
    "host", ["", ".", "-a", "a-", "a b", "09", "256.1.1.1", "a.1", "[x]", "a%b"]
)
def test_what_is_no_host(host: str) -> None:
    with pytest.raises(ValueError, match="it"):
        hostnames.to_ascii(host)


def test_names_in_their_own_letters() -> None:
    assert hostnames.to_unicode("xn--bcher-kva.example") == "bücher.example"
    assert hostnames.to_unicode("xn--0.example") == "xn--0.example"


@pytest.mark.parametrize("name", ["hооry.com", "аррӏе.com", "xn--0.example", "pаypal.example"])
def test_names_that_look_like_others(name: str) -> None:
    assert hostnames.is_lookalike(name)


@pytest.mark.parametrize("name", ["bücher.example", "日本ひらカタ.jp", "пример.рф", "a1.example"])
def test_names_that_look_like_themselves(name: str) -> None:
    assert not hostnames.is_lookalike(name)


def test_places_that_are_not_on_the_open_internet() -> None:
    assert all(map(hostnames.is_local, ("127.0.0.1", "[::1]", "[::ffff:a00:1]", "x.localhost")))
    assert not any(map(hostnames.is_local, ("8.8.8.8", "a.example", "[2606:4700::1111]")))


def test_loopback() -> None:
    assert all(
        map(is_loopback, ["localhost", "localhost.", "127.8.9.1", "::1", "[::1]", "LOCALHOST"])
    )
    assert not any(map(is_loopback, ["0.0.0.0", "::", "mylocalhost", "127.0.0.1.nip.io"]))
