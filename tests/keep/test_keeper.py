"""The keeper as the app uses it."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace
from pathlib import Path

from hoory_tui.keep.keeper import Keeper, Kept, Scope
from tests.keep.conftest import Open
from tests.keep.consoles import SCOPE, die, message, run, sending


async def test_everything_comes_back_after_a_proper_end(open_keeper: Open) -> None:
    first = open_keeper()
    assert first.load() == Kept({}, [], 0)
    await first.save_drafts({(5, False): "reply", (5, True): "note", (6, False): "other"})
    await first.save_drafts({(6, False): ""})
    await first.enqueue(message("b", "one\ntwo"), "")
    await first.enqueue(message("a", conversation_id=7), "rest")
    await first.enqueue(message("c"), "")
    await first.update(replace(message("a", conversation_id=7), problem="why", retry_at=9.0))
    await first.forget("c")
    assert first.problem is None
    first.close()
    first.close()
    kept = open_keeper().load()
    assert kept.drafts == {(5, True): "note", (7, False): "rest"}
    assert kept.pending == [
        message("b", "one\ntwo"),
        message("a", conversation_id=7, problem="why", retry_at=9.0),
    ]


async def test_messages_taken_back_are_a_draft_again(open_keeper: Open) -> None:
    keeper = open_keeper()
    await keeper.enqueue(message("a", "one"), "")
    await keeper.enqueue(message("b", "two"), "")
    await keeper.enqueue(message("c", "three"), "")
    await keeper.take_back(["a", "b", "never"], (5, False), "one\ntwo")
    die(keeper)
    kept = open_keeper().load()
    assert kept.drafts == {(5, False): "one\ntwo"}
    assert [pending.echo_id for pending in kept.pending] == ["c"]


async def test_calls_are_done_in_the_order_in_which_they_are_made(open_keeper: Open) -> None:
    keeper = open_keeper()
    steps = [keeper.save_drafts({(5, False): f"text {number}"}) for number in range(50)]
    steps += [keeper.enqueue(sending("a"), "rest"), keeper.forget("a")]
    steps += [keeper.update(sending("a", problem="late"))]
    await asyncio.gather(*steps)
    die(keeper)
    assert open_keeper().load() == Kept({(5, False): "rest"}, [], 0)


async def test_a_caller_that_gives_up_does_not_take_its_change_back(open_keeper: Open) -> None:
    keeper = open_keeper()
    gate = threading.Event()
    keeper._worker.submit(gate.wait)
    waiting = asyncio.create_task(keeper.enqueue(message("a"), ""))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    gate.set()
    await keeper.retry()
    die(keeper)
    assert len(open_keeper().load().pending) == 1


async def test_the_loop_is_not_held_up_by_the_disk(open_keeper: Open) -> None:
    keeper = open_keeper()
    gate = threading.Event()
    keeper._worker.submit(gate.wait)
    saving = asyncio.create_task(keeper.save_drafts({(5, False): "text"}))
    await asyncio.sleep(0)
    assert not saving.done()
    gate.set()
    await saving


async def test_flush_brings_everything_to_disk(open_keeper: Open) -> None:
    keeper = open_keeper()
    outstanding = asyncio.create_task(keeper.enqueue(message("a", conversation_id=6), ""))
    await asyncio.sleep(0)
    assert keeper.flush({(5, False): "last words"}, seconds=5)
    die(keeper)
    await outstanding
    kept = open_keeper().load()
    assert kept.drafts == {(5, False): "last words"}
    assert len(kept.pending) == 1


def test_flush_and_close_do_not_wait_for_a_disk_that_hangs(open_keeper: Open) -> None:
    keeper = open_keeper()
    gate = threading.Event()
    keeper._worker.submit(gate.wait)
    began = time.monotonic()
    assert not keeper.flush({(5, False): "text"}, seconds=0.05)
    keeper.close()
    assert 1.0 <= time.monotonic() - began < 2.0
    assert not keeper.flush({(5, False): "text"})
    gate.set()
    keeper._worker._thread.join(5)
    assert open_keeper().load().drafts == {(5, False): "text"}


SIGNALLED = """
import asyncio, os, signal, sys
from pathlib import Path
from hoory_tui.keep.keeper import Keeper, Scope

keeper = Keeper.open(Path(sys.argv[1]), Scope("https://desk.example.com", 1, 7))

def end(*_):
    print(keeper.flush({(5, False): "last words"}), flush=True)
    os._exit(0)

async def main():
    signal.signal(signal.SIGTERM, end)
    asyncio.get_running_loop().call_later(0.01, os.kill, os.getpid(), signal.SIGTERM)
    while True:
        await asyncio.gather(*(keeper.save_drafts({(6, False): str(n)}) for n in range(20)))

asyncio.run(main())
"""


def test_flush_works_in_the_middle_of_a_call(open_keeper: Open, path: Path) -> None:
    assert run(SIGNALLED, path) == "True\n"
    assert open_keeper().load().drafts[5, False] == "last words"


async def test_in_memory_it_behaves_the_same_and_leaves_nothing() -> None:
    keeper = Keeper.open(None, SCOPE)
    await keeper.save_drafts({(5, False): "text"})
    await keeper.enqueue(message("a"), "rest")
    await keeper.note_markers(True)
    assert keeper.flush({})
    assert (keeper.problem, keeper.notice, keeper.keeps_markers) == (None, None, True)
    assert await keeper.adopt() == Kept()
    assert keeper.load() == Kept({(5, False): "rest"}, [message("a")], 0)
    keeper.close()
    await keeper.save_drafts({(5, False): "late"})
    assert await keeper.adopt() == Kept()


async def test_what_the_server_does_with_markers_is_remembered(open_keeper: Open) -> None:
    first = open_keeper()
    assert first.keeps_markers is None
    await first.note_markers(True)
    assert open_keeper().keeps_markers is True
    assert open_keeper(Scope("https://other.example.com", 1, 7)).keeps_markers is None
    await first.note_markers(False)
    assert open_keeper().keeps_markers is False


async def test_strange_texts_and_numbers_are_no_obstacle(open_keeper: Open) -> None:
    keeper = open_keeper(Scope("https://x\ud800", 2**64, 2**90))
    strange = message("e\udfff", "a\ud800\x00b", conversation_id=2**63, after_id=2**70)
    await keeper.save_drafts({(2**65, True): "\udcff", (-1, False): "x"})
    await keeper.enqueue(replace(strange, problem="\ud900"), "")
    await keeper.update(replace(strange, problem="\ud901!"))
    assert keeper.problem is None
    die(keeper)
    again = open_keeper(Scope("https://x\ud800", 2**64, 2**90))
    kept = again.load()
    assert kept.drafts == {(2**65, True): "�", (-1, False): "x"}
    assert kept.pending == [
        replace(strange, echo_id="e�", content="a�␀b", problem="�!"),
    ]
    await again.forget("e\udfff")
    again.close()
    assert open_keeper(Scope("https://x\ud800", 2**64, 2**90)).load().pending == []


async def test_only_what_is_named_changes(open_keeper: Open) -> None:
    keeper = open_keeper()
    drafts = {(5, False): "a"}
    saving = asyncio.create_task(keeper.save_drafts(drafts))
    await asyncio.sleep(0)
    drafts[6, False] = "changed by the caller later"
    await saving
    await keeper.save_drafts({})
    die(keeper)
    assert open_keeper().load().drafts == {(5, False): "a"}
