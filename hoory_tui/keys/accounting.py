"""Keys for going to another account, and for the list of all of them."""

from __future__ import annotations

from typing import Final

from hoory_tui.keys.key import BOXES, CONSOLE, SEE, Context, Key

_MINE: Final = (
    Key(
        "account.choose",
        "X,alt+x",
        "app.choose_account",
        "Another account, or the last one: enter flips back",
        CONSOLE,
        Context.COMMAND,
    ),
    Key(
        "account.all",
        "equals_sign,alt+g",
        "app.all_accounts",
        "All accounts: what needs me in any of them",
        SEE,
        Context.COMMAND,
    ),
)

_IN_LIST: Final = tuple(
    Key(f"accounts.{name}", keys, action, text, BOXES, Context.ACCOUNTS)
    for name, keys, action, text in (
        ("open", "enter,l,right", "open", "Go there"),
        ("listen", "w", "listen", "Listen to the other accounts as well"),
        ("close", "escape,q,h,left,equals_sign", "close", "Back to the list"),
    )
)

KEYS: Final = (*_MINE, *_IN_LIST)
