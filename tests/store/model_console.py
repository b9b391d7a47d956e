"""A console without a screen: it asks, reacts and sends by the steps of the real one.

Jobs are generators: each yields a question and goes on when its answer has come. An answer
is what the server had when the question was put, or when it got round to it; it may come in
long after events that are newer.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Final

from hoory_tui.store.changes import Changes
from hoory_tui.store.deeds import SetStatus
from hoory_tui.store.happenings import (
    AgentsLoaded,
    Asked,
    ConversationGone,
    ConversationLoaded,
    ConversationsLoaded,
    EventsMissed,
    Happening,
    MessagesLoaded,
    NotificationsLoaded,
    Opened,
    ProposalFailed,
    ProposalTaken,
    Proposed,
    Reach,
    SendMoved,
    SendSettled,
    SendStarted,
    ThreadRecalled,
    Trimmed,
)
from hoory_tui.store.records import SendState
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.store.surplus import TABLES, end_of_thread
from hoory_tui.store.views import ALL
from hoory_tui.wire.answers import ConversationPage, MessagePage, NotificationPage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import Event, read_event
from hoory_tui.wire.message import MARKER, MessagePayload
from hoory_tui.wire.people import UserPayload
from tests.store.build import ACCOUNT, ME, Json, agent, from_me, message_row, payload, pending
from tests.store.model_server import SKEW, Server

PAGE: Final = 2
MESSAGE_PAGE: Final = 3
MESSAGE_PAGE_AFTER: Final = 4

Apply = Callable[[Store, Event | Happening, float], Changes]
Job = Generator["Ask", None, None]


@dataclass
class Ask:
    """A question on its way: `put` computes the answer out of what the server has by then."""

    put: Callable[[Asked], list[Happening]]


@dataclass
class Waiting:
    """A job and the answer that it waits for; `late` is that of the moment of asking."""

    job: Job
    ask: Ask
    step: int
    late: list[Happening]


class Console:
    """A store, the questions under way, and what is still to be read again."""

    def __init__(self, server: Server, take: Apply = apply, *, reposts: bool = False) -> None:
        self.server = server
        self.store = Store(ACCOUNT, me_id=ME)
        self._apply = take
        self._reposts = reposts
        self.jobs: list[Waiting] = []
        self.doubtful: set[int] = set()
        self.doubtful_threads: set[int] = set()
        self.opened: set[int] = set()
        self.attic: dict[int, ThreadRecalled] = {}
        self.sent = 0
        self.decided = 0

    @property
    def now(self) -> float:
        """Our clock, which is hours away from the server's."""
        return self.server.clock - SKEW

    # The link

    def hear(self, name: str, data: Json) -> None:
        self._take(read_event(name, copy.deepcopy(data)))

    def lose_link(self) -> None:
        self._take(EventsMissed())

    def come_back(self, *, afresh: bool = False) -> None:
        self._take(EventsMissed(afresh=afresh))
        held = set(self.store.conversations)
        self.begin(self._load_list(held))
        self.begin(self._load_agents())
        self.begin(self._load_notifications())
        for conversation_id in sorted(self.opened):
            self.begin(self._catch_up_thread(conversation_id))

    def _take(self, step: Event | Happening) -> None:
        self._react(self._apply(self.store, step, self.now))

    def _react(self, changes: Changes) -> None:
        for conversation_id in sorted(changes.missing):
            self.begin(self._load_conversation(conversation_id))
        self.doubtful |= changes.doubtful
        self.doubtful_threads |= changes.doubtful_threads
        if "agent" in changes.stale_lists:
            self.begin(self._load_agents())

    def rest(self) -> None:
        """Read again what is in doubt, as after a second without news."""
        doubtful, self.doubtful = self.doubtful, set()
        for conversation_id in sorted(doubtful):
            self.begin(self._load_conversation(conversation_id))
        threads, self.doubtful_threads = self.doubtful_threads, set()
        for conversation_id in sorted(threads & self.store.timelines.keys()):
            self.begin(self._load_thread(conversation_id, 0))
        for one in list(self.store.outbox.values()):
            if one.state is SendState.CHECKING:
                self.begin(self._look(one.conversation_id, one.echo_id, one.after_id))

    @property
    def is_restless(self) -> bool:
        """Whether there is something to read again."""
        checking = any(one.state is SendState.CHECKING for one in self.store.outbox.values())
        return bool(self.doubtful or self.doubtful_threads or checking)

    # Questions

    def begin(self, job: Job) -> None:
        self._go_on(job)

    def _go_on(self, job: Job) -> None:
        ask = next(job, None)
        if ask is not None:
            step = self.store.steps
            self.jobs.append(Waiting(job, ask, step, ask.put(self._date(step))))

    def answer(self, index: int, *, is_late: bool) -> None:
        """Let an answer come in: of the moment of asking if `is_late`, or of now."""
        waiting = self.jobs.pop(index % len(self.jobs))
        steps = waiting.late if is_late else waiting.ask.put(self._date(waiting.step))
        for step in steps:
            self._take(step)
        self._go_on(waiting.job)

    def _date(self, step: int) -> Asked:
        # The server dates its answers in whole seconds.
        at = self.server.pass_time()
        return Asked(step, float(math.floor(at)), float(math.floor(at) + 1))

    def _load_conversation(self, conversation_id: int) -> Job:
        def put(asked: Asked) -> list[Happening]:
            talk = self.server.talks.get(conversation_id)
            if talk is None:
                return [ConversationGone(conversation_id)]
            row = payload(ConversationPayload, self.server.row_of(talk))
            return [ConversationLoaded(row, asked)]

        yield Ask(put)

    def look_up(self, conversation_id: int) -> None:
        self.begin(self._load_conversation(conversation_id))

    def _load_list(self, held: set[int]) -> Job:
        missing = set(held)
        for number in range(40):
            listed: list[int] = []

            def put(
                asked: Asked, number: int = number, listed: list[int] = listed
            ) -> list[Happening]:
                talks = [one for one in self.server.talks.values() if one.status == "open"]
                talks.sort(key=lambda one: (-one.active_at, -one.id))
                talks = talks[number * PAGE : (number + 1) * PAGE]
                listed[:] = [one.id for one in talks]
                rows = [self.server.row_of(one) for one in talks]
                page = payload(ConversationPage, {"payload": rows})
                return [ConversationsLoaded(page, ALL, len(rows) < PAGE, asked)]

            yield Ask(put)
            missing.difference_update(listed)
            if len(listed) < PAGE:
                break
        for conversation_id in sorted(missing):
            yield from self._load_conversation(conversation_id)

    def _load_agents(self) -> Job:
        def put(_: Asked) -> list[Happening]:
            rows = [payload(UserPayload, agent(number)) for number in self.server.agents]
            return [AgentsLoaded(rows)]

        yield Ask(put)

    def _load_notifications(self) -> Job:
        def put(asked: Asked) -> list[Happening]:
            return [
                NotificationsLoaded(payload(NotificationPage, self.server.notifications()), asked)
            ]

        yield Ask(put)

    def open(self, conversation_id: int) -> None:
        self.opened.add(conversation_id)
        self._take(Opened(conversation_id))
        if (end := self.attic.get(conversation_id)) is not None:
            self._take(end)
        self.begin(self._catch_up_thread(conversation_id))

    @property
    def recallable(self) -> list[int]:
        """The conversations whose thread was let go of and kept."""
        here = self.store.conversations.keys() - self.store.timelines.keys()
        return sorted(here & self.attic.keys())

    def trim(self, conversation_id: int, *, with_row: bool) -> None:
        """Let go of a thread, of which the end is kept, and perhaps of its row as well."""
        end = end_of_thread(self.store, conversation_id, 3 * MESSAGE_PAGE)
        if end is not None:
            self.attic[conversation_id] = end
        self.opened.discard(conversation_id)
        one = frozenset({conversation_id})
        self._take(Trimmed(one, one if with_row else frozenset()))
        for table in TABLES:
            self._take(Trimmed(table=table))

    def _catch_up_thread(self, conversation_id: int) -> Job:
        timeline = self.store.timelines.get(conversation_id)
        newest_id = 0
        if timeline is not None and timeline.loaded:
            newest_id = timeline.known_to if timeline.stale else timeline.newest_id()
        return self._load_thread(conversation_id, newest_id)

    def _load_thread(self, conversation_id: int, newest_id: int) -> Job:
        if newest_id:
            yield from self._load_newer(conversation_id, newest_id)
        yield from self._page(conversation_id, Reach.LATEST, [])
        while (timeline := self.store.timelines.get(conversation_id)) is not None:
            before = timeline.unsure_before
            if before is None:
                return
            yield from self._page(conversation_id, Reach.OLDER, [], before=before)
            if timeline.unsure_before == before:
                return

    def _load_newer(self, conversation_id: int, after: int) -> Job:
        while True:
            ids: list[int] = []
            yield from self._page(conversation_id, Reach.NEWER, ids, after=after)
            if len(ids) < MESSAGE_PAGE_AFTER:
                return
            after = max(ids)

    def load_older(self, conversation_id: int) -> None:
        timeline = self.store.timelines.get(conversation_id)
        if timeline is not None and timeline.loaded and timeline.has_older:
            before = timeline.oldest_id() or 0
            self.begin(self._page(conversation_id, Reach.OLDER, [], before=before))

    def _page(
        self,
        conversation_id: int,
        reach: Reach,
        ids: list[int],
        *,
        after: int = 0,
        before: int = 0,
    ) -> Job:
        limit = MESSAGE_PAGE_AFTER if reach is Reach.NEWER else MESSAGE_PAGE

        def put(asked: Asked) -> list[Happening]:
            talk = self.server.talks.get(conversation_id)
            if talk is None:
                ids.clear()
                return [ConversationGone(conversation_id)]
            rows = self.server.page(talk, after=after, before=before, limit=limit)
            ids[:] = [row["id"] for row in rows]
            page = payload(MessagePage, {"payload": rows})
            exhausted = len(rows) < limit and reach is not Reach.NEWER
            return [MessagesLoaded(conversation_id, page, reach, exhausted, asked)]

        yield Ask(put)

    # Deeds

    def decide(self, conversation_id: int, status: str, outcome: str) -> None:
        """Show another status at once and ask for it: ok, refused, or lost (the answer)."""
        self.decided += 1
        self._take(Proposed(conversation_id, SetStatus(status), self.decided))
        self.begin(self._change_status(conversation_id, status, self.decided, outcome))

    def _change_status(self, conversation_id: int, status: str, number: int, outcome: str) -> Job:
        is_done = False

        def put(_: Asked) -> list[Happening]:
            nonlocal is_done
            talk = self.server.talks.get(conversation_id)
            if talk is not None and outcome != "refused" and not is_done:
                self.server.change(talk, "conversation.status_changed", status=status)
                is_done = True
            if talk is not None and outcome == "ok":
                return [ProposalTaken(conversation_id, number)]
            return [ProposalFailed(conversation_id, number)]

        yield Ask(put)
        if not is_done or outcome != "ok":
            yield from self._load_conversation(conversation_id)

    # Sends

    def send(self, conversation_id: int, text: str, outcome: str, *, private: bool) -> None:
        self.sent += 1
        echo_id = f"e{self.sent}"
        fields = {"conversation_id": conversation_id, "private": private, "created_at": self.now}
        self._take(SendStarted(pending(echo_id, text, **fields)))
        self._take(SendMoved(echo_id, SendState.SENDING, left_at=self.now))
        self.begin(self._post(conversation_id, text, echo_id, outcome, private=private))

    def _post(
        self, conversation_id: int, text: str, echo_id: str, outcome: str, *, private: bool
    ) -> Job:
        """Post once; `outcome` is ok, lost (the answer), broken (500 after), refused or gone."""
        made: list[Json] = []

        def put(_: Asked) -> list[Happening]:
            talk = self.server.talks.get(conversation_id)
            if not made and talk is not None and outcome in ("ok", "lost", "broken"):
                made.append(self.server.create(talk, text, echo_id, private=private))
            if talk is None or outcome == "refused":
                return [SendMoved(echo_id, SendState.FAILED, "refused")]
            if outcome == "ok":
                answer = payload(MessagePayload, _as_made(made[0], text))
                return [SendSettled(echo_id, answer)]
            return [SendMoved(echo_id, SendState.CHECKING, "no answer")]

        yield Ask(put)
        held = self.store.outbox.get(echo_id)
        if held is None or held.state is not SendState.CHECKING:
            return
        if self._reposts:
            yield from self._post(conversation_id, text, echo_id, "ok", private=private)
            return
        yield from self._look(conversation_id, echo_id, held.after_id)

    def _look(self, conversation_id: int, echo_id: str, after_id: int) -> Job:
        yield from self._load_newer(conversation_id, after_id)
        if echo_id in self.store.outbox:
            self._take(SendMoved(echo_id, SendState.UNKNOWN, "nobody knows"))


def _as_made(message: Json, text: str) -> Json:
    """Return the answer to a post: the message as it was when it was made."""
    attributes = message["content_attributes"]
    marker = {key: value for key, value in attributes.items() if key == MARKER}
    return message_row(
        message["id"],
        message["conversation_id"],
        at=message["created_at"],
        echo_id=message["echo_id"],
        **from_me(text, private=message["private"], content_attributes=marker),
    )
