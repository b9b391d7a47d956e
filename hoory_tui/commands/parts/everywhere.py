"""One question to every account of every saved login, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hoory_tui.client.errors import HooryError
from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.commands.parts.asking import Desk, Raw, objects
from hoory_tui.commands.parts.failures import exit_code
from hoory_tui.commands.parts.talk_columns import placed
from hoory_tui.commands.parts.values import whole
from hoory_tui.config import paths
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import read_profiles

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

Ask = Callable[[Desk], Iterable[Raw]]


class Everywhere:
    """Asks in every account and remembers where that did not work."""

    def __init__(self, context: Context, limit: int | None) -> None:
        self._context = context
        self._limit = limit
        self._codes: list[Exit] = []
        self._worked = 0
        self.names: dict[tuple[str, int | None], str] = {}
        """By login and account, what the account is called."""

    def rows(self, ask: Ask) -> Iterator[Raw]:
        """Yield what is found, each row with its login and account, as many of each as wanted.

        A login or account that cannot be asked is told of beside the output, and left out.
        """
        for login in self._logins():
            try:
                yield from self._of_login(login, ask)
            except (ConfigError, HooryError, CommandError) as error:
                self._fail(login, error)

    def _logins(self) -> list[str | None]:
        names = list(read_profiles(paths.profiles_file(self._context.environ)).profiles)
        # Without any there may be one in the environment.
        return [*names] or [None]

    def _of_login(self, login: str | None, ask: Ask) -> Iterator[Raw]:
        with Desk(replace(self._context, profile_name=login)) as desk:
            accounts = objects(desk.me.get("accounts"))
            if not accounts:
                raise HooryError("This login has no account; ask an administrator for one.")
            for account in accounts:
                number = whole(account.get("id"))
                if number is None:
                    continue
                desk.go_to(number)
                name = str(account.get("name") or "")
                try:
                    for place, row in enumerate(ask(desk)):
                        if place == self._limit:
                            self._tell_more(f"{desk.login} / {name or number}")
                            break
                        yield placed(row, desk.login, number, name)
                except (HooryError, CommandError) as error:
                    self._fail(f"{desk.login} / {name or number}", error)
                else:
                    self._worked += 1

    def _tell_more(self, where: str) -> None:
        self._context.tell(f"{where}: there are more than these {self._limit}; --all shows them.")

    def _fail(self, where: str | None, error: ConfigError | HooryError | CommandError) -> None:
        sentence = str(error) if isinstance(error, ConfigError) else error.sentence
        self._context.tell(f"{where or 'the environment'}: {sentence}")
        if isinstance(error, HooryError):
            self._codes.append(exit_code(error))
        else:
            self._codes.append(error.code if isinstance(error, CommandError) else Exit.USAGE)

    @property
    def code(self) -> Exit:
        """Return the code: that of the failure where all failed alike, FAILED where some did."""
        if not self._codes:
            return Exit.DONE
        is_alike = len(set(self._codes)) == 1
        return self._codes[0] if is_alike and not self._worked else Exit.FAILED
