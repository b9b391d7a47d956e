"""Pictures made by hand, so that the tests know every byte of them."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, rows: bytes | None = None, *, alpha: bool = False) -> bytes:
    """Return a PNG; `rows` are its lines, each after a zero byte, black where left out."""
    depth = 4 if alpha else 3
    rows = bytes((depth * width + 1) * height) if rows is None else rows
    header = struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
FOUR = png(2, 2, bytes([0, *RED, *GREEN, 0, *BLUE, *WHITE]))
"""Red and green above blue and white."""
