"""What the line mode knows of the account, and how it asks and tells the server."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.store.deeds import ChangeLabels
from hoory_tui.store.happenings import (
    AgentsLoaded,
    ConversationLoaded,
    InboxesLoaded,
    MessagesLoaded,
    Reach,
    TeamsLoaded,
)
from hoory_tui.store.reduce import apply

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.turns import Turns
    from hoory_tui.store.deeds import Deed
    from hoory_tui.store.records import Conversation, Message
    from hoory_tui.store.state import Store
    from hoory_tui.wire.events import Event

LISTS: Final = {"mine": "me", "unassigned": "unassigned", "all": "all", "mentions": "all"}
_STATUSES: Final = ("open", "resolved", "pending", "snoozed")
_MENTIONS: Final = "mention"
_OLDER: Final = 20


class LineDesk:
    """The conversations of the list at hand and the one that is open, by their ids."""

    def __init__(self, backend: Backend, store: Store, turns: Turns) -> None:
        self.backend = backend
        self.store = store
        self._turns = turns
        self.listed: list[int] = []
        """The conversations of the list, in its order."""
        self.open_id: int | None = None
        self._asked: tuple[str, str] = ("mine", "open")
        self._page = 0
        self.is_whole = False
        """Whether nothing more of the list is to be read."""
        self.first_read = 0
        """The oldest message that was read out of the open conversation, 0 for none."""

    async def load(self) -> None:
        """Learn the names of inboxes, agents and teams; raises HooryError."""
        api = self.backend.api
        self._take(InboxesLoaded(await api.inboxes()))
        self._take(AgentsLoaded(await api.agents()))
        self._take(TeamsLoaded(await api.teams()))

    def hear(self, event: Event) -> None:
        """Take note of what came in."""
        apply(self.store, event, time.time())

    def _take(self, happening: InboxesLoaded | AgentsLoaded | TeamsLoaded) -> None:
        apply(self.store, happening, time.time())

    # Lists

    async def begin(self, words: str) -> list[Conversation]:
        """Begin a list by its words, such as ``mine`` or ``all pending``; raises CommandError."""
        which, status = self._asked[0] if not words else "all", "open"
        for word in words.casefold().split():
            if word in LISTS:
                which = word
            elif word in _STATUSES:
                status = word
            else:
                raise CommandError(
                    f"There is no list {word}; write mine, unassigned, all or mentions, and a "
                    "status such as pending.",
                    Exit.USAGE,
                )
        self._asked, self._page, self.listed, self.is_whole = (which, status), 0, [], False
        return await self.more()

    async def more(self) -> list[Conversation]:
        """Read on in the list and return what is new in it; raises HooryError."""
        which, status = self._asked
        page = await self.backend.api.conversations(
            status=status,
            assignee_type=LISTS[which],
            conversation_type=_MENTIONS if which == "mentions" else None,
            page=self._page + 1,
        )
        self._page += 1
        found = []
        for one in page.payload:
            apply(self.store, ConversationLoaded(one), time.time())
            if one.id not in self.listed:
                self.listed.append(one.id)
                found.append(self.store.conversations[one.id])
        self.is_whole = not page.payload
        return found

    @property
    def list_name(self) -> str:
        """What the list is called."""
        which, status = self._asked
        return which if status == "open" else f"{which} {status}"

    # One conversation

    @property
    def opened(self) -> Conversation | None:
        """The open conversation."""
        return self.store.conversations.get(self.open_id or 0)

    async def open(self, number: int) -> Conversation:
        """Open a conversation by its number; raises HooryError."""
        apply(
            self.store,
            ConversationLoaded(await self.backend.api.conversation(number)),
            time.time(),
        )
        self.open_id, self.first_read = number, 0
        await self.refresh()
        return self.store.conversations[number]

    def beside(self, step: int) -> int | None:
        """Return the conversation that many places from the open one in the list, None for none."""
        if self.open_id not in self.listed:
            return self.listed[0] if self.listed and step > 0 else None
        place = self.listed.index(self.open_id) + step
        return self.listed[place] if 0 <= place < len(self.listed) else None

    async def refresh(self) -> None:
        """Read the end of the open conversation; raises HooryError."""
        if self.open_id is not None:
            page = await self.backend.api.messages(self.open_id)
            apply(
                self.store,
                MessagesLoaded(self.open_id, page, Reach.LATEST, len(page.payload) < _OLDER),
                time.time(),
            )

    async def older(self) -> None:
        """Read further up in the open conversation; raises HooryError."""
        number, held = self.open_id, self.messages()
        if number is None or not held:
            return
        page = await self.backend.api.messages(number, before=held[0].id)
        apply(
            self.store,
            MessagesLoaded(number, page, Reach.OLDER, len(page.payload) < _OLDER),
            time.time(),
        )

    def messages(self) -> Sequence[Message]:
        """Return what is known of the open conversation, the oldest first."""
        timeline = self.store.timelines.get(self.open_id or 0)
        return timeline.messages() if timeline is not None else []

    # Deeds

    async def do(self, deed: Deed, numbers: Sequence[int]) -> list[str]:
        """Do this to conversations and return what came of each as sentences."""
        from hoory_tui.commands.parts.changing import PAUSES, problem_of, told
        from hoory_tui.sdk.clock import elapsed
        from hoory_tui.sdk.manifold import Manifold, Result
        from hoory_tui.sdk.patience import Patience

        patience = Patience(elapsed, pauses=PAUSES)
        run = Manifold(self.backend.api, self.store, patience, deed, numbers, turns=self._turns)
        with self._turns:
            await run.run()
        done = _labelled(deed) if isinstance(deed, ChangeLabels) else told(self.store, deed)
        sentences = []
        for deal in run.deals:
            if deal.result is Result.CHANGED:
                sentences.append(f"{done}: conversation {deal.id}.")
            elif deal.result is Result.ALREADY:
                sentences.append(f"It was so already, nothing changed: conversation {deal.id}.")
            else:
                sentences.append(f"Conversation {deal.id}: {problem_of(deal)}")
        await self._look_again(numbers)
        return sentences

    async def _look_again(self, numbers: Sequence[int]) -> None:
        from hoory_tui.client.errors import HooryError

        if self.open_id in numbers and self.open_id is not None:
            try:
                found = await self.backend.api.conversation(self.open_id)
            except HooryError:
                # What was done is told; how it stands now is read with the next command.
                return
            apply(self.store, ConversationLoaded(found), time.time())


def _labelled(deed: ChangeLabels) -> str:
    put = f"Put on {', '.join(deed.add)}" if deed.add else ""
    taken = f"Taken off {', '.join(deed.remove)}" if deed.remove else ""
    return "; ".join(filter(None, (put, taken)))
