"""Questions of a command that only reads: put one after the other, without a loop or a model.

Answers come as they are, and only what a column of the output declares leaves the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

from hoory_tui.client.errors import HooryError
from hoory_tui.client.plain import Param, PlainClient
from hoory_tui.commands.parts.values import whole
from hoory_tui.config import paths
from hoory_tui.sdk.network import network_of

if TYPE_CHECKING:
    from hoory_tui.commands.context import Context

Raw = dict[str, Any]
"""An object as the server sent it."""


class Desk:
    """The account of a login, to be read; close it when done. Methods raise HooryError."""

    def __init__(self, context: Context) -> None:
        self._profile = context.profile
        network = network_of(self._profile, context.environ, at=paths.config_dir(context.environ))
        self.client = PlainClient(self._profile.url, self._profile.token, network)
        self._account_id = self._profile.account_id
        self._me: Raw | None = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()

    @property
    def login(self) -> str:
        """The name of the login."""
        return self._profile.name

    def go_to(self, account_id: int) -> None:
        """Ask in another account of the login from now on."""
        self._account_id = account_id

    @property
    def me(self) -> Raw:
        """The profile of the agent."""
        if self._me is None:
            self._me = self._object(self.client.profile(), "profile")
        return self._me

    @property
    def account_id(self) -> int:
        """The account of the login, else the one that is the agent's active, else the first."""
        if self._account_id is None:
            known = [whole(one.get("id")) for one in objects(self.me.get("accounts"))]
            chosen = whole(self.me.get("account_id")) or next(iter(known), None)
            if chosen is None:
                raise HooryError("This login has no account; ask an administrator for one.")
            self._account_id = chosen
        return self._account_id

    def ask(self, path: str, **params: Param) -> object:
        """Return what is at a path below the account."""
        return self.client.get(f"/api/v1/accounts/{self.account_id}{path}", **params)

    def look_up(self, path: str, body: Mapping[str, object]) -> object:
        """Return the answer to a question below the account that is sent as JSON."""
        return self.client.look_up(f"/api/v1/accounts/{self.account_id}{path}", body)

    def ask_object(self, path: str, what: str) -> Raw:
        """Return the one object that is at a path."""
        return self._object(self.ask(path), what)

    def ask_list(self, path: str, *keys: str, **params: Param) -> list[Raw]:
        """Return the objects of a list, which may lie below some keys."""
        return self.listed(self.ask(path, **params), *keys)

    def listed(self, answer: object, *keys: str) -> list[Raw]:
        """Return the objects of the list below these keys of an answer."""
        found = dig(answer, *keys)
        if not isinstance(found, list):
            raise self.client.unreadable("no list in the answer")
        return objects(found)

    def _object(self, answer: object, what: str) -> Raw:
        if not isinstance(answer, dict) or whole(answer.get("id")) is None:
            raise self.client.unreadable(f"no {what} in the answer")
        return answer


def paged(ask: Callable[[int], list[Raw]], size: int, limit: int | None) -> Iterator[Raw]:
    """Yield the objects of a list page by page, each id once, until the end or the limit.

    What moves from page to page while they are read would otherwise be there twice.
    """
    seen: set[object] = set()
    page = 0
    while limit is None or len(seen) < limit:
        page += 1
        found = ask(page)
        fresh = [one for one in found if one.get("id") not in seen]
        for one in fresh:
            if limit is not None and len(seen) >= limit:
                return
            if one.get("id") not in seen:
                seen.add(one.get("id"))
                yield one
        # A server that knows no pages would give the same for ever.
        if len(found) < size or not fresh:
            return


def objects(value: object) -> list[Raw]:
    """Return the objects of a list, and nothing for what is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def dig(value: object, *keys: str) -> Any:  # noqa: ANN401
    """Return what lies below these keys, None where one of them is missing."""
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def at(*keys: str) -> Callable[[object], object]:
    """Return what reads the value below these keys of a row."""
    return lambda row: dig(row, *keys)
