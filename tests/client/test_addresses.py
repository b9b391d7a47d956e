from __future__ import annotations

import socket

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from hoory_tui.client.addresses import CheckingResolver, is_inner_name, is_public
from hoory_tui.client.errors import NotFetched

PUBLIC = ("8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::",
          "64:ff9b::808:808")  # fmt: skip
INNER = (
    *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "198.18.0.1", "192.0.2.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:db8::1"),
    *("2001:0:53aa:64c:0:0:80ff:fffe", "127.1", "2130706433", "0x7f.1", "nonsense", ""),
)


class Names(AbstractResolver):
    """Knows some names; every other one there is none of."""

    def __init__(self, **known: list[str]) -> None:
        self.known = {name.replace("_", "."): addresses for name, addresses in known.items()}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if host not in self.known:
            raise OSError(None, "no such name")
        return [
            ResolveResult(
                hostname=host, host=one, port=port, family=socket.AF_INET, proto=0, flags=0
            )
            for one in self.known[host]
        ]

    async def close(self) -> None:
        pass


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", INNER)
def test_addresses_inside_and_what_is_none(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("inner", [one for one in INNER if ":" in one or one.count(".") == 3])
async def test_a_name_that_leads_inside_is_refused_be_it_by_one_of_its_addresses(
    inner: str,
) -> None:
    names = Names(store_example=["8.8.8.8", inner], desk_example=["93.184.216.34"])
    with pytest.raises(NotFetched, match=r"store\.example, which is inside a private network"):
        await CheckingResolver(names, "desk.example").resolve("store.example", 443)


async def test_a_public_name_is_given_as_it_was_found_and_the_desk_is_not_asked_for() -> None:
    names = Names(store_example=["8.8.8.8", "2606:4700::1111"])
    found = await CheckingResolver(names, "desk.example").resolve("store.example", 443)
    assert [(one["host"], one["port"]) for one in found] == [
        ("8.8.8.8", 443),
        ("2606:4700::1111", 443),
    ]
    assert names.asked == ["store.example"]


async def test_inside_is_allowed_where_the_desk_is_itself_and_nowhere_else() -> None:
    names = Names(
        store_lan=["10.0.0.5"], other_lan=["10.0.0.6"], both_lan=["10.0.0.5", "10.0.0.6"],
        mapped_lan=["::ffff:10.0.0.5"], desk_lan=["10.0.0.5"]
    )  # fmt: skip
    for own in ("desk.lan", "10.0.0.5"):
        checking = CheckingResolver(names, own)
        assert await checking.resolve("store.lan")
        assert await checking.resolve("mapped.lan")
        for name in ("other.lan", "both.lan"):
            with pytest.raises(NotFetched):
                await checking.resolve(name)


async def test_a_desk_whose_name_is_gone_allows_nothing() -> None:
    with pytest.raises(NotFetched):
        await CheckingResolver(Names(x_lan=["10.0.0.1"]), "desk.lan").resolve("x.lan")


def test_names_that_only_mean_something_around_us() -> None:
    for name in ("localhost", "LOCALHOST.", "a.localhost", "db.internal", "nas.local", "x.lan"):
        assert is_inner_name(name)
    for name in ("example.com", "localhost.example.com", "notlocalhost", "plan"):
        assert not is_inner_name(name)
