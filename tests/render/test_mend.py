"""Threads that are mended: always what making all items anew gives."""

from __future__ import annotations

from datetime import UTC

from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.render.mend import MendedThread, Part, is_cut
from hoory_tui.render.thread import Item, ItemKind, ThreadFacts, thread_items
from hoory_tui.store.records import Direction, Kind, Message, Pending, Sender, amended

NOON = 1_795_348_800.0
SENDERS = (Sender(Kind.CONTACT, 7, "Zoë"), Sender(Kind.AGENT, 1, "Ana"), None)

messages = st.builds(
    Message,
    id=st.integers(1, 60),
    conversation_id=st.just(1),
    direction=st.sampled_from(
        (Direction.INCOMING, Direction.OUTGOING, Direction.ACTIVITY, Direction.ACTIVITY)
    ),
    content=st.sampled_from(("a", "b")),
    created_at=st.integers(0, 12).map(lambda step: NOON + 9000.0 * step),
    private=st.booleans(),
    sender=st.sampled_from(SENDERS),
    in_reply_to=st.sampled_from((None, None, 1, 2, 3)),
)
moments = st.tuples(
    st.sampled_from((0, 0, 0, 5, 9)),
    st.sampled_from((0, 0, 86400)),
    st.sampled_from((frozenset[tuple[str, int | str]](), frozenset({("fold", 7), ("fold", 8)}))),
    st.integers(0, 30),
)
steps = st.lists(st.tuples(st.lists(st.one_of(messages, st.integers(1, 60)), max_size=6), moments))


class Thread:
    """Messages by id, as a timeline holds them."""

    def __init__(self) -> None:
        self.held: dict[int, Message] = {}

    def change(self, told: Message | int) -> None:
        if isinstance(told, int):
            self.held.pop(told, None)
        else:
            self.held[told.id] = told

    def in_order(self) -> list[Message]:
        return sorted(self.held.values(), key=lambda one: one.place)

    def quote(self, number: int) -> str:
        return self.held[number].content if number in self.held else f"reply to #{number}"


@settings(max_examples=300, deadline=None)
@given(steps)
def test_a_mended_thread_is_the_one_made_anew(
    changes: list[
        tuple[list[Message | int], tuple[int, int, frozenset[tuple[str, int | str]], int]]
    ],
) -> None:
    talk = Thread()
    mended = MendedThread(talk.quote)
    for told, (unread, later, expanded, back) in changes:
        for one in told:
            talk.change(one)
        held = talk.in_order()
        pending = [Pending("e1", 1, "x", private=False, created_at=NOON)]
        now = NOON + 50_000 + later
        facts = ThreadFacts(held, pending, unread, 2, "began", now, UTC, expanded)
        first = max(0, len(held) - back) if back else 0
        while not is_cut(held, first):
            first -= 1
        whole = thread_items(facts, talk.quote)
        part = mended.items(Part(facts, first))
        assert part == whole[len(whole) - len(part) :]
        assert first != 0 or len(part) == len(whole)
        said = [one.message.id for one in part if one.message is not None]
        shown = {one.id for one in held[first:] if one.direction is not Direction.ACTIVITY}
        assert shown <= set(said)


def long_thread(number: int) -> list[Message]:
    return [
        Message(one, 1, Direction.INCOMING, "x", NOON + one, sender=SENDERS[0])
        for one in range(1, number + 1)
    ]


class Counted:
    """Counts for how many messages items are made."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, message: Message) -> Message:
        self.made += 1
        return message


def made(held: list[Message], after: list[Message]) -> int:
    mended, counted = MendedThread(lambda _: ""), Counted()
    for one in (held, after):
        counted.made = 0
        facts = ThreadFacts(one, [], 0, 0, "began", NOON, UTC)
        assert mended.items(Part(facts), counted) == thread_items(facts, lambda _: "")
    return counted.made


def test_only_what_changed_is_made_anew_however_long_the_thread_is() -> None:
    held = long_thread(3000)
    new = Message(9999, 1, Direction.INCOMING, "x", NOON + 9999, sender=SENDERS[0])
    assert made(held, [*held, new]) <= 2
    assert made(held[20:], held) <= 21
    changed = [*held]
    changed[1500] = amended(held[1500], content="y")
    assert made(held, changed) <= 2
    assert made(held, held) == 0


def test_what_somebody_is_called_is_asked_for_again_when_told_so() -> None:
    held = long_thread(3)
    facts = ThreadFacts(held, [], 0, 0, "began", NOON, UTC)
    mended = MendedThread(lambda _: "")
    names = ["Zoë"]

    def shown(message: Message) -> Message:
        return amended(message, sender=Sender(Kind.CONTACT, 7, names[0]))

    def told(items: list[Item]) -> set[str]:
        return {one.message.sender.name for one in items if one.message and one.message.sender}

    assert told(mended.items(Part(facts), shown)) == {"Zoë"}
    names[0] = "Zoe"
    mended.forget()
    assert told(mended.items(Part(facts), shown)) == {"Zoe"}


def test_a_fold_is_never_cut() -> None:
    held = [amended(one, direction=Direction.ACTIVITY) for one in long_thread(9)]
    assert [at for at in range(10) if is_cut(held, at)] == [0, 9]
    kinds = [item.kind for item in thread_items(ThreadFacts(held, [], 0, 0, "", NOON, UTC), str)]
    assert kinds.count(ItemKind.FOLD) == 1
