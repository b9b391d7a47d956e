"""Disks that are full, limited or read-only, for real: nothing is lost, and it says so."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoory_tui.keep.keeper import Keeper
from tests.keep.conftest import Open
from tests.keep.consoles import SCOPE, die, held_by_somebody, message, run, run_on_disk

LIMITED = """
import asyncio, json, resource, sys
from pathlib import Path
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.store.records import Pending

async def main():
    keeper = Keeper.open(Path(sys.argv[1]), Scope("https://desk.example.com", 1, 7))
    keeper.load()
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    names = []
    while keeper.problem is None:
        names.append(f"m{len(names)}")
        await keeper.enqueue(Pending(names[-1], 5, "x" * 9000, False, 1.0), "rest " + names[-1])
    sentence = keeper.problem.sentence
    await keeper.save_drafts({(6, True): "typed meanwhile" * 20_000})
    await keeper.forget(names.pop(0))
    refused = keeper.problem is not None and not keeper.flush({(7, True): "last words"})
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await keeper.retry()
    print(json.dumps([sentence, refused, str(keeper.problem), names]), flush=True)

asyncio.run(main())
"""


def test_a_limit_of_the_file_size(path: Path, open_keeper: Open) -> None:
    sentence, refused, problem, names = json.loads(run(LIMITED, path))
    assert sentence == (
        "Drafts are not being saved: the disk does not take any more (SQLITE_IOERR_WRITE). "
        "What you typed is still here; it is tried again by itself."
    )
    assert refused
    assert problem == "None"
    assert len(names) > 5
    kept = open_keeper().load()
    assert [pending.echo_id for pending in kept.pending] == names
    assert kept.drafts == {
        (5, False): f"rest {names[-1]}",
        (6, True): "typed meanwhile" * 20_000,
        (7, True): "last words",
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    if not _mount("-t", "tmpfs", "-o", "size=300k,mode=0700", "tmpfs", folder):
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def _mount(*arguments: object) -> bool:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True).returncode == 0


def _fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return filler


async def test_a_disk_that_fills_up_and_is_given_room(small_disk: Path) -> None:
    path = small_disk / "keep.sqlite"
    keeper = Keeper.open(path, SCOPE)
    await keeper.save_drafts({(5, False): "before"})
    filler = _fill(small_disk)
    await keeper.enqueue(message("a", "x" * 20_000), "rest")
    assert keeper.problem is not None
    assert "the disk is full. What you typed is still here;" in keeper.problem.sentence
    await keeper.update(message("a", "x" * 30_000))
    assert not keeper.flush({})
    filler.unlink()
    await keeper.retry()
    assert keeper.problem is None
    die(keeper)
    again = Keeper.open(path, SCOPE)
    kept = again.load()
    again.close()
    assert kept.drafts == {(5, False): "rest"}
    assert [len(pending.content) for pending in kept.pending] == [30_000]


async def test_starting_on_a_full_disk(small_disk: Path) -> None:
    path = small_disk / "keep.sqlite"
    first = Keeper.open(path, SCOPE)
    await first.save_drafts({(5, False): "before"})
    die(first)
    filler = _fill(small_disk)
    second = Keeper.open(path, SCOPE)
    second.load()
    await second.save_drafts({(6, False): "new " * 5000})
    assert second.problem is not None
    filler.unlink()
    await second.retry()
    assert second.problem is None
    await second.adopt()
    assert second.load().drafts == {(5, False): "before", (6, False): "new " * 5000}
    second.close()


async def test_a_disk_that_can_only_be_read(small_disk: Path) -> None:
    path = small_disk / "keep.sqlite"
    first = Keeper.open(path, SCOPE)
    await first.save_drafts({(5, False): "before"})
    first.close()
    assert _mount("-o", "remount,ro", small_disk)
    second = Keeper.open(path, SCOPE)
    assert second.problem is not None
    assert second.problem.passes
    assert f"{path} can only be read" in second.problem.sentence
    assert second.load().drafts == {}
    await second.save_drafts({(6, False): "meanwhile"})
    assert _mount("-o", "remount,rw", small_disk)
    await second.retry()
    assert second.problem is None
    assert (await second.adopt()).drafts == {(5, False): "before"}
    second.close()


async def test_a_file_that_may_not_grow_loses_nothing(open_keeper: Open, path: Path) -> None:
    keeper = open_keeper()
    await keeper.save_drafts({(1, False): "old", (2, False): "gone soon"})
    run_on_disk(keeper, "PRAGMA max_page_count = 1")
    await keeper.enqueue(message("a", "x" * 50_000), "rest")
    await keeper.enqueue(message("b"), "")
    await keeper.save_drafts({(2, False): ""})
    assert keeper.problem is not None
    assert keeper.problem.name == "SQLITE_FULL"
    assert "x" * 9 not in repr(keeper.problem)
    kept = await keeper.adopt()
    assert (kept.drafts, kept.pending) == ({}, [])
    run_on_disk(keeper, "PRAGMA max_page_count = 100000")
    await keeper.update(message("b", "changed"))
    assert keeper.problem is None
    die(keeper)
    kept = open_keeper().load()
    assert kept.drafts == {(1, False): "old"}
    assert [pending.content[:7] for pending in kept.pending] == ["x" * 7, "changed"]


async def test_nothing_of_a_refused_step_is_on_disk(open_keeper: Open) -> None:
    keeper = open_keeper()
    await keeper.save_drafts({(5, False): "typed"})
    run_on_disk(keeper, "PRAGMA max_page_count = 1")
    await keeper.enqueue(message("a", "x" * 50_000), "")
    die(keeper)
    kept = open_keeper().load()
    assert kept.drafts == {(5, False): "typed"}
    assert kept.pending == []


async def test_a_busy_file_is_written_later(open_keeper: Open, path: Path) -> None:
    keeper = open_keeper()
    run_on_disk(keeper, "PRAGMA busy_timeout = 1")
    with held_by_somebody(path):
        await keeper.save_drafts({(5, False): "typed"})
        assert keeper.problem is not None
        assert "another console keeps" in keeper.problem.sentence
    await keeper.retry()
    assert keeper.problem is None


async def test_a_connection_that_refuses_is_replaced(open_keeper: Open) -> None:
    keeper = open_keeper()
    run_on_disk(keeper, "PRAGMA query_only = ON")
    await keeper.save_drafts({(5, False): "typed"})
    assert keeper.problem is not None
    assert keeper.problem.name == "SQLITE_READONLY"
    await keeper.retry()
    assert keeper.problem is None
    die(keeper)
    assert open_keeper().load().drafts == {(5, False): "typed"}
