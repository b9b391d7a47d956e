"""Any interleaving of live events and readings tells each version once, and in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.sdk.following.ledger import Ledger, Standing, Verdict
from hoory_tui.wire.clean import Safe
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload

TALK = 1
STATUSES = ("sent", "delivered", "read")
STATUS = tuple(map(Safe, ("open", "pending", "snoozed", "resolved")))


def message(number: int, version: int, *, dated: bool = True) -> MessagePayload:
    """Return the nth version of a message, as an event tells it or, undated, as an answer does."""
    return MessagePayload(
        id=number,
        conversation_id=TALK,
        created_at=1000.0 + number,
        updated_at=2000.0 + 10 * version + number if dated else None,
        content=Safe(f"words {number}"),
        status=Safe(STATUSES[version]),
    )


def talk(version: int) -> ConversationPayload:
    return ConversationPayload(
        id=TALK, status=Safe(f"s{version}"), updated_at=2000.0 + 10 * version
    )


@dataclass
class Server:
    """The true history of some messages, and a stream of which parts are lost."""

    versions: dict[int, int] = field(default_factory=dict)
    told: dict[int, list[int]] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    time: int = 0

    def happen(self, number: int, *, heard: int) -> None:
        """Write a message or change one, of which an event tells so often: lost, once, twice."""
        version = self.versions.get(number, -1) + 1
        if version >= len(STATUSES):
            return
        self.versions[number] = version
        name = "message.updated" if version else "message.created"
        for _ in range(heard):
            payload = message(number, version)
            verdict = self.ledger.hear_message(name, payload)
            if verdict is Verdict.TELL_AS_CREATED:
                name = "message.created"
            if verdict in (Verdict.TELL, Verdict.TELL_AS_CREATED):
                self.tell(number, version, name)

    def read(self) -> None:
        """Read the whole thread, as after a gap."""
        for number, version in sorted(self.versions.items()):
            payload = message(number, version, dated=False)
            standing = self.ledger.standing_of_message(TALK, payload)
            if standing in (Standing.NEW, Standing.CHANGED):
                is_new = standing is Standing.NEW
                self.tell(number, version, "message.created" if is_new else "message.updated")
                as_of = 2000.0 + 10 * version + number
                self.ledger.note_message(TALK, payload, at=as_of, read=True)

    def tell(self, number: int, version: int, name: str) -> None:
        self.told.setdefault(number, []).append(version)
        if name == "message.created":
            self.created.append(number)


STEPS = st.lists(
    st.one_of(st.tuples(st.integers(1, 4), st.sampled_from((0, 1, 1, 2))), st.just("read")),
    max_size=40,
)


@given(STEPS)
def test_each_version_is_told_once_and_in_order(steps: list[tuple[int, int] | str]) -> None:
    server = Server()
    for step in steps:
        if isinstance(step, tuple):
            server.happen(step[0], heard=step[1])
        else:
            server.read()
    server.read()
    assert sorted(server.created) == sorted(server.versions), "each is made once"
    for number, versions in server.told.items():
        assert versions == sorted(set(versions)), "none twice, none after a later one"
        assert versions[-1] == server.versions[number], "the last word is the truth"


@given(STEPS, st.integers(0, 3))
def test_what_waits_while_a_thread_is_read_tells_nothing_again(
    steps: list[tuple[int, int] | str], late: int
) -> None:
    server = Server()
    waiting: list[tuple[int, int]] = []
    for step in steps:
        if isinstance(step, tuple):
            before = server.versions.get(step[0], -1)
            server.happen(step[0], heard=0)
            waiting += [(step[0], one) for one in range(before + 1, server.versions[step[0]] + 1)]
    server.read()
    for number, version in waiting[late:]:
        name = "message.updated" if version else "message.created"
        verdict = server.ledger.hear_message(name, message(number, version))
        assert verdict in (Verdict.DROP, Verdict.DOUBT)
    for versions in server.told.values():
        assert len(versions) == 1


def test_a_change_of_an_unknown_message_is_its_making_only_if_it_is_new() -> None:
    ledger = Ledger()
    ledger.told_before = ledger.began = 1002.0
    assert ledger.hear_message("message.updated", message(5, 1)) is Verdict.TELL_AS_CREATED
    assert ledger.hear_message("message.created", message(5, 0)) is Verdict.DROP
    assert ledger.hear_message("message.updated", message(1, 1)) is Verdict.TELL
    ledger.recent_ids = frozenset({6})
    assert ledger.hear_message("message.updated", message(6, 1)) is Verdict.TELL
    assert ledger.standing_of_message(TALK, message(0, 0)) is Standing.OLD


def test_an_event_so_late_that_it_is_lost_is_still_found() -> None:
    ledger = Ledger()
    ledger.began = 1000.0
    ledger.hear_message("message.created", message(5, 0))
    ledger.told_before = 1300.0
    assert ledger.standing_of_message(TALK, message(6, 0)) is Standing.NEW
    assert ledger.standing_of_message(TALK, message(4, 0)) is Standing.OLD
    ledger.told_before = 3000.0
    assert ledger.standing_of_message(TALK, message(6, 0)) is Standing.OLD


def test_what_comes_late_is_not_told_after_what_came_after_it() -> None:
    ledger = Ledger()
    ledger.hear_message("message.created", message(5, 0))
    assert ledger.hear_message("message.updated", message(5, 2)) is Verdict.TELL
    assert ledger.hear_message("message.updated", message(5, 1)) is Verdict.DROP
    assert ledger.hear_message("message.updated", message(5, 2)) is Verdict.DROP
    assert ledger.hear_conversation("conversation.updated", talk(2)) is Verdict.TELL
    assert ledger.hear_conversation("conversation.updated", talk(1)) is Verdict.DROP
    # Of another name it says something that nothing else does.
    assert ledger.hear_conversation("assignee.changed", talk(1)) is Verdict.TELL


def test_conversations_are_told_by_name_and_by_what_is_decided() -> None:
    ledger = Ledger()
    assert ledger.hear_conversation("conversation.status_changed", talk(1)) is Verdict.TELL
    assert ledger.hear_conversation("conversation.updated", talk(1)) is Verdict.TELL
    assert ledger.hear_conversation("conversation.updated", talk(1)) is Verdict.DROP
    assert ledger.standing_of_conversation(talk(1)) is Standing.TOLD
    assert ledger.standing_of_conversation(talk(2)) is Standing.CHANGED
    ledger.note_conversation(talk(2))
    assert ledger.hear_conversation("conversation.updated", talk(2)) is Verdict.DROP
    assert ledger.hear_conversation("assignee.changed", talk(3)) is Verdict.TELL


def test_it_forgets_what_was_told_longest_ago_and_stays_small() -> None:
    ledger = Ledger(most=20, most_of_one=8)
    for number in range(1, 200):
        conversation_id = number % 9
        one = message(number, 0).model_copy(update={"conversation_id": conversation_id})
        ledger.hear_message("message.created", one)
        assert len(ledger) <= 20
    newest = ledger.thread(199 % 9)
    assert newest is not None
    assert 199 in newest.messages
    assert len(newest.messages) <= 8
