"""Only a regular file leaves, exactly as it was attached; nothing waits for a pipe."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from hoory_tui.store.records import OutgoingFile
from hoory_tui.uploads import opening
from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.opening import LARGEST, OpenFile, close_all, examine, open_all

CHANGED = "has changed since you attached it"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "report.pdf"
    made.write_bytes(b"0123456789")
    return made


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def read_whole(file: OpenFile, piece: int = 4) -> bytes:
    found = b""
    while len(found) < file.size:
        found += file.read_now(piece)
    return found


def refusal(path: Path) -> str:
    before = open_descriptors()
    with pytest.raises(UnsendableError) as refused:
        examine(str(path))
    assert open_descriptors() == before
    return refused.value.sentence


def test_a_file_is_noted_as_it_is(path: Path) -> None:
    found = path.stat()
    before = open_descriptors()
    assert examine(str(path)) == OutgoingFile(
        str(path), "report.pdf", 10, found.st_mtime_ns, found.st_ino
    )
    assert open_descriptors() == before


def test_a_link_of_the_agents_own_is_followed_and_keeps_its_name(path: Path) -> None:
    link = path.with_name("link.pdf")
    link.symlink_to(path)
    (opened,) = open_all([examine(str(link))])
    assert (opened.name, read_whole(opened)) == ("link.pdf", b"0123456789")
    opened.close()


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe, listening, loop = tmp_path / "pipe", tmp_path / "socket", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(listening))
        assert refusal(pipe) == "pipe is not a file that can be sent"
        assert refusal(listening) == "socket is not a file that can be sent"
    assert refusal(Path("/dev/zero")) == "zero is not a file that can be sent"
    assert refusal(tmp_path).endswith(" is a folder")
    assert refusal(loop).startswith("loop cannot be read (")
    assert refusal(tmp_path / "gone") == "gone is not there"


@pytest.mark.parametrize(
    ("size", "sentence"),
    [(0, "is empty"), (LARGEST + 1, "is larger than the 40 MB that servers take"), (LARGEST, "")],
)
def test_the_size_must_be_one_that_servers_take(path: Path, size: int, sentence: str) -> None:
    os.truncate(path, size)
    if sentence:
        assert refusal(path) == f"report.pdf {sentence}"
    else:
        assert examine(str(path)).size == size


def test_what_may_not_be_read_is_said(path: Path) -> None:
    path.chmod(0)
    if os.access(path, os.R_OK):
        assert examine(str(path)).size == 10
    else:
        assert refusal(path) == "report.pdf may not be read by you"


@pytest.mark.parametrize("change", ["longer", "touched", "replaced", "gone", "a pipe"])
def test_a_file_that_changed_since_is_not_opened_and_nothing_stays_open(
    path: Path, change: str
) -> None:
    other = path.with_name("other")
    other.write_bytes(b"other")
    files = [examine(str(other)), examine(str(path))]
    stamp = path.stat()
    match change:
        case "longer":
            path.write_bytes(b"01234567890")
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        case "touched":
            os.utime(path, ns=(1, 1))
        case "replaced":
            twin = path.with_name("twin")
            twin.write_bytes(b"9876543210")
            os.utime(twin, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
            twin.replace(path)
        case _:
            path.unlink()
            if change == "a pipe":
                os.mkfifo(path)
    before = open_descriptors()
    with pytest.raises(UnsendableError) as refused:
        open_all(files)
    said = {"gone": "is not there", "a pipe": "is not a file that can be sent"}
    assert said.get(change, CHANGED) in refused.value.sentence
    assert open_descriptors() == before


def test_what_was_opened_is_read_whatever_takes_its_name(path: Path) -> None:
    (opened,) = open_all([examine(str(path))])
    path.unlink()
    path.write_bytes(b"impostor!!")
    assert read_whole(opened) == b"0123456789"
    opened.close()


@pytest.mark.parametrize("change", ["shorter", "written into", "longer"])
def test_the_last_bytes_of_a_file_that_changes_meanwhile_are_kept_back(
    path: Path, change: str
) -> None:
    (opened,) = open_all([examine(str(path))])
    assert opened.read_now(6) == b"012345"
    match change:
        case "shorter":
            os.truncate(path, 6)
        case "longer":
            with path.open("ab") as end:
                end.write(b"more")
        case _:
            with path.open("r+b") as start:
                start.write(b"other")
            os.utime(path, ns=(1, 1))
    with pytest.raises(UnsendableError, match="changed while it was being sent"):
        opened.read_now(100)
    opened.close()


def test_closing_is_final_and_may_be_repeated(path: Path) -> None:
    before = open_descriptors()
    opened = open_all([examine(str(path))])
    close_all(opened)
    close_all(opened)
    assert open_descriptors() == before
    with pytest.raises(UnsendableError):
        opened[0].read_now(1)


def test_a_pipe_that_takes_the_place_of_a_file_at_the_last_moment_is_not_waited_for(
    tmp_path: Path,
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert opening._FLAGS & os.O_NONBLOCK
    descriptor = os.open(pipe, opening._FLAGS)
    with pytest.raises(UnsendableError, match="is not a file that can be sent"):
        opening._of(descriptor, str(pipe))
    os.close(descriptor)
