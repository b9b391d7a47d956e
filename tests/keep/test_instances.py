"""Who is alive: locks that end with their holder."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

from hoory_tui.keep.instances import Instance
from tests.keep.consoles import start

HOLD = """
import sys
from pathlib import Path
from hoory_tui.keep.instances import Instance
instance = Instance(Path(sys.argv[1]))
instance.hold()
print(instance.id, flush=True)
sys.stdin.read()
"""


def test_alive_as_long_as_the_process_lives(tmp_path: Path) -> None:
    ours = Instance(tmp_path)
    with start(HOLD, tmp_path) as process:
        assert process.stdout is not None
        other = process.stdout.readline().strip()
        file = tmp_path / f"{other}.lock"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert ours.is_alive(other)
        ours.sweep()
        assert file.exists()
        process.kill()
        process.wait()
        assert not ours.is_alive(other)
        assert file.exists()
        ours.sweep()
        assert not file.exists()


def test_released_is_dead_and_leaves_no_file(tmp_path: Path) -> None:
    ours, other = Instance(tmp_path), Instance(tmp_path)
    other.hold()
    assert ours.is_alive(other.id)
    other.release()
    assert not ours.is_alive(other.id)
    assert list(tmp_path.iterdir()) == []


def test_a_removed_lock_file_is_made_again(tmp_path: Path) -> None:
    ours, other = Instance(tmp_path), Instance(tmp_path)
    ours.hold()
    (tmp_path / f"{ours.id}.lock").unlink()
    assert not other.is_alive(ours.id)
    ours.hold()
    assert other.is_alive(ours.id)
    ours.release()


def test_a_strange_owner_is_dead_and_no_path_is_made_of_it(tmp_path: Path) -> None:
    (tmp_path / "x.lock").touch()
    assert not Instance(tmp_path / "y").is_alive("../x")
    Instance(tmp_path).sweep()
    assert (tmp_path / "x.lock").exists()


def test_a_console_that_starts_is_never_swept_away(tmp_path: Path) -> None:
    done = threading.Event()
    sweeper = Instance(tmp_path)

    def sweep() -> None:
        while not done.is_set():
            sweeper.sweep()

    thread = threading.Thread(target=sweep)
    thread.start()
    try:
        for _ in range(300):
            starting = Instance(tmp_path)
            starting.hold()
            assert sweeper.is_alive(starting.id)
            assert (tmp_path / f"{starting.id}.lock").exists()
            starting.release()
    finally:
        done.set()
        thread.join()
