"""An errand: one deed asked of the server for one conversation, and what it really changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hoory_tui.client.errors import HooryError
from hoory_tui.store.beside import ParticipantsKnown
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    ChangeParticipants,
    Deed,
    RunMacro,
    SendTranscript,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.effects import effect, with_attribute
from hoory_tui.store.fold import fold_conversation
from hoory_tui.store.happenings import Asked, ConversationLoaded, Happening
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.undoing import (
    ASSIGNEE,
    ATTRIBUTE,
    LABEL,
    MUTED,
    PRIORITY,
    STATUS,
    TEAM,
    UNREAD,
    Change,
    change_between,
    participants,
    parts_of,
)
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import saying

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.store.state import Store
    from hoory_tui.wire.conversation import ConversationPayload


Date = Callable[[Asked | None], Asked]
"""Dates a question that is put now, or the answer to one that was put before."""


class NotDone(HooryError):  # noqa: N818
    """The server answered as if it had obeyed, and did something else."""


class NotRepeated(NotDone):
    """It may have been done, nothing shows whether, and doing it twice would do harm."""

    may_have_arrived = True


@dataclass(slots=True)
class Outcome:
    """What became of a conversation; `fields` and `news` are what the answers told of it.

    `aside` are parts that the server changes along with what was asked for.
    """

    change: Change
    fields: dict[str, Any] = field(default_factory=dict)
    news: list[Happening] = field(default_factory=list)
    aside: tuple[str, ...] = ()


class Errand:
    """Asks for a deed, as often as it takes: what it changed is counted from the first time.

    `before` is the conversation as the server last told of it.
    """

    def __init__(
        self, api: AgentApi, store: Store, date: Date, deed: Deed, before: Conversation
    ) -> None:
        self._api = api
        self._store = store
        self._date = date
        self._deed = deed
        self._before = before
        self._id = before.id
        self._first: dict[str, Any] | None = None
        """The parts as they were read at the first attempt, where they are read first."""

    @property
    def is_obeyed_though_refused(self) -> bool:
        """Whether servers are known to refuse this and do it: old ones assign strangers so."""
        return isinstance(self._deed, Assign)

    async def go(self) -> Outcome:
        """Ask the server; raises HooryError."""
        match self._deed:
            case SetStatus(status, until):
                moment = None if until is None or status != "snoozed" else int(until)
                await self._api.set_status(self._id, status, snoozed_until=moment)
            case Assign(agent_id):
                await self._assign(agent_id)
            case AssignTeam(team_id):
                return await self._assign_team(team_id)
            case ChangeLabels():
                return await self._change_labels(self._deed)
            case SetPriority(priority):
                await self._api.set_priority(self._id, priority)
            case SetMuted(muted):
                return await self._mute(muted=muted)
            case SetRead(read):
                return await self._mark(read=read)
            case ChangeParticipants():
                return await self._change_participants(self._deed)
            case SetAttribute(key, value):
                return await self._set_attribute(key, value)
            case SendTranscript(email):
                await self._api.send_transcript(self._id, email)
            case RunMacro(macro_id):
                await self._api.run_macro(macro_id, [self._id])
        return Outcome(self._expected)

    @property
    def _expected(self) -> Change:
        after = amended(self._before, **effect(self._store, self._deed, self._before))
        return change_between(parts_of(self._before), parts_of(after))

    async def look_up(self) -> Outcome | None:
        """Return what became of it if the server shows it as done, else None; raises HooryError.

        A mail that may have left and a macro that may run show in nothing.
        """
        if isinstance(self._deed, SendTranscript | RunMacro):
            raise NotRepeated(
                saying("It may have been done all the same, so it was not asked again.")
            )
        if isinstance(self._deed, ChangeLabels | ChangeParticipants | SetAttribute):
            # Asking again reads first, and changes only what is not so already.
            return None
        payload, news = await self.read()
        fresh = parts_of(fold_conversation(None, payload))
        if isinstance(self._deed, SetRead):
            is_done = (fresh[UNREAD][0] == 0) is self._deed.read
            before = {UNREAD: parts_of(self._before)[UNREAD]}
            return Outcome(change_between(before, fresh, {UNREAD}), {}, [news]) if is_done else None
        wished = amended(self._before, **effect(self._store, self._deed, self._before))
        wanted = parts_of(wished)
        keys = self._expected.after.keys() or wanted.keys() & _named_by(self._deed)
        is_done = all(fresh.get(key) == wanted.get(key) for key in keys)
        return Outcome(self._expected, {}, [news]) if is_done else None

    async def read(self) -> tuple[ConversationPayload, ConversationLoaded]:
        """Read the conversation as it is now; raises HooryError."""
        asked = self._date(None)
        payload = await self._api.conversation(self._id)
        return payload, ConversationLoaded(payload, self._date(asked))

    async def _assign(self, agent_id: int | None) -> None:
        answer = await self._api.assign(self._id, agent_id)
        if agent_id is not None and (answer is None or answer.id != agent_id):
            # Servers take an id that they do not know for nobody.
            if self._before.assignee_id is not None:
                await self._api.assign(self._id, self._before.assignee_id)
            raise NotDone(saying("The server knows no such agent here; reload the list of agents."))

    async def _assign_team(self, team_id: int | None) -> Outcome:
        answer = await self._api.assign_team(self._id, team_id)
        if team_id is not None and (answer is None or answer.id != team_id):
            if self._before.team_id is not None:
                await self._api.assign_team(self._id, self._before.team_id)
            raise NotDone(saying("The server knows no such team; reload the list of teams."))
        if team_id is None:
            return Outcome(self._expected)
        payload, news = await self.read()
        change = self._expected
        assignee = fold_conversation(None, payload).assignee_id
        if assignee is None and self._before.assignee_id is not None:
            # Servers take a conversation from whoever is not in the team it is given to.
            before = {**change.before, ASSIGNEE: self._before.assignee_id}
            change = Change(before, {**change.after, ASSIGNEE: None})
            return Outcome(change, {}, [news], (ASSIGNEE,))
        return Outcome(change, {}, [news])

    async def _change_labels(self, deed: ChangeLabels) -> Outcome:
        titles = await self._api.labels_of(self._id)
        before = self._first_seen({f"{LABEL}{clean_line(one)}": True for one in titles})
        have = [clean_line(one) for one in titles]
        wanted = [one for one in titles if clean_line(one) not in deed.remove]
        wanted += [one for one in dict.fromkeys(deed.add) if one not in have]
        if wanted != titles:
            titles = await self._api.set_labels(self._id, wanted)
        labels = tuple(clean_line(one) for one in titles)
        after = {f"{LABEL}{one}": True for one in labels}
        keys = {f"{LABEL}{one}" for one in (*deed.add, *deed.remove)}
        return Outcome(change_between(before, after, keys), {"labels": labels})

    async def _change_participants(self, deed: ChangeParticipants) -> Outcome:
        watching = [one.id for one in await self._api.participants(self._id)]
        before = self._first_seen(participants(watching))
        joining = [one for one in deed.add if one not in watching]
        leaving = [one for one in deed.remove if one in watching]
        if joining:
            await self._api.add_participants(self._id, joining)
        if leaving:
            await self._api.remove_participants(self._id, leaving)
        if joining or leaving:
            # An id that the server does not know is passed over in silence.
            watching = [one.id for one in await self._api.participants(self._id)]
        keys = participants((*deed.add, *deed.remove)).keys()
        change = change_between(before, participants(watching), keys)
        return Outcome(change, {}, [ParticipantsKnown(self._id, tuple(watching))])

    async def _set_attribute(self, key: str, value: object) -> Outcome:
        attributes = await self._api.attributes_of(self._id)
        name = f"{ATTRIBUTE}{key}"
        before = self._first_seen({name: attributes.get(key)})
        if attributes.get(key) != value:
            await self._api.set_attributes(self._id, with_attribute(attributes, key, value))
        return Outcome(change_between(before, {name: value}))

    async def _mute(self, *, muted: bool) -> Outcome:
        # No event tells of muting, so what is held may be out of date.
        news = await self._read_first()
        if not self._expected:
            return Outcome(Change(), {}, news)
        await (self._api.mute(self._id) if muted else self._api.unmute(self._id))
        # What was read before is old by now.
        return Outcome(self._expected)

    async def _mark(self, *, read: bool) -> Outcome:
        # Nor does one tell that somebody else has read it.
        news = await self._read_first()
        before = {UNREAD: parts_of(self._before)[UNREAD]}
        if (self._before.unread_count == 0) is read:
            return Outcome(Change(), {}, news)
        asked = self._date(None)
        payload: ConversationPayload | None
        if read:
            payload = await self._api.update_last_seen(self._id)
        else:
            payload = await self._api.mark_unread(self._id)
        if payload is None:
            payload, loaded = await self.read()
        else:
            loaded = ConversationLoaded(payload, self._date(asked))
        if not read and not payload.unread_count:
            raise NotDone(saying("There is no message of the contact to mark."))
        after = {UNREAD: parts_of(fold_conversation(None, payload))[UNREAD]}
        return Outcome(change_between(before, after), {}, [loaded])

    async def _read_first(self) -> list[Happening]:
        """Read what the conversation is before the first attempt, and return the news of it."""
        if self._first is not None:
            return []
        payload, news = await self.read()
        self._before = fold_conversation(None, payload)
        self._first = {}
        return [news]

    def _first_seen(self, parts: dict[str, Any]) -> dict[str, Any]:
        # After an answer that got lost, our own doing is there already.
        if self._first is None:
            self._first = parts
        return self._first


def _named_by(deed: Deed) -> Sequence[str]:
    kinds: dict[type, Sequence[str]] = {
        SetStatus: (STATUS,),
        Assign: (ASSIGNEE,),
        AssignTeam: (TEAM,),
        SetPriority: (PRIORITY,),
        SetMuted: (MUTED,),
    }
    return kinds.get(type(deed), ())
