"""Addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.config.urls import normalise_url


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("app.hoory.com", "https://app.hoory.com"),
        ("  HTTPS://App.Hoory.Com/  ", "https://app.hoory.com"),
        ("https://example.org/support/desk/", "https://example.org/support/desk"),
        ("example.org:8443", "https://example.org:8443"),
        ("https://example.org:443", "https://example.org"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://chat.localhost", "http://chat.localhost"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
        ("bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_accepted(typed: str, address: str) -> None:
    assert normalise_url(typed) == address


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://", "host or port"),
        ("https:///path", "host or port"),
        ("ftp://example.org", "https://"),
        ("javascript:alert(1)", "host or port"),
        ("wss://example.org", "https://"),
        ("https://ana:sEcReT@example.org", "user name or password"),
        ("https://sEcReT@example.org", "user name or password"),
        ("https://example.org/?token=sEcReT", "before any"),
        ("https://example.org/#", "before any"),
        ("https://exa mple.org", "space"),
        ("https://example.org\\@evil.org", "backslash"),
        ("https://example.org/\x1b[2J", "invisible"),
        ("https://example.org/\u202egro", "invisible"),
        ("https://example.org:0", "host or port"),
        ("https://example.org:99999", "host or port"),
        ("https://example.org:sEcReT", "host or port"),
        ("https://-evil", "host or port"),
        ("https://%65xample.org", "host or port"),
        ("https://[::1", "host or port"),
        ("https://[fe80::1%25eth0]", "network interface"),
        ("http://example.org", "http:// would show the token"),
        ("http://127.0.0.1.example.org", "http:// would show the token"),
        ("http://localhost.example.org", "http:// would show the token"),
        ("http://192.168.1.4", "http:// would show the token"),
    ],
)
def test_refused_without_repeating_it(typed: str, words: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        normalise_url(typed)
    assert words in str(caught.value)
    assert "sEcReT" not in str(caught.value)


def test_plaintext_when_allowed() -> None:
    assert normalise_url("http://desk.lan:3000", allow_plaintext=True) == "http://desk.lan:3000"


@given(st.text())
def test_any_text_is_an_address_or_a_plain_refusal(typed: str) -> None:
    try:
        address = normalise_url(typed, allow_plaintext=True)
    except ValueError:
        return
    assert normalise_url(address, allow_plaintext=True) == address
