from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hoory_tui.app.trimming import AtHand, Trimmer
from hoory_tui.keep.attic import Attic, StoredThread
from hoory_tui.store.happenings import Opened, Trimmed
from hoory_tui.store.records import Message
from hoory_tui.store.surplus import TABLES, Caps
from tests.store.build import START, Desk, conversation_row, message_row

CAPS = Caps(messages=20, threads=100, conversations=15)
NOTHING = AtHand(())


def with_threads(count: int) -> Desk:
    desk = Desk(*(conversation_row(number) for number in range(1, count + 1)))
    for number in range(1, count + 1):
        desk.page(
            message_row(100 * number, number), message_row(100 * number + 1, number), of=number
        )
    return desk


def plan(trimmer: Trimmer, at_hand: AtHand = NOTHING, now: float = 0.0) -> Trimmed | None:
    step = trimmer.plan(lambda: at_hand, now)
    # One of the tables is looked at first.
    return step if step is None or not step.table else trimmer.plan(lambda: at_hand, now)


def threads_of(trimmer: Trimmer, at_hand: AtHand = NOTHING) -> list[int]:
    step = plan(trimmer, at_hand)
    return sorted(step.threads) if step is not None else []


def test_the_thread_that_was_left_first_goes_and_not_the_last_ones() -> None:
    desk = with_threads(CAPS.recent + 2)
    trimmer = Trimmer(desk.store, caps=CAPS)
    for number in [*range(1, CAPS.recent + 3), 1]:
        trimmer.look_at(number)

    # Among what was left before the last few: the second and third, for the first was seen again.
    assert threads_of(trimmer) == [2, 3]
    assert threads_of(trimmer, AtHand({2})) == [3]


def test_rows_go_from_beyond_where_the_hand_is() -> None:
    count = CAPS.near + 30
    rows = [conversation_row(one, last_activity_at=START - one) for one in range(1, count + 1)]
    desk = Desk(*rows, open_threads=False)
    trimmer = Trimmer(desk.store, caps=CAPS)

    step = plan(trimmer, AtHand({count}, range(1, count + 1), cursor=5))

    assert step is not None
    assert min(step.conversations) == CAPS.near + 6
    assert count not in step.conversations


def test_within_the_caps_one_table_after_the_other_is_looked_at_now_and_then() -> None:
    trimmer = Trimmer(Desk().store, caps=CAPS)

    steps = [trimmer.plan(lambda: NOTHING, float(second)) for second in range(100)]

    looked_at = [step.table for step in steps if step is not None]
    assert set(looked_at) == set(TABLES)
    assert len(looked_at) == 7


async def test_a_thread_comes_back_as_it_was_let_go_of(tmp_path: Path) -> None:
    desk = with_threads(12)
    trimmer = Trimmer(desk.store, lambda: Attic(tmp_path / "cache", 7, 3), CAPS)
    step = plan(trimmer)
    assert step is not None
    number = min(step.threads)
    before = desk.messages(number)
    desk.do(step)
    assert await trimmer.recall(number) is None

    desk.do(Opened(number))
    recalled = await trimmer.recall(number)

    assert recalled is not None
    assert list(recalled.messages) == before
    desk.do(recalled)
    assert await trimmer.recall(number) is None
    trimmer.forget([number])
    assert await recalled_anew(desk, trimmer, number) is None
    trimmer.close()


async def recalled_anew(desk: Desk, trimmer: Trimmer, number: int) -> Sequence[object] | None:
    desk.do(Trimmed(threads=frozenset({number})))
    desk.do(Opened(number))
    recalled = await trimmer.recall(number)
    return recalled.messages if recalled is not None else None


async def test_the_thread_of_another_conversation_of_that_number_is_not_shown(
    tmp_path: Path,
) -> None:
    desk = with_threads(12)
    first = Trimmer(desk.store, lambda: Attic(tmp_path / "cache", 7, 3), CAPS)
    step = plan(first)
    assert step is not None
    number = min(step.threads)
    first.close()

    anew = Desk(conversation_row(number, created_at=START + 1))
    later = Trimmer(anew.store, lambda: Attic(tmp_path / "cache", 7, 3), CAPS)

    assert await later.recall(number) is None
    later.close()


async def test_a_thread_that_cannot_be_told_from_another_of_its_number_is_not_shown(
    tmp_path: Path,
) -> None:
    desk = Desk(conversation_row(5, created_at=None), open_threads=False)
    attic = Attic(tmp_path / "cache", 7, 3)
    attic.put([StoredThread(5, None, (Message(1, 5),), has_older=False)])
    trimmer = Trimmer(desk.store, lambda: attic, CAPS)
    desk.do(Opened(5))
    assert desk.conversation(5).created_at is None
    assert await attic.get(5) is not None
    assert await trimmer.recall(5) is None
    trimmer.close()


async def test_without_an_attic_threads_come_from_the_server() -> None:
    desk = with_threads(12)
    trimmer = Trimmer(desk.store, caps=CAPS)
    step = plan(trimmer)
    assert step is not None
    number = min(step.threads)
    desk.do(step)
    desk.do(Opened(number))

    assert await trimmer.recall(number) is None
    trimmer.forget([number])
    trimmer.close()
