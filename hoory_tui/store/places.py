"""Where one can be: an account of a login, and what is known of it without being there."""

from __future__ import annotations

from hoory_tui.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One account of one saved login; 0 is the account that a login takes by itself."""

    login: str
    account_id: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a place: the account's name, and whether it is another than the login's.

    `needing` is how many conversations there need the agent, None where nobody watches.
    """

    place: Place
    account_name: str = ""
    is_only: bool = True
    """Whether it is the only account that the login is known to have."""
    is_here: bool = False
    is_last: bool = False
    needing: int | None = None
    colour: str = ""
    """The login's own, as ``#rrggbb``, "" for none."""

    @property
    def label(self) -> str:
        """How to call it: by the login, and by the account where there are several."""
        if self.is_only:
            return self.place.login
        return f"{self.place.login} / {self.account_name or f'#{self.place.account_id}'}"

    @property
    def short(self) -> str:
        """The same in one word where there is little room."""
        return self.place.login if self.is_only else self.account_name or self.label
