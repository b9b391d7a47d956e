"""Lines from pipes, files and streams: whole, cleaned, and an end that is told once."""

from __future__ import annotations

import asyncio
import io
import os
from pathlib import Path

from hoory_tui.commands.parts.line_input import LineInput


async def test_a_pipe_gives_lines_as_they_are_finished() -> None:
    out, into = os.pipe()
    with os.fdopen(out, encoding="utf-8") as stream:
        lines = LineInput(stream)
        first = asyncio.create_task(lines.line())
        os.write(into, b"half of ")
        assert await asyncio.wait({first}, timeout=0.1) == (set(), {first})
        os.write(into, "a líne\r\nan\x1b[2Jother\nlast".encode())
        assert await asyncio.wait_for(first, 5) == "half of a líne"
        other = await lines.line()
        assert other is not None
        assert other.startswith("an")
        assert "\x1b" not in other
        os.close(into)
        assert await lines.line() == "last"
        assert await lines.line() is None
        assert await lines.line() is None


async def test_a_file_and_a_stream_without_a_descriptor(tmp_path: Path) -> None:
    (tmp_path / "day").write_bytes(b"mine\n\xff\nquit\n")
    with (tmp_path / "day").open(encoding="utf-8") as stream:
        lines = LineInput(stream)
        assert [await lines.line() for _ in range(4)] == ["mine", "\ufffd", "quit", None]
    held = LineInput(io.StringIO("a\nb"))
    assert [await held.line() for _ in range(3)] == ["a", "b", None]
