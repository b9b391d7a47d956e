"""Links and files as rows: the real host is always to be seen."""

from __future__ import annotations

from hoory_tui.render.body import FoundLink
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.store.records import Attachment
from hoory_tui.widgets.linkrows import Choice, LinkRows
from hoory_tui.wire.links import read_link


def drawn(one: Choice, width: int = 40) -> list[str]:
    lines = LinkRows([one], id="rows", glyphs=UNICODE).draw(0, width)
    assert all(line_width(line.line) == width for line in lines)
    return ["".join(text for text, _ in line.line).rstrip() for line in lines]


def found(label: str, target: str) -> FoundLink:
    return FoundLink(label, target, read_link(target, label))


def test_a_link() -> None:
    assert drawn(found("the\nguide", "https://a.example/x")) == ["  the guide", "    a.example"]


def test_a_link_that_looks_like_another_is_marked() -> None:
    assert drawn(found("hoory.com", "https://evil.example"))[1] == "  ! evil.example"


def test_a_link_that_is_not_opened_says_why() -> None:
    assert (
        drawn(found("x", "ftp://a"), 60)[1] == "    not opened: ftp: is not an address of the web"
    )


def test_of_a_long_host_the_end_stays() -> None:
    host = "hoory.com." + "a" * 40 + ".evil.example"
    assert drawn(found("x", f"https://{host}"))[1].endswith("aaa.evil.example")
    assert "hoory" not in drawn(found("x", f"https://{host}"))[1]


def test_a_file() -> None:
    file = Attachment(1, "image", "https://a.example/my%20plan.png", size=2000)
    assert drawn(file) == ["  ⎙ my plan.png", "    image  2 kB"]


def test_narrow_places() -> None:
    for width in range(1, 12):
        drawn(found("label", "https://a.example"), width)
        drawn(Attachment(1, "image", "https://a.example/plan.png"), width)
