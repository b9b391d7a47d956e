"""Signing in again: when the server refuses our token, the agent is asked and nothing is lost."""

from __future__ import annotations

from textual import on

from hoory_tui.app.keeping import KeepingApp
from hoory_tui.app.messages import SignedOut
from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.config.secret import Secret
from hoory_tui.screens import intents
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.words import said


class SigningApp(KeepingApp):
    """An app that finds out why it was turned away before it asks for another token."""

    _is_question_owed = False
    _is_put_off = False
    """The agent wants to sign in later, and will ask for it."""
    _is_signing_in = False
    _is_asked = False
    """The box for the token is open, or closed and its answer on the way here."""

    def _follow_link(self, before: LinkStatus, link: LinkStatus) -> None:
        super()._follow_link(before, link)
        if link.state is LinkState.HALTED:
            self._work(self._find_out(), "find-out", exclusive=True)

    async def _find_out(self) -> None:
        """Ask only if it is the token: a server may refuse its cable alone."""
        try:
            await self.backend.api.profile()
        except SignInRefused:
            self._token_refused()
        except HooryError:
            # The link says already that there is trouble, and ctrl+r tries again.
            return
        finally:
            self.backend.transport.is_refused = False

    @on(SignedOut)
    def _ask_to_sign_in(self, message: SignedOut) -> None:
        # A refusal of the token from before, or of one that is being exchanged just now.
        is_other = message.tokens != self.backend.transport.tokens
        if self._is_put_off or self._is_asked or self._is_signing_in or is_other:
            return
        if self.is_running and self.main.composer.text.has_focus:
            # A box would take the letters that are being typed to a customer.
            self._is_question_owed = True
            self._complain(
                said("The server no longer takes your token; leave the composer to sign in.")
            )
        else:
            self._ask_for_token("")

    @on(intents.Reload)
    def _ask_once_more(self) -> None:
        self._is_put_off = False

    def _beat(self) -> None:
        super()._beat()
        is_known = (
            self._is_put_off or self._is_asked or self._is_signing_in or self._is_question_owed
        )
        if self._backend is not None and self.backend.transport.is_refused and not is_known:
            # Not every question complains: some are about nothing that an agent waits for.
            self._work(self._find_out(), "find-out", exclusive=True)
        if self._is_question_owed and self.is_running and not self.main.composer.text.has_focus:
            self._ask_for_token("")

    def _ask_for_token(self, problem: str) -> None:
        def answered(token: Secret | None) -> None:
            self._is_asked = False
            self._is_put_off = token is None
            if token is not None:
                self._is_signing_in = True
                self._work(self._sign_in(token), "sign-in", exclusive=True)

        # Seldom needed, and never for the first picture.
        from hoory_tui.screens.signin import SignInScreen

        self._is_question_owed = False
        if not self._is_asked:
            self._is_asked = True
            self.push_screen(SignInScreen(self.backend.server.host, problem), answered)

    async def _sign_in(self, token: Secret) -> None:
        try:
            await self.backend.sign_in_again(token)
        except HooryError as error:
            self._ask_for_token(error.sentence)
            return
        finally:
            self._is_signing_in = False
        self.notify(
            said("Signed in again. To keep the new token for the next start, run hoory-tui login."),
            markup=False,
        )
        # The cable token may have changed with the other one.
        self.backend.cable.renew()
        self._outbox.nudge()
        self._load_everything()
        if (conversation := self._at_hand) is not None:
            self._fetch_thread(conversation.id)
        self._pump()
