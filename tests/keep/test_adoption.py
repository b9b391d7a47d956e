"""What dead consoles left goes to one living console, whole and in order."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.keep.keeper import Scope
from hoory_tui.keep.private import alone, make_folder
from hoory_tui.store.records import SendState
from tests.keep.conftest import Open
from tests.keep.consoles import die, held_by_somebody, message, owner_of, run_on_disk


async def test_the_doubtful_are_to_be_checked_and_the_rest_is_as_it_was(open_keeper: Open) -> None:
    first = open_keeper()
    for state in SendState:
        await first.enqueue(message(state.value, state=state), "")
    die(first)
    second = open_keeper()
    found = second.load().pending
    assert [pending.echo_id for pending in found] == [state.value for state in SendState]
    assert {pending.echo_id: pending.state.value for pending in found} == {
        "queued": "queued",
        "held": "held",
        "sending": "checking",
        "checking": "checking",
        "failed": "failed",
        "unknown": "unknown",
    }


async def test_the_rows_of_the_living_are_left_alone(open_keeper: Open) -> None:
    first, second = open_keeper(), open_keeper()
    await first.save_drafts({(5, False): "mine"})
    await first.enqueue(message("a", conversation_id=6), "")
    kept = second.load()
    assert (kept.drafts, kept.pending) == ({}, [])
    assert (await second.adopt()).drafts == {}
    await second.save_drafts({(5, False): ""})
    die(first)
    later = await second.adopt()
    assert later.drafts == {(5, False): "mine"}
    assert [pending.echo_id for pending in later.pending] == ["a"]


async def test_the_other_living_consoles_of_the_scope_are_counted(open_keeper: Open) -> None:
    first = open_keeper()
    assert first.load().others == 0
    second = open_keeper()
    assert second.load().others == 1
    stranger = open_keeper(Scope("https://other.example.com", 1, 7))
    assert stranger.load().others == 0
    assert (await first.adopt()).others == 1
    die(second)
    assert (await first.adopt()).others == 0


async def test_texts_for_one_conversation_are_joined_the_older_first(open_keeper: Open) -> None:
    consoles = [open_keeper() for _ in range(4)]
    for keeper, text in zip(consoles, ["one", "two", "one", "three"], strict=True):
        await keeper.save_drafts({(5, False): text, (5, True): text})
    ours = open_keeper()
    await ours.save_drafts({(5, True): "ours"})
    for keeper in consoles:
        die(keeper)
    assert (await ours.adopt()).drafts == {
        (5, False): "one\ntwo\nthree",
        (5, True): "one\ntwo\nthree\nours",
    }
    die(ours)
    assert open_keeper().load().drafts == {
        (5, False): "one\ntwo\nthree",
        (5, True): "one\ntwo\nthree\nours",
    }


async def test_a_later_text_of_another_console_comes_after_ours(open_keeper: Open) -> None:
    ours, other = open_keeper(), open_keeper()
    await ours.save_drafts({(5, False): "ours"})
    await other.save_drafts({(5, False): "theirs"})
    die(other)
    assert (await ours.adopt()).drafts == {(5, False): "ours\ntheirs"}


async def test_other_scopes_wait_for_their_own_console(open_keeper: Open) -> None:
    first = open_keeper(Scope("https://desk.example.com", 2, 7))
    await first.save_drafts({(5, False): "other account"})
    die(first)
    assert open_keeper().load().drafts == {}
    again = open_keeper(Scope("https://desk.example.com", 2, 7))
    assert again.load().drafts == {(5, False): "other account"}


async def test_what_was_deleted_in_memory_only_is_not_adopted_back(open_keeper: Open) -> None:
    keeper = open_keeper()
    await keeper.save_drafts({(5, False): "text"})
    await keeper.enqueue(message("a", conversation_id=6), "")
    keeper._held.forget(["a"])
    keeper._held.put_drafts({(5, False): ""})
    kept = await keeper.adopt()
    assert (kept.drafts, kept.pending) == ({}, [])
    assert keeper.load().pending == []


async def test_looking_for_rows_keeps_other_writers_out(open_keeper: Open, path: Path) -> None:
    keeper = open_keeper()
    keeper.load()
    run_on_disk(keeper, "PRAGMA busy_timeout = 1")
    with held_by_somebody(path):
        await keeper.adopt()
        assert keeper.problem is not None
    await keeper.retry()
    assert keeper.problem is None


async def test_the_locks_of_the_dead_are_swept(open_keeper: Open, path: Path) -> None:
    dead = open_keeper()
    lock = path.parent / "instances" / f"{owner_of(dead)}.lock"
    die(dead)
    assert lock in set(lock.parent.iterdir())
    open_keeper().load()
    assert lock not in set(lock.parent.iterdir())


def test_opening_waits_for_another_that_is_at_it(open_keeper: Open, path: Path) -> None:
    make_folder(path.parent / "instances")
    with alone(path, path.parent / "instances" / "opening.lock"):
        keeper = open_keeper()
        assert "another console keeps" in str(keeper.problem)
