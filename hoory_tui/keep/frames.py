"""The last screen, kept as what a terminal would be sent, and doubted when it is read.

Whoever can write to the file is a stranger: what is not harmless as a whole is not shown at all.
Nothing is imported here that the picture of a start would have to wait for.
"""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LARGEST: Final = 512 * 1024
"""Bytes; a screen of 200x50 in true colour takes a tenth of that."""
SUFFIX: Final = ".frame"
_TITLE: Final = "hoory-tui frame 1"
_NUMBERS: Final = "0123456789;"
_LONGEST: Final = 80
"""Characters of the numbers in one sequence."""
_FINALS: Final = "mHG"
"""A look, a place for the cursor, a column for it; nothing else that a terminal could obey."""
_JOINERS: Final = "\u200c\u200d"


class Frame:
    """A screen as it was at `saved_at` (unix seconds).

    In the first line, from the column `free` on, there is room to say so, in the look `bar`:
    the numbers of one sequence.
    """

    __slots__ = ("bar", "body", "free", "saved_at")

    def __init__(self, saved_at: int, free: int, bar: str, body: str) -> None:
        self.saved_at = saved_at
        self.free = free
        self.bar = bar
        self.body = body


def frame_name(mark: str, columns: int, rows: int) -> str:
    """Return what the screen of this size is called, of starts and logins with this mark."""
    return f"{mark}-{columns}x{rows}{SUFFIX}"


def frame_bytes(frame: Frame, columns: int, rows: int) -> bytes | None:
    """Return the content of the file, None for what would not be shown again."""
    numbers = (columns, rows, len(frame.body), frame.saved_at, frame.free)
    header = " ".join((_TITLE, *map(str, numbers), frame.bar))
    content = f"{header}\n{frame.body}".encode(errors="replace")
    return content if frame_in(content, columns, rows) is not None else None


def frame_in(content: bytes, columns: int, rows: int) -> Frame | None:
    """Return the screen in the content of a file, None if it is not whole and surely harmless."""
    try:
        header, _, body = content.decode().partition("\n")
    except UnicodeDecodeError:
        return None
    beginning = f"{_TITLE} {columns} {rows} {len(body)} "
    if not header.isascii() or not header.startswith(beginning) or len(content) > LARGEST:
        return None
    saved_at, _, rest = header.removeprefix(beginning).partition(" ")
    free, _, bar = rest.partition(" ")
    is_plain = all(one.isdigit() and len(one) <= 11 for one in (saved_at, free))
    if not is_plain or bar.strip(_NUMBERS) or len(bar) > _LONGEST or not is_harmless(body):
        return None
    return Frame(int(saved_at), int(free), bar, body)


def read_frame(path: str, columns: int, rows: int) -> Frame | None:
    """Return the screen in a file that nobody else can touch, None if there is none of use."""
    try:
        # A named pipe must fail the checks below, not wait for a writer.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
        descriptor = os.open(path, flags)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        is_ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
        if not is_ours or stat.S_IMODE(status.st_mode) & 0o077 or status.st_size > LARGEST:
            return None
        return frame_in(os.read(descriptor, LARGEST), columns, rows)
    except OSError:
        return None
    finally:
        os.close(descriptor)


def is_harmless(body: str) -> bool:
    """Tell whether a terminal that is sent this does nothing but show it."""
    text, *parts = body.split("\x1b[")
    texts = [text]
    for part in parts:
        rest = part.lstrip(_NUMBERS)
        if rest[:1] not in _FINALS or not rest or len(part) - len(rest) > _LONGEST:
            return False
        texts.append(rest[1:])
    # In nothing printable is there another beginning of a sequence, or half of one.
    shown = "".join(texts)
    for joiner in _JOINERS:
        shown = shown.replace(joiner, "")
    return shown.isprintable()
