"""What the first picture does not need: loaded behind it, and stood in for until it is there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from hoory_tui.keep.keeper import Keeper
    from hoory_tui.sdk.backend import Backend

Connect = Callable[[], Awaitable["Backend"]]
"""Reaches the server and returns it with a token that it took; raises HooryError."""
OpenKeeper = Callable[[int, int], "Keeper"]
"""Opens what is kept for an account and an agent in it; blocks, raises KeepError."""

T = TypeVar("T")


class Late(Generic[T]):
    """Has the attributes of something that is there by the time they are asked for."""

    def __init__(self, get: Callable[[], T]) -> None:
        self._get = get

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever it stands for has)
        return getattr(self._get(), name)


def load_the_rest() -> None:
    """Load all that speaks to servers and disks; takes a good part of a second, in any thread."""
    import hoory_tui.app.outbox
    import hoory_tui.client.downloads
    import hoory_tui.keep.keeper
    import hoory_tui.sdk.backend
    import hoory_tui.store.reduce  # noqa: F401
