"""The file under a running console: removed, exchanged, broken or moved aside by another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hoory_tui.keep.private import companion
from tests.keep.conftest import Open
from tests.keep.consoles import die, message, run_on_disk


def remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        companion(path, suffix).unlink()


def remove_all(path: Path) -> None:
    shutil.rmtree(path.parent)


def exchange(path: Path) -> None:
    path.rename(path.with_name("away"))
    for suffix in ("-wal", "-shm"):
        companion(path, suffix).unlink()
    path.write_bytes(b"junk")


@pytest.mark.parametrize("loss", [remove, remove_all, exchange])
async def test_a_lost_file_is_written_anew_with_all_we_hold(
    open_keeper: Open, path: Path, loss: object
) -> None:
    assert callable(loss)
    keeper = open_keeper()
    await keeper.save_drafts({(1, False): "one", (2, True): "two"})
    await keeper.enqueue(message("a"), "")
    await keeper.note_markers(True)
    loss(path)
    await keeper.save_drafts({(2, True): "new"})
    assert keeper.problem is None
    other = open_keeper()
    assert other.load().others == 1
    die(keeper)
    kept = await other.adopt()
    assert kept.drafts == {(1, False): "one", (2, True): "new"}
    assert [pending.echo_id for pending in kept.pending] == ["a"]
    assert open_keeper().keeps_markers is True


async def test_a_file_that_breaks_while_it_is_used_is_moved_aside(
    open_keeper: Open, path: Path
) -> None:
    keeper, other = open_keeper(), open_keeper()
    await other.save_drafts({(1, False): "theirs"})
    await keeper.save_drafts({(5, False): "ours"})
    run_on_disk(other, "UPDATE draft SET conversation_id = 'odd' WHERE content = 'theirs'")
    die(other)
    third = open_keeper()
    await third.save_drafts({(6, False): "third"})
    assert third.load().drafts == {(6, False): "third"}
    assert third.problem is None
    assert str(companion(path, ".damaged-1")) in str(third.notice)
    await keeper.enqueue(message("a", conversation_id=9), "")
    assert keeper.problem is None
    assert keeper.notice is None
    die(keeper)
    kept = await third.adopt()
    assert kept.drafts == {(5, False): "ours"}
    assert [pending.echo_id for pending in kept.pending] == ["a"]


async def test_two_consoles_that_find_the_damage_move_it_once(
    open_keeper: Open, path: Path
) -> None:
    keeper, other, dead = open_keeper(), open_keeper(), open_keeper()
    await dead.save_drafts({(1, False): "odd"})
    run_on_disk(dead, "UPDATE draft SET saved_at = 'odd'")
    die(dead)
    await keeper.adopt()
    await other.adopt()
    await keeper.save_drafts({(2, False): "kept"})
    assert len(list(path.parent.glob("*damaged-?"))) == 1
    die(keeper)
    assert (await other.adopt()).drafts == {(2, False): "kept"}
