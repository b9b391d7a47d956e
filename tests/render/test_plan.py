"""Steps of a macro as lines: each tells who will notice it."""

from __future__ import annotations

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.plan import plan_parts
from hoory_tui.store.macroplan import Planned, Reach


def test_what_a_customer_reads_stands_out() -> None:
    plan = [
        Planned("resolve it"),
        Planned("add label vip", is_idle=True),
        Planned("send to the customer: Hi\n\nthere", Reach.CUSTOMER),
        Planned("private note: look", Reach.TEAM),
        Planned("brew coffee", Reach.UNKNOWN),
        Planned("assign to Bob", problem="there is no such agent"),
    ]
    assert list(plan_parts(plan, UNICODE)) == [
        ("· resolve it", "text"),
        ("· add label vip (it is so already)", "dim"),
        ("▎ send to the customer: Hi there", "bold"),
        ("▒ private note: look", "note-text"),
        ("! brew coffee: only the server knows what this does", "warn"),
        ("✗ assign to Bob: there is no such agent", "failed"),
    ]


def test_a_long_step_is_cut() -> None:
    (text, _), *_ = plan_parts([Planned("x" * 5000)], UNICODE)
    assert len(text) < 700
    assert text.endswith("…")
