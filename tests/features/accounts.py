"""Working in more than one account."""

from __future__ import annotations

from typing import Final

from .feature import row

ACCOUNTS: Final = (
    row(
        "Accounts",
        "Go to another account, and back",
        1,
        "account.choose picker.take",
        "terminal/test_accounts.py::test_going_there_and_back_keeps_the_terminal_and_every_word "
        "flows/test_accounts.py::test_what_is_held_is_sent_first_and_never_in_the_other_account",
        "of other servers as well; the last one stands first",
    ),
    row(
        "Accounts",
        "All accounts in one list",
        1,
        "account.all accounts.open",
        "flows/test_accounts.py::"
        "test_all_accounts_in_one_list_and_from_there_to_the_very_conversation "
        "app/accounts/test_ring.py::"
        "test_nobody_sees_me_where_i_only_listen_and_my_choice_stays",
        "nothing of the kind there; unseen, see accounts_together",
    ),
)
