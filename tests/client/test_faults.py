from __future__ import annotations

import aiohttp
import pytest

from hoory_tui.client.errors import CannotConnect, HooryError, Interrupted, Moved, TimedOut
from hoory_tui.client.faults import explain_failure


@pytest.mark.parametrize(
    ("error", "expected", "may_have_arrived"),
    [
        (aiohttp.ServerDisconnectedError(), Interrupted, True),
        (aiohttp.ClientPayloadError("cut"), Interrupted, True),
        (aiohttp.ClientOSError(32, "broken pipe"), Interrupted, True),
        (aiohttp.ClientConnectionResetError("closing"), Interrupted, True),
        (ConnectionResetError(), Interrupted, True),
        (aiohttp.SocketTimeoutError(), TimedOut, True),
        (TimeoutError(), TimedOut, True),
        (aiohttp.ConnectionTimeoutError(), CannotConnect, False),
        (aiohttp.InvalidURL("x"), CannotConnect, False),
        (Moved("https://new.example"), Moved, False),
    ],
)
def test_only_what_breaks_after_the_question_left_leaves_doubt(
    error: Exception, expected: type[HooryError], may_have_arrived: bool
) -> None:
    problem = explain_failure(error, "desk.example")
    assert type(problem) is expected
    assert problem.may_have_arrived is may_have_arrived
