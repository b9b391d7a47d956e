"""The account that was asked for by --account: one of those of the login, by its id or its name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from hoory_tui.commands.parts.names import Known, read_number, resolve
from hoory_tui.config import paths
from hoory_tui.config.accounts import KnownAccount, known_accounts, remember_accounts

if TYPE_CHECKING:
    from hoory_tui.config.profiles import Profile


def in_account(profile: Profile, wanted: str, environ: Mapping[str, str] = os.environ) -> Profile:
    """Return the login with another of its accounts.

    The server is asked which there are unless that is remembered. Raises CommandError for one
    that there is not, HooryError and ConfigError.
    """
    known = known_accounts(profile.name, profile.url, environ)
    number = read_number(wanted.removeprefix("#"))
    named = {one.id for one in known if number is None and one.name == wanted}
    named |= {one.id for one in known if one.id == number}
    if len(named) != 1:
        known = asked_accounts(profile, environ)
        named = {resolve("account", wanted, [Known(one.id, (one.label,)) for one in known])}
    return replace(profile, account_id=named.pop())


def asked_accounts(
    profile: Profile, environ: Mapping[str, str] = os.environ
) -> tuple[KnownAccount, ...]:
    """Return the accounts that the server tells of, and remember them; raises HooryError."""
    from hoory_tui.client.plain import PlainClient
    from hoory_tui.commands.parts.asking import dig, objects
    from hoory_tui.commands.parts.values import whole
    from hoory_tui.sdk.network import network_of

    network = network_of(profile, environ, at=paths.config_dir(environ))
    client = PlainClient(profile.url, profile.token, network)
    try:
        listed = objects(dig(client.profile(), "accounts"))
    finally:
        client.close()
    found = tuple(
        KnownAccount(number, str(one.get("name") or ""))
        for one in listed
        if (number := whole(one.get("id"))) is not None
    )
    remember_accounts(profile.name, profile.url, found, environ)
    return known_accounts(profile.name, profile.url, environ) or found
