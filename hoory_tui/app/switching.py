"""Going to another account: words are safe first, and the next console is open before this ends."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message

from hoory_tui.app.learning import LearningApp
from hoory_tui.app.sync import CONVERSATIONS
from hoory_tui.client.errors import HooryError
from hoory_tui.config.errors import ConfigError
from hoory_tui.screens import account_intents, knowing_intents
from hoory_tui.store.changes import Changes
from hoory_tui.store.places import Known, Place
from hoory_tui.store.records import SendState
from hoory_tui.words import counted, said

if TYPE_CHECKING:
    from hoory_tui.app.accounts.ring import Ring, Wish
    from hoory_tui.screens.picker import Picked
    from hoory_tui.store.merged import Source

_BEHIND: Final = 1.0
"""Seconds after the start of a console in which nothing is done for other accounts."""
_GATHER: Final = 0.25
"""Seconds between two looks at what is new in other accounts."""
_SENDING: Final = 6.0
"""Seconds for which messages are waited for before an account is left."""
_MOVING: Final = frozenset(
    {SendState.QUEUED, SendState.SENDING, SendState.CHECKING, SendState.HELD}
)


class OthersMoved(Message):
    """Something of the other accounts may look different."""


class SwitchingApp(LearningApp):
    """A console of one account that knows the others."""

    ring: Ring | None = None
    """The other accounts; None where there is no going to any."""
    goal: int | None = None
    """The conversation to begin with."""
    _is_gathering = False

    @cached_property
    def _moved(self) -> asyncio.Event:
        """Set whenever something was taken in."""
        return asyncio.Event()

    def _begin(self) -> None:
        super()._begin()
        if self.goal is not None:
            self.post_message(knowing_intents.JumpTo(self.goal))
            self.goal = None
        if self.ring is not None:
            self.main.others = self._others_needing
            self.ring.changed = self._note_others
            self.set_timer(_BEHIND, self.ring.listen)

    async def close(self) -> None:
        """Hear no more of the other accounts, which are listened to on."""
        if self.ring is not None:
            self.ring.changed = lambda: None
        await super().close()

    # The other accounts

    def _note_others(self) -> None:
        # Called in the middle of somebody else's task, so nothing is drawn here.
        if not self._is_gathering:
            self._is_gathering = True
            self.post_message(OthersMoved())

    @on(OthersMoved)
    def _gather_others(self) -> None:
        self.set_timer(_GATHER, self._show_others)

    def _show_others(self) -> None:
        self._is_gathering = False
        if not self.is_running:
            return
        self.main.show_bars()
        if self.screen is self.main:
            return
        from hoory_tui.screens.accounts import AccountBox, AccountsScreen, account_choices

        for screen in self.screen_stack:
            if isinstance(screen, AccountsScreen) and screen.is_mounted:
                screen.show_again()
            elif isinstance(screen, AccountBox) and screen.is_mounted:
                screen.offer(account_choices(self._places()))

    def _others_needing(self) -> Sequence[tuple[str, int]]:
        """Return how many need the agent elsewhere, by what the account is called."""
        return self.ring.elsewhere if self.ring is not None else ()

    def _places(self) -> list[Known]:
        if self.ring is None:
            return []
        try:
            return self.ring.places()
        except ConfigError as error:
            self._complain(error.sentence)
            return []

    def _sources(self) -> list[Source]:
        """Return what the list of all accounts is made of, this account first."""
        from hoory_tui.store.merged import Source
        from hoory_tui.store.state import Store

        ring = self.ring
        if ring is None:
            return []
        places = self._places()
        here = next((one for one in places if one.is_here), Known(ring.here))
        link = self._link_now()
        mine = Source(
            here,
            self.store,
            self.store.link,
            link.offline_since,
            is_read=self._backend is not None and CONVERSATIONS not in self._sync.unfinished,
        )
        watched = {one.known.place for one in ring.sources}
        asleep = [
            Source(one, Store(one.place.account_id), is_asleep=True)
            for one in places
            if not one.is_here and one.place not in watched
        ]
        return [mine, *ring.sources, *asleep]

    # What the agent asks for

    def action_choose_account(self) -> None:
        """Offer every account of every login; the one that is chosen is gone to."""
        from hoory_tui.screens.accounts import AccountBox, account_choices, place_of

        places = self._places()
        if len(places) < 2:
            self.notify(self._alone(), markup=False)
            return
        if self.screen is not self.main:
            self.notify(said("Close this box first; then go to another account."), markup=False)
            return

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                self._go_to(place_of(picked.keys[0]), None)

        screen = AccountBox(
            account_choices(places), glyphs=self._glyphs, keymap=self.settings.keymap()
        )
        self.push_screen(screen, chosen)

    def action_all_accounts(self) -> None:
        """Show what needs the agent in any of the accounts."""
        from hoory_tui.screens.accounts import AccountsScreen

        if self.ring is None or len(self._places()) < 2:
            self.notify(self._alone(), markup=False)
        elif self.screen is self.main:
            screen = AccountsScreen(self._sources, self._moment, self.settings.keymap())
            self.push_screen(screen)

    def _alone(self) -> str:
        if self.ring is None:
            return said("This console stays with its one account.")
        return said("There is no other account; hoory-tui login --profile NAME saves another one.")

    @on(account_intents.ListenToAll)
    def _listen_to_all(self) -> None:
        if self.ring is not None:
            self.ring.together = True
            self.ring.listen()
            self._note_others()

    @on(account_intents.NameAccount)
    def _name_account(self, message: account_intents.NameAccount) -> None:
        from hoory_tui.render.ranking import ranked

        words = message.words.strip()
        places = self._places()
        if not words or len(places) < 2:
            self.action_choose_account()
            return
        if words == "-":
            found = [one for one in places if one.is_last]
        else:
            labels = [f"{one.place.login} {one.account_name}" for one in places]
            found = [places[at] for at in ranked(words, labels)]
            exact = {one.place for one in places if words in (one.account_name, one.place.login)}
            found = [one for one in found if one.place in exact] or found
        if found:
            self._go_to(found[0].place, None)
        else:
            self.notify(
                said("There is no account called {name}; {key} lists them.", name=words, key="X"),
                markup=False,
            )

    @on(account_intents.GoToAccount)
    def _go_to_account(self, message: account_intents.GoToAccount) -> None:
        self._go_to(message.place, message.conversation_id)

    # Going there

    def _go_to(self, place: Place, conversation_id: int | None) -> None:
        ring = self.ring
        if ring is None:
            return
        if place == ring.here:
            if conversation_id is not None:
                self.post_message(knowing_intents.JumpTo(conversation_id))
            else:
                self.notify(said("You are there already."), markup=False)
        elif self.settings.recording:
            self.notify(
                said(
                    "This console records itself, so it stays with its account; start another one "
                    "without --record."
                ),
                markup=False,
            )
        else:
            self._work_here(self._open_and_go(place, conversation_id), "switch", exclusive=True)

    async def _open_and_go(self, place: Place, conversation_id: int | None) -> None:
        """Open an account while this one is still there: what fails leaves everything as it is."""
        from hoory_tui.app.accounts.ring import Wish

        assert self.ring is not None
        known = next((one for one in self._places() if one.place == place), Known(place))
        self.notify(said("Going to {account}…", account=known.label), markup=False, timeout=3)
        try:
            backend = await self.ring.open(place)
        except (HooryError, ConfigError) as error:
            sentence = error.sentence
            self._complain(
                said(
                    "{account} cannot be opened, you are still here: {sentence}",
                    account=known.label,
                    sentence=sentence,
                )
            )
            return
        wanted = replace(self.settings, observer=self.is_observer, theme=self.theme)
        wish = Wish(place, backend, wanted, conversation_id)
        try:
            await self._leave_for(wish, known.label)
        except BaseException:
            await backend.close()
            raise

    async def _leave_for(self, wish: Wish, name: str) -> None:
        if self._moving:
            question = counted(
                "{count} of your messages has not left yet. It is sent first. Go to {account}?",
                "{count} of your messages have not left yet. They are sent first. Go to {account}?",
                self._moving,
                account=name,
            )
            if not await self._agrees(question):
                await wish.backend.close()
                return
            await self._send_first()
        if lost := self.lost_at_the_end():
            question = said("{lost} would be lost. Go to {account}?", lost=lost, account=name)
            if not await self._agrees(question):
                await wish.backend.close()
                return
        elif unsent := len(self.store.outbox):
            question = counted(
                "{count} of your messages did not arrive. It is kept, and goes on when you are "
                "back in this account. Go to {account}?",
                "{count} of your messages did not arrive. They are kept, and go on when you are "
                "back in this account. Go to {account}?",
                unsent,
                account=name,
            )
            if not await self._agrees(question):
                await wish.backend.close()
                return
        self._leave_now(wish)

    async def _agrees(self, question: str) -> bool:
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def answered(yes: bool | None) -> None:
            if not answer.done():
                answer.set_result(bool(yes))

        self._ask(question, answered)
        return await answer

    @property
    def _moving(self) -> int:
        """How many messages are held or on their way."""
        return sum(one.state in _MOVING and not one.problem for one in self.store.outbox.values())

    async def _send_first(self) -> None:
        """Let go of what is held, and wait a while until everything has arrived."""
        for echo_id in self._held_until:
            self._held_until[echo_id] = 0.0
        self._release_due()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SENDING):
                while self._moving:
                    self._moved.clear()
                    await self._moved.wait()

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        self._moved.set()

    def _leave_now(self, wish: Wish) -> None:
        assert self.ring is not None
        # What is written is on the disk before anything else; it stays with this account.
        self.save_now()
        self.ring.wish, self.ring.is_unseen = wish, wish.settings.observer
        self.leave_screen_on()
        self.exit()

    def leave_screen_on(self) -> None:
        """Have the next console come without the shell between."""
