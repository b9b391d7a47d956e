"""Looking for what is not held: searches, one conversation by its number, a message far back."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, TextArea

from hoory_tui.app.acting import ActingApp
from hoory_tui.client.errors import HooryError, NotAllowed, NotFound
from hoory_tui.lazily import dataclass
from hoory_tui.screens import intents
from hoory_tui.screens.search_intents import GoTo, MoreWanted, OlderWanted, SearchFor, ShowContact
from hoory_tui.store.happenings import ConversationLoaded, ConversationsLoaded, Opened
from hoory_tui.store.records import GONE
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.app.digging import Digging
    from hoory_tui.wire.search import FoundPayload, OldFoundPayload

_REST: Final = 0.3
"""Seconds after a letter until the server is asked for more of a list that is narrowed."""
_SHORTEST: Final = 2
_MOST_LOADED: Final = 10
"""Conversations that are loaded one by one because they fit what is typed."""
_LONG: Final = 15
"""Finds of a kind on a page; a shorter page is the last."""
_MOST_OF_A_CONTACT: Final = 20


@dataclass
class Answered(Message):
    """A search was answered, or could not be: then there is a sentence about it."""

    asked: SearchFor
    found: FoundPayload | None = None
    older: OldFoundPayload | None = None
    problem: str = ""


class SearchingApp(ActingApp):
    """An app that finds what the agent looks for, held or not."""

    _more_rest: Timer | None = None

    @cached_property
    def _digging(self) -> Digging:
        from hoory_tui.app.digging import Digging

        return Digging(self._api, self._date, self._told)

    # A list that is narrowed

    @on(MoreWanted)
    def _want_more(self, message: MoreWanted) -> None:
        if self._more_rest is not None:
            self._more_rest.stop()
        words = message.words
        if len(words) >= _SHORTEST:
            self._more_rest = self.set_timer(
                _REST, lambda: self._work(self._find_more(words), "narrow", exclusive=True)
            )

    @on(intents.ViewShown)
    def _want_searched(self, message: intents.ViewShown) -> None:
        rule = message.view.filter
        words = rule.searched if rule is not None else ""
        if len(words) >= _SHORTEST:
            self._work(self._find_more(words), "narrow", exclusive=True)

    async def _find_more(self, words: str) -> None:
        """Load conversations that fit and are not held; who they are is decided by the list."""
        try:
            found = await self._api.search(words, kind="conversations")
        except (NotFound, NotAllowed):
            return
        except HooryError as error:
            self._complain(
                said("Only what is held was looked through: {problem}", problem=error.sentence)
            )
            return
        missing = [one.id for one in found.conversations if one.id not in self.store.conversations]
        for conversation_id in missing[:_MOST_LOADED]:
            await self._sync.load_conversation(conversation_id)

    # Searching everything

    @on(SearchFor)
    def _search(self, message: SearchFor) -> None:
        self._work(self._ask_search(message), f"search-{message.kind}", exclusive=True)

    async def _ask_search(self, asked: SearchFor) -> None:
        try:
            found = await self._api.search(asked.words, kind=asked.kind, page=asked.page)
        except NotFound:
            await self._ask_older(asked)
        except HooryError as error:
            self.post_message(Answered(asked, problem=error.sentence))
        else:
            self.post_message(Answered(asked, found))

    async def _ask_older(self, asked: SearchFor) -> None:
        """Search the messages alone, as servers do that know nothing else."""
        try:
            older = await self._api.search_conversations(asked.words, page=asked.page)
        except HooryError as error:
            self.post_message(Answered(asked, problem=error.sentence))
        else:
            self.post_message(Answered(asked, older=older))

    @on(Answered)
    def _show_found(self, message: Answered) -> None:
        from hoory_tui.screens.search import SearchScreen
        from hoory_tui.store import found
        from hoory_tui.store.found import Kind

        screen, asked = self.screen, message.asked
        if not isinstance(screen, SearchScreen):
            return
        if message.found is not None:
            answer = message.found
            sizes = {
                Kind.CONVERSATION: len(answer.conversations),
                Kind.MESSAGE: len(answer.messages),
                Kind.CONTACT: len(answer.contacts),
            }
            last = [kind for kind, size in sizes.items() if size < _LONG]
            finds = found.of_answer(self.store, answer)
            screen.take(asked.words, asked.kind, asked.page, finds, last)
        elif message.older is not None:
            finds = found.of_older(self.store, message.older.payload)
            screen.take(asked.words, "", asked.page, finds, list(Kind))
        else:
            screen.fail(asked.words, message.problem)

    # Going there

    @property
    def are_hands_busy(self) -> bool:
        """Whether keys go into a text or a box, so that an answer that comes now may not move it.

        What is typed to a customer would be taken for keys, and act on another conversation.
        """
        return self.screen is not self.main or isinstance(self.main.focused, Input | TextArea)

    @on(GoTo)
    def _go(self, message: GoTo) -> None:
        held = self.store.conversations.get(message.conversation_id)
        if held is not None and held.status != GONE and message.message_id is None:
            self.main.open_found(message.conversation_id)
        else:
            self._work(self._go_there(message), "goto", exclusive=True)

    async def _go_there(self, message: GoTo) -> None:
        number = message.conversation_id
        try:
            held = self.store.conversations.get(number)
            if held is None or held.status == GONE:
                await self._fetch_one(number)
            problem = await self._dig(message)
        except (NotFound, NotAllowed):
            self.notify(
                said("There is no conversation #{number}, or you may not see it.", number=number),
                markup=False,
            )
            return
        except HooryError as error:
            self._complain(
                said(
                    "#{number} could not be opened: {problem}",
                    number=number,
                    problem=error.sentence,
                )
            )
            if number not in self.store.conversations:
                return
            problem = ""
        if self.are_hands_busy:
            self.notify(said("#{number} is here; go there again.", number=number), markup=False)
            return
        self.main.open_found(number)
        if problem:
            self.notify(problem, markup=False)
        elif message.message_id is not None:
            self.main.show_message(message.message_id, message.words)

    async def _fetch_one(self, number: int) -> None:
        asked = self._date(None)
        found = await self._api.conversation(number)
        await self._told([ConversationLoaded(found, self._date(asked))])

    async def _dig(self, message: GoTo) -> str:
        if message.message_id is None:
            return ""
        number = message.conversation_id
        timeline = self.store.timelines.get(number)
        if timeline is None or not timeline.loaded or timeline.stale:
            await self._told([Opened(number)])
            await self._read_thread(number)
            timeline = self.store.timelines.get(number)
        if timeline is None or not timeline.loaded:
            return ""
        return await self._digging.dig(timeline, number, message.message_id)

    @on(OlderWanted)
    def _look_further_back(self, message: OlderWanted) -> None:
        timeline = self.store.timelines.get(message.conversation_id)
        oldest_id = timeline.oldest_id() if timeline is not None else None
        if oldest_id is not None:
            self._work(self._sync.load_older(message.conversation_id, oldest_id), "older")

    # The conversations of a contact

    @on(ShowContact)
    def _show_contact(self, message: ShowContact) -> None:
        self._work(self._read_contact(message), "goto", exclusive=True)

    async def _read_contact(self, message: ShowContact) -> None:
        from hoory_tui.store.filters.shown import contact_view
        from hoory_tui.wire.answers import ConversationCounts, ConversationPage

        asked = self._date(None)
        try:
            talks = await self._api.contact_conversations(message.contact_id)
        except HooryError as error:
            self._complain(
                said("The conversations could not be read: {problem}", problem=error.sentence)
            )
            return
        view = contact_view(message.contact_id, message.name)
        page = ConversationPage(meta=ConversationCounts(all_count=len(talks)), payload=talks)
        is_whole = len(talks) < _MOST_OF_A_CONTACT
        await self._told([ConversationsLoaded(page, view, is_whole, self._date(asked))])
        name = message.name
        if not talks:
            self.notify(
                said("{name} has no conversation that you may see.", name=name), markup=False
            )
        elif self.are_hands_busy:
            self.notify(
                said("The conversations of {name} are here; go there again.", name=name),
                markup=False,
            )
        elif len(talks) == 1:
            self.main.open_found(talks[0].id)
        else:
            self.main.show_view(view)
