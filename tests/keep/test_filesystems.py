"""File systems of other machines, told from the list of mounts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hoory_tui.keep.filesystems import is_network


@pytest.mark.parametrize(
    ("kind", "expected"), [("nfs4", True), ("fuse.sshfs", True), ("ext4", False), ("", False)]
)
def test_the_kind_of_the_mount_decides(tmp_path: Path, kind: str, expected: bool) -> None:
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "20 1 999:9999 / /elsewhere rw - cifs //x rw\n"
        f"21 1 {os.major(device)}:{os.minor(device)} / /mnt rw shared:1 - {kind} server:/x rw\n"
    )
    assert is_network(tmp_path, mounts) is expected


def test_nobody_can_tell(tmp_path: Path) -> None:
    assert not is_network(tmp_path, tmp_path / "none")
    assert not is_network(tmp_path / "none")
