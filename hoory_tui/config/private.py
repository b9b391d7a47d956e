"""Files with secrets in them: read only when nobody else can, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import stat
from pathlib import Path
from typing import Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import ensure_private_dir
from hoory_tui.words import saying

PRIVATE_FILE_MODE: Final = 0o600
MAX_BYTES: Final = 1024 * 1024


def read_private(path: Path, *, owner: int | None = None) -> bytes | None:
    """The bytes of a file only its owner can touch, or None if there is no such file.

    ``owner`` is the user id it must belong to (default: who runs us).  Raises
    :class:`ConfigError` for a link, for what is no plain file, and for a file others can read.
    """
    # O_NONBLOCK: opening a named pipe must fail the checks below, not wait for a writer.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _open_error(path, error) from None
    with os.fdopen(descriptor, "rb") as file:
        # Checked on the open file, so that it cannot be exchanged between check and read.
        _refuse_exposed(path, os.fstat(descriptor), os.geteuid() if owner is None else owner)
        return file.read(MAX_BYTES + 1)


def real_place(path: Path) -> Path:
    """Return where a file is that there may be a link to; raises ConfigError for a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise ConfigError(
            saying("this is a link that leads to itself"),
            path=path,
            kept=saying("nothing was changed"),
            remedy=saying("put the file itself there"),
        ) from None


def write_private(path: Path, content: bytes) -> None:
    """Replace a file by a new one that only its owner can touch (0600), atomically.

    A crash or a full disk leaves the old file.  The folder is made, or tightened to 0700.
    Raises :class:`ConfigError` if it cannot be written.
    """
    ensure_private_dir(path.parent)
    write_whole(path, content)


def write_whole(path: Path, content: bytes, *, mode: int = PRIVATE_FILE_MODE) -> None:
    """Replace a file by a new one of this mode, atomically; its folder must be there.

    Raises :class:`ConfigError` if it cannot be written; the old file is still there then.
    """
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}.new")
    try:
        try:
            _write_new(draft, content, mode)
            draft.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
        _sync_folder(path.parent)
    except OSError as error:
        raise ConfigError(
            saying("this file cannot be written ({strerror})", strerror=error.strerror),
            path=path,
            kept=saying("the file was left as it was"),
            remedy=saying("make room or correct the rights of its folder, and try again"),
        ) from None


def _write_new(path: Path, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, PRIVATE_FILE_MODE), "wb") as file:
        if mode != PRIVATE_FILE_MODE:
            os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # The new name is on the disk only once the folder is; not every file system can be told so,
    # and by now the file itself is complete.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refuse_exposed(path: Path, status: os.stat_result, owner: int) -> None:
    quoted = shlex.quote(str(path))
    if not stat.S_ISREG(status.st_mode):
        raise _refusal(
            path, saying("this is not a plain file"), saying("move it away and run hoory-tui login")
        )
    if status.st_uid != owner:
        raise _refusal(
            path,
            saying("this file belongs to another user"),
            saying(
                "run sudo chown {owner} {quoted} && chmod 600 {quoted}", owner=owner, quoted=quoted
            ),
        )
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise _refusal(
            path,
            saying("other users can open this file"),
            saying("run chmod 600 {quoted}", quoted=quoted),
        )


def _open_error(path: Path, error: OSError) -> ConfigError:
    if error.errno == errno.ELOOP:
        return _refusal(path, saying("this is a link"), saying("put the file itself there"))
    return _refusal(
        path,
        saying("this file cannot be opened ({strerror})", strerror=error.strerror),
        saying("correct its rights"),
    )


def _refusal(path: Path, problem: str, remedy: str) -> ConfigError:
    return ConfigError(problem, path=path, kept=saying("nothing was read from it"), remedy=remedy)
