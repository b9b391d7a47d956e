"""Whether a folder lies on a file system of another machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")
NETWORK: Final = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "glusterfs"}
    | {"lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "virtiofs"}
)


def is_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether ``folder`` is known to be on a network file system; False where nobody can tell.

    SQLite does not notice: its write-ahead log seems to work there, and two machines that use
    it together spoil the file.
    """
    try:
        device = folder.stat().st_dev
        listed = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in listed.splitlines():
        before, _, after = line.partition(" - ")
        if before.split()[2:3] == [wanted]:
            return after.split()[:1] != [] and after.split()[0] in NETWORK
    return False
