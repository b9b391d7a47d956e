from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoory_tui.keep.saving import SaveError, Saving

MB = 1_000_000


def save(folder: Path, name: str = "photo.jpg", content: bytes = b"new", limit: int = MB) -> Path:
    with Saving(folder, name, limit) as saving:
        saving.begin()
        for start in range(0, len(content), 100_000):
            saving.write(content[start : start + 100_000])
        return saving.finish()


def names(folder: Path) -> set[str]:
    return set(os.listdir(folder))  # noqa: PTH208


def test_a_file_is_complete_private_and_alone_in_a_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "Downloads"
    before = os.umask(0)
    try:
        path = save(folder, content=b"x" * 250_001)
    finally:
        os.umask(before)
    assert path == folder / "photo.jpg"
    assert path.read_bytes() == b"x" * 250_001
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert path.stat().st_nlink == 1
    assert names(folder) == {"photo.jpg"}


def test_the_mode_of_the_file_does_not_depend_on_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        path = save(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    save(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_nothing_that_is_there_is_replaced_whatever_it_is(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "photo.jpg").write_text("mine")
    (folder / "photo-1.jpg").symlink_to(outside)
    (folder / "photo-2.jpg").mkdir()
    os.mkfifo(folder / "photo-3.jpg")
    (folder / "photo.jpg.part").symlink_to(outside)
    (folder / "photo-1.jpg.part").write_text("also mine")
    assert save(folder) == folder / "photo-4.jpg"
    assert save(folder) == folder / "photo-5.jpg"
    assert (folder / "photo.jpg").read_text() == "mine"
    assert (folder / "photo-1.jpg").is_symlink()
    assert (folder / "photo-1.jpg.part").read_text() == "also mine"
    assert not outside.exists()


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with Saving(tmp_path, "a.txt", MB) as saving:
        saving.begin()
        saving.write(b"new")
        (tmp_path / "a.txt").symlink_to(tmp_path / "target")
        assert saving.finish() == tmp_path / "a-1.txt"
    assert not (tmp_path / "target").exists()
    assert names(tmp_path) == {"a.txt", "a-1.txt"}


def test_many_at_once_never_share_a_name(tmp_path: Path) -> None:
    found: list[Path] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(save(tmp_path, content=b"%d" % n)))
        for n in range(30)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 30
    assert {path.read_bytes() for path in found} == {b"%d" % n for n in range(30)}
    assert names(tmp_path) == {path.name for path in found}


def test_the_folder_stays_the_one_that_was_opened(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    with Saving(folder, "a.txt", MB) as saving:
        saving.begin()
        folder.rename(tmp_path / "moved")
        folder.symlink_to(elsewhere)
        saving.write(b"new")
        saving.finish()
    assert names(elsewhere) == set()
    assert (tmp_path / "moved" / "a.txt").read_bytes() == b"new"


def test_too_large_a_file_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SaveError) as refused:
        save(tmp_path, content=b"x" * (2 * MB + 1), limit=2 * MB)
    assert refused.value.sentence == (
        "photo.jpg was not saved: it is larger than 2 MB. Nothing of it was left; "
        "a higher download_megabytes in config.toml allows more."
    )
    assert names(tmp_path) == set()
    assert save(tmp_path, content=b"x" * 2 * MB, limit=2 * MB).stat().st_size == 2 * MB


def test_giving_up_leaves_nothing_and_takes_nothing_more(tmp_path: Path) -> None:
    saving = Saving(tmp_path, "a.txt", MB)
    saving.begin()
    saving.write(b"half")
    saving.abandon()
    saving.abandon()
    assert names(tmp_path) == set()
    for step in (saving.begin, lambda: saving.write(b"more"), saving.finish):
        with pytest.raises(SaveError, match="it was given up"):
            step()
    assert names(tmp_path) == set()


def test_whatever_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def break_off() -> None:
        with Saving(tmp_path, "a.txt", MB) as saving:
            saving.begin()
            saving.write(b"half")
            assert names(tmp_path) == {"a.txt.part"}
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert names(tmp_path) == set()


def test_a_failure_cleans_up_by_itself(tmp_path: Path, small_files: int) -> None:
    saving = Saving(tmp_path, "a.txt", MB)
    saving.begin()
    with pytest.raises(SaveError):
        saving.write(b"x" * (small_files + 1))
    assert names(tmp_path) == set()


def test_giving_up_afterwards_keeps_the_file(tmp_path: Path) -> None:
    with Saving(tmp_path, "a.txt", MB) as saving:
        saving.begin()
        path = saving.finish()
    assert path.read_bytes() == b""


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208
    save(tmp_path)
    with pytest.raises(SaveError):
        save(tmp_path, content=b"xx", limit=1)
    with pytest.raises(SaveError):
        save(tmp_path / "photo.jpg")
    assert set(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@pytest.fixture
def small_files() -> Iterator[int]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    yield 50_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing(
    tmp_path: Path, small_files: int
) -> None:
    with pytest.raises(SaveError) as full:
        save(tmp_path, content=b"x" * (small_files + 1))
    assert full.value.sentence == (
        "photo.jpg was not saved: the disk is full. Nothing of it was left; "
        "free some space and save it again."
    )
    assert names(tmp_path) == set()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_disk_that_fills_up_is_empty_again_afterwards(small_disk: Path) -> None:
    with pytest.raises(SaveError, match="the disk is full"):
        save(small_disk, content=b"x" * MB)
    assert names(small_disk) == set()
    assert save(small_disk, content=b"x" * 200_000).stat().st_size == 200_000


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SaveError) as refused:
        save(tmp_path / "file")
    assert refused.value.sentence == (
        f"photo.jpg was not saved: {tmp_path}/file cannot be used (Not a directory). "
        "Nothing of it was left; correct its rights, or set download_folder in config.toml."
    )
    odd = tmp_path / "a\x1b]0;T\x07"
    odd.write_text("")
    with pytest.raises(SaveError) as refused:
        save(odd)
    assert refused.value.sentence.isprintable()


UNLINKED = """
import errno, os, sys
from pathlib import Path
from hoory_tui.keep.saving import SaveError, Saving

def no_links(*args, **kwargs):
    raise OSError(int(sys.argv[2]), "no links here")

# Before anything of ours runs: what a file system without hard links answers.
os.link = no_links
if sys.argv[3] == "read fails":
    def broken(descriptor, size):
        raise OSError(errno.EIO, "broken disk")
    os.read = broken
with Saving(Path(sys.argv[1]), "a.txt", 10_000_000) as saving:
    saving.begin()
    saving.write(b"x" * 3_000_000)
    try:
        print(saving.finish().name)
    except SaveError as error:
        print(error.sentence)
"""


def run_without_links(folder: Path, number: int, trouble: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-c", UNLINKED, folder, str(number), trouble],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_without_links_gets_a_copy_and_nothing_is_replaced(
    tmp_path: Path, number: int
) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "target")
    assert run_without_links(tmp_path, number) == "a-1.txt"
    path = tmp_path / "a-1.txt"
    assert path.read_bytes() == b"x" * 3_000_000
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == {"a.txt", "a-1.txt"}
    assert not (tmp_path / "target").exists()


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    said = run_without_links(tmp_path, errno.EPERM, "read fails")
    assert said.startswith("a.txt was not saved: ")
    assert names(tmp_path) == set()


def test_other_troubles_with_a_link_are_no_reason_to_copy(tmp_path: Path) -> None:
    assert "cannot be used (no links here)" in run_without_links(tmp_path, errno.EIO)
    assert names(tmp_path) == set()
