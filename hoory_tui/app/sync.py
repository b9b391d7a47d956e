"""Fetching: what is asked for at the start, on opening, after a gap and when in doubt.

Every coroutine here runs in a worker of its own and only tells what it got; nothing here
touches the store or a widget.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeVar

from hoory_tui.app.pages import PAGE, PAGES_AT_ONCE, ListPages, counted_of
from hoory_tui.client.errors import HooryError, NotAllowed, NotFound, SignInRefused, Unreadable
from hoory_tui.store.happenings import (
    AgentsLoaded,
    Asked,
    ConversationGone,
    ConversationLoaded,
    ConversationsLoaded,
    CountsLoaded,
    Happening,
    InboxesLoaded,
    LabelsLoaded,
    ListRead,
    MessagesLoaded,
    NotificationsLoaded,
    Reach,
    TeamsLoaded,
)
from hoory_tui.store.views import ALL, ListView
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi

CONVERSATIONS: Final = "conversations"
CHANGED: Final = "changed"
SWEEP: Final = "sweep"
"""Reading the whole list for what only that tells, though all that is known to be stale is read."""
NOTIFICATIONS: Final = "notifications"
COUNTS: Final = "counts"
LISTS: Final = frozenset({"inbox", "agent", "team", "label"})
MESSAGE_PAGE: Final = 20
MESSAGE_PAGE_AFTER: Final = 100
_MOST_LOOKED_UP: Final = 100
_FILTER_PAGES: Final = 8
"""Pages of a filter that are read at once: what only we can decide may leave little of each."""

SLACK: Final = 15.0
"""Seconds by which a gap is taken to be longer than it was measured."""

Tell = Callable[[Iterable[Happening]], None]
Complain = Callable[[str], None]
Date = Callable[[Asked | None], Asked]
T = TypeVar("T")


class Sync:
    """Questions to the API whose answers go to the store.

    `date` tells when a question is put, and once more when its answer has come: an answer is
    as old as its question, however late it comes in.
    """

    def __init__(
        self,
        api: AgentApi,
        tell: Tell,
        complain: Complain,
        date: Date,
        told: Callable[[Iterable[Happening]], Awaitable[None]],
        unsure_before: Callable[[int], int | None],
        token_refused: Callable[[], None] = lambda: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._api = api
        self._tell = tell
        self._complain = complain
        self._date = date
        self._wait_told = told
        self._unsure_before = unsure_before
        self._token_refused = token_refused
        self.pages = ListPages(api, tell, self._ask, self._excuse, now)
        self._loading_older: set[int] = set()
        self.unfinished: set[str] = set()
        """Loads that are under way or failed and have to be repeated: list names, CHANGED, ..."""
        self.unread: set[int] = set()
        """Conversations that could not be read again and may be out of date."""

    async def load_lists(self, wanted: Iterable[str] = ("inbox", "agent", "team", "label")) -> None:
        """Fetch the account's lists, all at once."""
        fetches: dict[str, Callable[[], Awaitable[Happening]]] = {
            "inbox": self._inboxes,
            "agent": self._agents,
            "team": self._teams,
            "label": self._labels,
        }
        await asyncio.gather(*(self._told(name, fetches[name]) for name in wanted))

    async def load_notifications(self) -> None:
        """Fetch the newest notifications."""

        async def fetch() -> Happening:
            return NotificationsLoaded(*await self._ask(self._api.notifications()))

        await self._told(NOTIFICATIONS, fetch)

    async def load_conversations(
        self,
        held: Iterable[int] = (),
        name: str = CONVERSATIONS,
        doubtful: Callable[[], Iterable[int]] = tuple,
        worth: Callable[[set[int], set[int]], set[int]] = lambda left, _seen: left,
    ) -> None:
        """Fetch the list from its first page on, each page shown as it comes.

        `held` are the ids that are thought to be in it. Those that are not are looked up one
        by one: a list of open conversations does not tell what was resolved meanwhile.
        `name` is what this is called while it is unfinished, `doubtful` returns those of last
        time that must not go with the rest of them before they were looked up. Where the list
        is longer than what is read of it, `worth` returns which of those left are looked up.
        """
        pages = self.pages
        pages.begin(ALL)
        self.unfinished.add(name)
        seen: set[int] = set()
        counts: set[int] = set()
        begun_anew = False
        for _ in range(PAGES_AT_ONCE):
            read = await pages.load(ALL)
            if read is None:
                return
            page, _ = read
            seen.update(one.id for one in page.payload)
            counts.add(page.meta.all_count)
            if not pages.is_at_end(ALL):
                continue
            if begun_anew or (len(counts) == 1 and len(seen) >= page.meta.all_count):
                break
            # A list that moved while it was read let somebody slip from one page to another.
            begun_anew = True
            pages.begin(ALL)
        kept = frozenset(doubtful())
        await self._wait_told([ListRead(kept)])
        # Asked once more: somebody may have begun to write meanwhile.
        left = (set(held) | kept | set(doubtful())) - seen
        for conversation_id in sorted(left if pages.is_at_end(ALL) else worth(left, seen)):
            await self.load_conversation(conversation_id)
        # The whole list tells all that a part of it does.
        self.unfinished -= {name, CHANGED, SWEEP}

    async def load_changed(self, seconds: float) -> None:
        """Fetch the conversations of every status that changed in the last so many seconds.

        Only servers that date their conversations can tell; it takes them one answer, and
        another for the first page, because reading changes no date but the unread counts.
        """
        self.unfinished.add(CHANGED)
        within = math.ceil(seconds + SLACK)
        try:
            (changed, first), asked = await self._ask(
                asyncio.gather(
                    self._api.conversations(status="all", updated_within=within),
                    self._api.conversations(),
                )
            )
        except Unreadable:
            # So much has changed that it is more than one answer: page by page, then.
            self.unfinished.add(CONVERSATIONS)
            return
        except HooryError as error:
            self.unfinished.add(CHANGED)
            self._excuse(
                error,
                said("What changed meanwhile is not known yet: {problem}", problem=error.sentence),
            )
            return
        self._tell(
            [
                *(ConversationLoaded(one, asked) for one in changed.payload),
                ConversationsLoaded(first, ALL, len(first.payload) < PAGE, asked),
            ]
        )
        self.unfinished.discard(CHANGED)

    async def load_first_page(self) -> None:
        """Fetch the top of the list: what others have read is in no event."""
        with contextlib.suppress(HooryError):
            page, asked = await self._ask(self._api.conversations())
            complete = len(page.payload) < PAGE
            self._tell([ConversationsLoaded(page, ALL, complete, asked)])

    async def load_view(self, view: ListView, held: Callable[[], Iterable[int]]) -> None:
        """Fetch a list from its first page on, each page shown as it comes.

        It is read as far as it was before, or its first page. Those of `held`, which are thought
        to be in it, are looked up once it turns out that they are not.
        """
        read_before = self.pages.next.get(view, 1)
        least = 1 if view.filter is None else _FILTER_PAGES
        most = PAGES_AT_ONCE if read_before == 0 else max(least, read_before - 1)
        seen = await self.pages.read(view, most)
        if seen is None:
            return
        for conversation_id in sorted(set(held()) - seen)[:_MOST_LOOKED_UP]:
            await self.load_conversation(conversation_id)

    async def load_counts(self, views: Iterable[ListView] = (ALL,)) -> None:
        """Fetch the numbers of lists, each of which stands for its tabs too."""
        for view in views:

            async def fetch(view: ListView = view) -> Happening:
                asked = counted_of(view)
                return CountsLoaded(await self._api.conversation_counts(**asked), view)

            await self._told(COUNTS, fetch)
            if COUNTS in self.unfinished:
                return
        self.unfinished.discard(COUNTS)

    async def load_conversation(self, conversation_id: int) -> None:
        """Fetch one conversation; one that is not found leaves the list."""
        try:
            conversation, asked = await self._ask(self._api.conversation(conversation_id))
        except (NotFound, NotAllowed):
            self.unread.discard(conversation_id)
            self._tell([ConversationGone(conversation_id)])
        except HooryError as error:
            self.unread.add(conversation_id)
            self._excuse(
                error,
                said(
                    "Conversation #{number} may be out of date: {problem}",
                    number=conversation_id,
                    problem=error.sentence,
                ),
            )
        else:
            self.unread.discard(conversation_id)
            self._tell([ConversationLoaded(conversation, asked)])

    async def load_thread(self, conversation_id: int, newest_id: int) -> None:
        """Fetch a thread: what came after the newest held message, then the latest page.

        The latest page is read in any case, because it also brings edits and receipts of
        messages that are held already; after a gap, so are the pages before it that are held.
        """
        try:
            if newest_id:
                await self.load_newer(conversation_id, newest_id)
            page, asked = await self._ask(self._api.messages(conversation_id))
            exhausted = len(page.payload) < MESSAGE_PAGE
            latest = MessagesLoaded(conversation_id, page, Reach.LATEST, exhausted, asked)
            await self._wait_told([latest])
            await self._load_unsure(conversation_id)
        except (NotFound, NotAllowed):
            self._tell([ConversationGone(conversation_id)])
        except HooryError as error:
            self._excuse(
                error, said("The thread could not be loaded: {problem}", problem=error.sentence)
            )

    async def _load_unsure(self, conversation_id: int) -> None:
        """Read on upwards as far as edits and receipts may have been missed; raises HooryError."""
        before = self._unsure_before(conversation_id)
        while before is not None:
            page, asked = await self._ask(self._api.messages(conversation_id, before=before))
            exhausted = len(page.payload) < MESSAGE_PAGE
            older = MessagesLoaded(conversation_id, page, Reach.OLDER, exhausted, asked)
            await self._wait_told([older])
            last, before = before, self._unsure_before(conversation_id)
            if before == last:
                return

    async def load_newer(self, conversation_id: int, after_id: int) -> None:
        """Fetch every message after this one; raises HooryError."""
        while True:
            page, asked = await self._ask(self._api.messages(conversation_id, after=after_id))
            self._tell([MessagesLoaded(conversation_id, page, Reach.NEWER, False, asked)])
            if len(page.payload) < MESSAGE_PAGE_AFTER:
                return
            after_id = max(one.id for one in page.payload)

    async def load_older(self, conversation_id: int, before: int) -> None:
        """Fetch the page before the oldest held message, once at a time."""
        if conversation_id in self._loading_older:
            return
        self._loading_older.add(conversation_id)
        try:
            page, asked = await self._ask(self._api.messages(conversation_id, before=before))
        except HooryError as error:
            self._excuse(
                error,
                said("Older messages could not be loaded: {problem}", problem=error.sentence),
            )
        else:
            exhausted = len(page.payload) < MESSAGE_PAGE
            self._tell([MessagesLoaded(conversation_id, page, Reach.OLDER, exhausted, asked)])
        finally:
            self._loading_older.discard(conversation_id)

    async def mark_seen(self, conversation_id: int) -> bool:
        """Tell the server that an agent has read the conversation; tell whether it heard."""
        try:
            conversation, asked = await self._ask(self._api.update_last_seen(conversation_id))
        except HooryError as error:
            self._excuse(
                error,
                said(
                    "#{number} is still marked unread: {problem}",
                    number=conversation_id,
                    problem=error.sentence,
                ),
            )
            return False
        self._tell([ConversationLoaded(conversation, asked)])
        return True

    async def _inboxes(self) -> Happening:
        return InboxesLoaded(await self._api.inboxes())

    async def _agents(self) -> Happening:
        return AgentsLoaded(await self._api.agents())

    async def _teams(self) -> Happening:
        return TeamsLoaded(await self._api.teams())

    async def _labels(self) -> Happening:
        return LabelsLoaded(await self._api.labels())

    def _excuse(self, error: HooryError, sentence: str) -> None:
        self._complain(sentence)
        if isinstance(error, SignInRefused):
            self._token_refused()

    async def _ask(self, question: Awaitable[T]) -> tuple[T, Asked]:
        asked = self._date(None)
        return await question, self._date(asked)

    async def _told(self, name: str, fetch: Callable[[], Awaitable[Happening]]) -> None:
        try:
            self._tell([await fetch()])
        except HooryError as error:
            self.unfinished.add(name)
            self._excuse(error, error.sentence)
        else:
            self.unfinished.discard(name)
