"""Where a server may send us on to."""

from __future__ import annotations

import pytest

from hoory_tui.app.wizard.address import _newest, _sent_on


@pytest.mark.parametrize(
    ("url", "moved_to", "found"),
    [
        ("http://desk.acme.com/x", "https://desk.acme.com", "https://desk.acme.com/x"),
        ("https://acme.com", "https://app.acme.com", "https://app.acme.com"),
        ("https://www.acme.com", "https://desk.acme.com:8443", "https://desk.acme.com:8443"),
        ("https://acme.com", "https://evil.com", ""),
        ("https://acme.com", "https://notacme.com", ""),
        ("https://acme.com", "http://app.acme.com", ""),
        ("http://10.0.0.1", "https://9.0.0.1", ""),
        ("https://acme.co.uk", "https://other.co.uk", ""),
        ("https://acme.co.uk", "https://app.acme.co.uk", "https://app.acme.co.uk"),
        ("https://acme.com", "", ""),
    ],
)
def test_only_to_an_encrypted_address_of_the_same_owner(
    url: str, moved_to: str, found: str
) -> None:
    assert _sent_on(url, moved_to) == found


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (
            "http://old.examplehttps://app.desk.example/app/login",
            "https://app.desk.example/app/login",
        ),
        ("http://old.example https://app.desk.example", "https://app.desk.example"),
        ("http://old.exampleproxy http://host:8080", "proxy http://host:8080"),
        ("http://old.example/hoory", "http://old.example/hoory"),
        ("http://old.example", "http://old.example"),
        ("http://new.example", "http://new.example"),
    ],
)
def test_what_is_pasted_behind_the_address_that_stood_there_takes_its_place(
    line: str, meant: str
) -> None:
    assert _newest(line, "http://old.example") == meant
