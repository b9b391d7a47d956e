"""What every command gets from outside: the login, the environment and the three streams."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from hoory_tui.config.profiles import Profile


@dataclass
class Context:
    """The surroundings of one run of a command."""

    environ: MutableMapping[str, str]
    profile_name: str | None = None
    """The saved login that was asked for; None for the usual one."""
    token_file: str | None = None
    """Where the token is to be taken from in place of any other; "-" for the input."""
    account: str | None = field(default=None, kw_only=True)
    """The account that was asked for, by its id or name; None for the one of the login."""
    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    stdout: TextIO = field(default_factory=lambda: sys.stdout)
    stderr: TextIO = field(default_factory=lambda: sys.stderr)

    @cached_property
    def profile(self) -> Profile:
        """The login to use; raises ConfigError, for an account by name CommandError, HooryError."""
        from hoory_tui.config.profiles import load_profile

        token = None
        if self.token_file:
            from hoory_tui.config.secrets import read_token_from

            token = read_token_from(self.token_file)
        profile = load_profile(self.profile_name, self.environ, token=token)
        if self.account is None:
            return profile
        from hoory_tui.commands.parts.accounts import in_account

        return in_account(profile, self.account, self.environ)

    @property
    def is_asked_by_person(self) -> bool:
        """Whether somebody sits at the terminal who can answer a question."""
        return self.stdin.isatty() and self.stderr.isatty()

    def tell(self, sentence: str) -> None:
        """Say something to the person, beside the output; nothing in it acts on the terminal."""
        from hoory_tui.wire.clean import clean

        # That nobody hears it is no reason to leave undone what is being done.
        with suppress(OSError):
            self.stderr.write(f"{clean(sentence)}\n")
            self.stderr.flush()
