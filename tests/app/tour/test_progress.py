"""How far the tour was taken, in a file that may be anything."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.app.tour.progress import Progress


def test_it_goes_on_where_it_was_left(tmp_path: Path) -> None:
    file = tmp_path / "state" / "tour"
    progress = Progress(file)
    assert progress.read(10) == 0
    progress.write(4)
    assert progress.read(10) == 4
    progress.write(10)
    assert progress.read(10) == 0, "who has done all begins anew"
    for nonsense in (b"", b"-3", b"99", b"x", b"\xff"):
        file.write_bytes(nonsense)
        assert progress.read(10) == 0
    assert Progress(None).read(10) == 0
    Progress(None).write(3)
