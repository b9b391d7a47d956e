"""The third step of a sign-in: an account the agent may see, and events that arrive from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.app.wizard.address import Desk
from hoory_tui.app.wizard.looking import Look, look_at_account, tell
from hoory_tui.app.wizard.talker import GaveUpError, Talker, try_again
from hoory_tui.app.wizard.token import SignedIn
from hoory_tui.sdk.checkup.findings import About
from hoory_tui.wire.desk import AccountPayload
from hoory_tui.words import said, to_say
from hoory_tui.words.terms import term

_WITHOUT: Final = to_say(
    "The console works without it too: it asks the desk every few seconds then, and says so."
)


class AccountStep:
    """Asks for the account where there are several, and tries its live connection."""

    def __init__(
        self, talker: Talker, desk: Desk, signed_in: SignedIn, *, unseen: bool = False
    ) -> None:
        self._talker = talker
        self._desk = desk
        self._signed_in = signed_in
        self._unseen = unseen

    def run(self) -> AccountPayload:
        """Return the account; raises GaveUpError when there is none to be had."""
        accounts = self._signed_in.agent.accounts
        if not accounts:
            self._talker.say(said("This agent belongs to no account; ask an administrator."))
            raise GaveUpError
        account = self._pasted(accounts)
        if account is None:
            account = accounts[0] if len(accounts) == 1 else self._choose(accounts)
        while True:
            look = self._look(account)
            if look.failed is None:
                self._tell_well(look, account)
                return account
            tell(self._talker, look)
            if look.about is About.LIVE:
                if self._goes_on_without():
                    return account
            elif len(accounts) > 1:
                account = self._choose(accounts)
            else:
                try_again(self._talker, said("Press Enter to look again, or q to leave: "))

    def _look(self, account: AccountPayload) -> Look:
        # Whoever signs in is about to be seen by the others, unless they said that they are away.
        present = not self._unseen and account.availability != "offline"
        token = self._signed_in.token
        return look_at_account(self._desk.way, token, account.id, present=present)

    def _pasted(self, accounts: Sequence[AccountPayload]) -> AccountPayload | None:
        wanted = self._desk.account_id
        found = next((one for one in accounts if one.id == wanted), None)
        if wanted is not None and found is None:
            self._talker.say(
                said(
                    "The address spoke of account {wanted}, which is none of yours.", wanted=wanted
                )
            )
        return found

    def _choose(self, accounts: Sequence[AccountPayload]) -> AccountPayload:
        for number, one in enumerate(accounts, 1):
            self._talker.say(f"  {number}  {one.name or one.id} ({term(one.role or 'agent')})")
        usual = self._signed_in.agent.account_id
        first = next((str(n) for n, one in enumerate(accounts, 1) if one.id == usual), "1")
        while True:
            question = said("Which account? [1-{last}] ", last=len(accounts))
            typed = self._talker.ask(question, first).strip() or first
            if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(accounts):
                return accounts[int(typed) - 1]
            self._talker.say(said("Please type a number from 1 to {last}.", last=len(accounts)))

    def _tell_well(self, look: Look, account: AccountPayload) -> None:
        self._talker.say(
            said(
                "Account {name}, as {role}.",
                name=account.name or account.id,
                role=term(account.role or "agent"),
            )
        )
        if look.is_skipped("echo"):
            self._talker.say(
                said(
                    "The live connection opens. Listening would show you as online to the others, "
                    "so whether events arrive is seen when the console starts."
                )
            )
        else:
            self._talker.say(said("Live events arrive."))

    def _goes_on_without(self) -> bool:
        self._talker.say(f"  {said(_WITHOUT)}")
        answer = self._talker.ask(said("Press Enter to go on, or r to look again: "))
        return not answer.strip().lower().startswith("r")
