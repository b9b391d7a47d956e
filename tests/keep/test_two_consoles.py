"""Consoles side by side on one file: threads and processes, none in the way of another."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hoory_tui.keep.keeper import Keeper, Kept
from tests.keep.conftest import Open
from tests.keep.consoles import SCOPE, die, message, start

WRITE = """
import asyncio, json, sys
from pathlib import Path
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.store.records import Pending

async def main():
    keeper = Keeper.open(Path(sys.argv[1]), Scope("https://desk.example.com", 1, 7))
    kept = keeper.load()
    print(json.dumps([pending.echo_id for pending in kept.pending]), flush=True)
    if sys.argv[2] != "0":
        sys.stdin.readline()
    for number in range(int(sys.argv[2])):
        await keeper.save_drafts({(5, False): f"theirs {number}"})
        await keeper.enqueue(Pending(f"theirs {number}", 6, "x", False, 1.0), "")
    print(json.dumps([str(keeper.problem)]), flush=True)
    sys.stdin.readline()

asyncio.run(main())
"""


async def test_two_processes_write_at_once_each_its_own(open_keeper: Open, path: Path) -> None:
    keeper = open_keeper()
    with start(WRITE, path, 100) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        assert (await keeper.adopt()).others == 1
        process.stdin.write("go\n")
        process.stdin.flush()
        for number in range(100):
            await keeper.save_drafts({(5, False): f"ours {number}"})
            await keeper.enqueue(message(f"ours {number}", conversation_id=6), "")
        assert json.loads(process.stdout.readline()) == ["None"]
        assert keeper.problem is None
        assert (await keeper.adopt()).pending == []
        process.kill()
        process.wait()
    kept = await keeper.adopt()
    assert [pending.echo_id for pending in kept.pending] == [f"theirs {n}" for n in range(100)]
    assert sorted(kept.drafts[5, False].split("\n")) == ["ours 99", "theirs 99"]
    assert kept.others == 0


async def leave(open_keeper: Open, count: int) -> None:
    dead = [open_keeper() for _ in range(5)]
    for number in range(count):
        await dead[number % 5].enqueue(message(f"m{number}"), "")
    for keeper in dead:
        die(keeper)


def test_each_row_goes_to_exactly_one_of_many_that_start(open_keeper: Open, path: Path) -> None:
    asyncio.run(leave(open_keeper, 60))
    crowd = 6
    together = threading.Barrier(crowd)
    keepers: list[Keeper] = []

    def begin() -> Kept:
        together.wait()
        keepers.append(Keeper.open(path, SCOPE))
        return keepers[-1].load()

    with start(WRITE, path, 0) as process, ThreadPoolExecutor(crowd) as pool:
        assert process.stdout is not None
        found = [begun.result() for begun in [pool.submit(begin) for _ in range(crowd)]]
        theirs = json.loads(process.stdout.readline())
        process.kill()
    adopted = [pending.echo_id for kept in found for pending in kept.pending] + theirs
    assert sorted(adopted) == sorted(f"m{number}" for number in range(60))
    assert [str(keeper.problem) for keeper in keepers] == ["None"] * crowd
    for keeper in keepers:
        keeper.close()


def test_a_file_is_begun_once_by_many_that_start(path: Path) -> None:
    crowd = 6
    together = threading.Barrier(crowd)

    def begin(number: int) -> Keeper:
        together.wait()
        keeper = Keeper.open(path, SCOPE)
        asyncio.run(keeper.save_drafts({(number, False): "text"}))
        return keeper

    with ThreadPoolExecutor(crowd) as pool:
        keepers = list(pool.map(begin, range(crowd)))
    assert [(keeper.problem, keeper.notice) for keeper in keepers] == [(None, None)] * crowd
    for keeper in keepers:
        keeper.close()
    last = Keeper.open(path, SCOPE)
    assert last.load().drafts == {(number, False): "text" for number in range(crowd)}
    last.close()
