"""Files that go along, as lines."""

from __future__ import annotations

import pytest

from hoory_tui.render.attached import draft_line, file_line, sending
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.store.records import OutgoingFile


def files(*names: str, size: int = 2_000) -> tuple[OutgoingFile, ...]:
    return tuple(OutgoingFile(f"/tmp/{name}", name, size, 1, 2) for name in names)


def text(line: list[tuple[str, str]]) -> str:
    return "".join(part for part, _ in line)


def test_a_file_is_what_it_is_sent_as_and_its_size() -> None:
    (file,) = files("report.pdf")
    assert text(file_line(file, 40, UNICODE)) == "⎙ report.pdf  2 kB"
    assert text(file_line(file, 15, UNICODE)) == "⎙ report…  2 kB"


def test_several_stand_beside_each_other() -> None:
    assert text(draft_line(files("a.pdf", "b.png"), 60, UNICODE)) == (
        " ⎙ a.pdf  2 kB  ⎙ b.png  2 kB"
    )
    assert draft_line((), 60, UNICODE) == []


@pytest.mark.parametrize("count", range(1, 16))
@pytest.mark.parametrize("width", [20, 40, 60, 100, 200])
def test_those_without_room_are_counted(count: int, width: int) -> None:
    some = files(*(f"{number:02} quite a long name, 日本語.pdf" for number in range(count)))
    line = draft_line(some, width, UNICODE)
    assert line_width(line) <= width
    if text(line) == f" ⎙ {count} files":
        assert width < 40
    else:
        shown = text(line).count("⎙")
        assert shown >= 1
        assert text(line).endswith(f"  and {count - shown} more") == (shown < count)


def test_how_far_files_are_is_not_said_to_be_delivery() -> None:
    some = files("a", "b", size=100)
    assert sending(some, 50) == "sending… 25 %"
    assert sending(some, 199) == "sending… 99 %"
    assert sending(some, 200) == "uploaded, no answer yet…"
