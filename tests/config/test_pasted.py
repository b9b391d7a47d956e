"""Addresses out of a browser, and where else a desk may be."""

from __future__ import annotations

import pytest

from hoory_tui.config.pasted import Pasted, other_addresses, read_pasted


@pytest.mark.parametrize(
    ("typed", "url", "account"),
    [
        ("support.acme.com", "https://support.acme.com", None),
        ("https://support.acme.com/app/accounts/3/inbox-view", "https://support.acme.com", 3),
        (
            " <https://acme.com/desk/app/accounts/12/conversations/7?x=1#m> ",
            "https://acme.com/desk",
            12,
        ),
        ("https://acme.com/app/login", "https://acme.com", None),
        ("acme.com/api/v1/accounts/4/conversations", "https://acme.com", 4),
        ("wss://acme.com/cable", "https://acme.com", None),
        ("“https://acme.com/”", "https://acme.com", None),
        ("http://localhost:3000/app/accounts/1/dashboard", "http://localhost:3000", 1),
        ("https://acme.com/apple/pie", "https://acme.com/apple/pie", None),
    ],
)
def test_a_page_of_the_desk_means_the_desk(typed: str, url: str, account: int | None) -> None:
    assert read_pasted(typed) == Pasted(url, account)


@pytest.mark.parametrize(
    "typed", ["", "https://", "http://acme.com", "ftp://acme.com", "https://[::1", "a b.com"]
)
def test_what_is_no_address_is_said_without_repeating_it(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^the address ") as caught:
        read_pasted(typed)
    assert "acme" not in str(caught.value)


def test_passwords_are_refused() -> None:
    with pytest.raises(ValueError, match="no user name or password"):
        read_pasted("https://me:sEcReT@acme.com/app/accounts/3")


def test_other_addresses_drop_the_path_and_find_the_application() -> None:
    assert other_addresses("https://acme.com/shop/desk") == [
        "https://acme.com/shop",
        "https://acme.com",
        "https://app.acme.com",
    ]
    assert other_addresses("https://www.acme.com") == ["https://app.acme.com"]
    assert other_addresses("https://desk.acme.com") == []
    assert other_addresses("http://desk.acme.com/x") == [
        "https://desk.acme.com",
        "https://desk.acme.com/x",
    ]
    assert other_addresses("https://localhost:3000") == ["http://localhost:3000"]
    assert other_addresses("http://127.0.0.1:5/x")[0] == "http://127.0.0.1:5"
