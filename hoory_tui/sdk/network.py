"""From what a saved login says about the network to what connections are made with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from hoory_tui.client.network import NetworkOptions, Proxies
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.network import FROM_ENVIRONMENT, proxies_in
from hoory_tui.config.profiles import Login
from hoory_tui.config.secrets import beside
from hoory_tui.words import saying


def network_of(
    login: Login, environ: Mapping[str, str] = os.environ, *, at: Path = Path()
) -> NetworkOptions:
    """Return the options; raises ConfigError for a proxy in the environment that is none.

    `at` is the folder that the login's file lies in.
    """
    return NetworkOptions(
        ca_file=beside(at, login.ca_file) if login.ca_file else None,
        pin_sha256=tuple(bytes.fromhex(pin) for pin in login.pin_sha256),
        proxies=_proxies(login, environ),
    )


def _proxies(login: Login, environ: Mapping[str, str]) -> Proxies:
    if login.proxy is None:
        return Proxies()
    if login.proxy.get_secret_value() != FROM_ENVIRONMENT:
        return Proxies(login.proxy, login.proxy)
    try:
        found, exempt = proxies_in(environ)
    except ValueError as error:
        problem = error.args[0]
    else:
        return Proxies(found.get("https"), found.get("http"), exempt)
    raise ConfigError(problem, remedy=saying("correct it, or write the proxy into the saved login"))
