"""Clocks and times: what is told, and from where on it is pointed out."""

from __future__ import annotations

import time
from pathlib import Path

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.checkup.timing import judge_skew, judge_speed

from .examining import at_desk, failed, found


async def test_a_clock_that_is_off_is_pointed_out(tmp_path: Path) -> None:
    async with DemoDesk(
        seed=3, quiet_visitors=True, conversations=3, now=lambda: time.time() - 7200
    ) as desk:
        findings = await found(at_desk(desk, tmp_path), "clock", "speed")
    assert failed(findings) == []
    assert findings["clock"].said == "The clock here is 2 hours ahead of the server's."
    assert findings["speed"].state == "ok"


async def test_the_list_is_asked_for_once_and_the_small_answer_five_times(
    desk: DemoDesk, tmp_path: Path
) -> None:
    await found(at_desk(desk, tmp_path), "speed")
    assert len(desk.asked("GET /api/v1/profile")) == 6
    assert len(desk.asked("/conversations?")) == 1


def test_words() -> None:
    assert judge_skew(None).state == "skipped"
    assert judge_skew(-3.0).state == "ok"
    assert judge_skew(-80.0).said == "The clock here is 80 seconds behind the server's."
    assert judge_speed([0.2, 0.1, 9.0, 0.1, 0.3], 0.4).said == (
        "An answer takes 200 ms (the middle one of 5), the list of conversations 400 ms."
    )
    assert judge_speed([2.0] * 5, 0.4).state == "warn"
    assert judge_speed([0.1] * 5, 9.0).state == "warn"
