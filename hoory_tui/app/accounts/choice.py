"""Which accounts `accounts_together` means."""

from __future__ import annotations

from collections.abc import Sequence

from hoory_tui.store.places import Place


def is_wanted(together: bool | Sequence[str], place: Place, account_name: str) -> bool:
    """Tell whether an account is among those that are listened to: `login`, or `login/account`.

    An account behind the stroke is named by its id or by its name.
    """
    if isinstance(together, bool):
        return together
    names = {str(place.account_id), account_name.casefold()}
    for one in together:
        login, stroke, account = one.partition("/")
        if login == place.login and (not stroke or account.strip().casefold() in names):
            return True
    return False
