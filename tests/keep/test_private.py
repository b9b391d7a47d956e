"""The rights of the file and what is refused."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hoory_tui.keep.errors import KeepError
from hoory_tui.keep.private import COMPANIONS, alone, companion, make_folder, secure
from tests.keep.conftest import Open
from tests.keep.consoles import message, run


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def loosen(path: Path) -> None:
    path.chmod(0o644)
    path.parent.chmod(0o755)


@pytest.mark.parametrize("umask", [0o000, 0o777])
async def test_every_file_is_private_whatever_the_umask(
    open_keeper: Open, path: Path, umask: int
) -> None:
    path.parent.mkdir()
    old = os.umask(umask)
    try:
        keeper = open_keeper()
        await keeper.enqueue(message("a"), "")
    finally:
        os.umask(old)
    assert keeper.problem is None
    files = [found for found in path.parent.rglob("*") if found.is_file()]
    assert {found.name for found in files} >= {"keep.sqlite", "keep.sqlite-wal", "keep.sqlite-shm"}
    assert umask or {mode(found) for found in files} == {0o600}
    assert mode(path) == mode(companion(path, "-wal")) == mode(companion(path, "-shm")) == 0o600
    assert mode(path.parent) == mode(path.parent / "instances") == 0o700


async def test_our_own_looser_files_are_tightened(open_keeper: Open, path: Path) -> None:
    first = open_keeper()
    await first.enqueue(message("a"), "")
    first.close()
    loosen(path)
    assert [kept.echo_id for kept in open_keeper().load().pending] == ["a"]
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


@pytest.mark.parametrize("suffix", COMPANIONS)
def test_a_link_is_refused_and_its_target_left_alone(
    open_keeper: Open, path: Path, tmp_path: Path, suffix: str
) -> None:
    make_folder(path.parent)
    target = tmp_path / "target"
    target.touch(mode=0o644)
    link = companion(path, suffix)
    link.symlink_to(target)
    with pytest.raises(KeepError, match="is a link") as caught:
        open_keeper()
    assert str(link) in caught.value.sentence
    assert target.read_bytes() == b""
    assert mode(target) == 0o644
    assert not list((path.parent / "instances").glob("[0-9a-f]*.lock"))


def test_what_is_no_file_is_refused(open_keeper: Open, path: Path) -> None:
    make_folder(path.parent)
    os.mkfifo(path)
    with pytest.raises(KeepError, match="is not a plain file"):
        open_keeper()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("name", ["keep.sqlite", "."])
def test_what_belongs_to_somebody_else_is_refused(open_keeper: Open, path: Path, name: str) -> None:
    make_folder(path.parent)
    secure(path)
    os.chown(path.parent / name, 65534, 65534)
    with pytest.raises(KeepError, match="belongs to another user") as caught:
        open_keeper()
    assert str(path.parent) in caught.value.sentence


WITHOUT_RIGHTS = """
import os, sys, tempfile
from pathlib import Path
from hoory_tui.keep.keeper import KeepError, Keeper, Scope
if os.geteuid() == 0:
    os.seteuid(65534)
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o500)
    try:
        Keeper.open(Path(folder) / "state" / "keep.sqlite", Scope("https://x", 1, 1))
    except KeepError as error:
        print(error.sentence)
    os.chmod(folder, 0o700)
"""


def test_missing_rights_are_refused_with_the_path() -> None:
    printed = run(WITHOUT_RIGHTS)
    assert "/state cannot be used: this folder cannot be made (Permission denied)" in printed


def test_only_one_console_opens_at_a_time(path: Path) -> None:
    make_folder(path.parent)
    lock = path.parent / "opening.lock"
    with (
        alone(path, lock),
        pytest.raises(KeepError, match="another console keeps"),
        alone(path, lock, patience=0.02),
    ):
        pass
    with alone(path, lock):
        assert mode(lock) == 0o600
