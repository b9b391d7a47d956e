"""A token in the system's keyring, by way of a library that is not everywhere."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from typing import Any, Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.words import saying

SERVICE: Final = "hoory-tui"
PATIENCE: Final = 2.0
"""Seconds; a locked keyring on a server may wait for a window that nobody can see."""

_OTHERWISE: Final = saying("use token_command or token_file in its place")


def read_keyring(name: str, *, patience: float = PATIENCE) -> str:
    """The token kept for the saved login of this name; :class:`ConfigError` without one."""
    token = _ask(lambda keyring: keyring.get_password(SERVICE, name), patience)
    if not isinstance(token, str) or not token:
        raise ConfigError(
            saying('the keyring has no token for "{name}"', name=name),
            kept=saying("nothing was started"),
            remedy=saying("run hoory-tui login --keyring again"),
        )
    return token


def write_keyring(name: str, token: str, *, patience: float = PATIENCE) -> None:
    """Keep a token for the saved login of this name; raises :class:`ConfigError`."""
    _ask(lambda keyring: keyring.set_password(SERVICE, name, token), patience)


def _ask(question: Callable[[Any], object], patience: float) -> object:
    """Put a question to the library in a thread that is left behind should it never answer."""
    outcome: list[object] = []
    failure: list[str] = []

    def ask() -> None:
        try:
            library = importlib.import_module("keyring")
        except ImportError:
            failure.append(saying("the keyring library is not installed"))
            return
        try:
            outcome.append(question(library))
        except Exception as error:
            # Back ends raise what they like, with who knows what in its text.
            name = type(error).__name__
            failure.append(saying("the keyring refused ({name})", name=name))

    # A daemon: nothing waits for it at the end.
    asking = threading.Thread(target=ask, name="keyring", daemon=True)
    asking.start()
    asking.join(patience)
    if failure:
        remedy = _OTHERWISE
        if "installed" in failure[0]:
            remedy = saying("install hoory-tui[keyring], or {otherwise}", otherwise=_OTHERWISE)
        raise ConfigError(failure[0], kept=saying("nothing was started"), remedy=remedy)
    if not outcome:
        problem = saying("the keyring did not answer within {patience:g} s", patience=patience)
        remedy = saying("unlock it and try again, or {otherwise}", otherwise=_OTHERWISE)
        raise ConfigError(problem, kept=saying("nothing was started"), remedy=remedy)
    return outcome[0]
