"""The name of the login stands at the edge for as long as there is room for it."""

from __future__ import annotations

import pytest

from hoory_tui.render.badge import Badge, badge_spans
from hoory_tui.render.glyphs import UNICODE


@pytest.mark.parametrize(
    ("width", "shown"),
    [(200, " production-of-a~ "), (40, " productio~ "), (12, " pr~ "), (11, "")],
)
def test_the_name_is_cut_where_there_is_little_room(width: int, shown: str) -> None:
    line = badge_spans(Badge("production-of-acme", "#a01c1c"), width, UNICODE)
    assert "".join(text for text, _ in line).replace("…", "~") == shown
    assert {role for _, role in line} <= {"profile:#a01c1c"}


def test_no_login_takes_no_room() -> None:
    assert badge_spans(None, 80, UNICODE) == badge_spans(Badge(""), 80, UNICODE) == []
