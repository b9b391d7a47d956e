"""Verdicts out of the client's errors: what happened, and what to do about it, apart."""

from __future__ import annotations

from hoory_tui.client.errors import CannotConnect, HooryError, Obstacle, ServerFailed
from hoory_tui.sdk.checkup.findings import State, failed_by


def test_the_remedy_of_an_error_is_the_hint() -> None:
    verdict = failed_by(ServerFailed(503))
    assert (verdict.state, verdict.said, verdict.hint) == (
        State.FAIL,
        "The server has a problem (503).",
        "Try again in a moment.",
    )


def test_every_obstacle_has_both() -> None:
    for obstacle in Obstacle:
        verdict = failed_by(CannotConnect("desk", obstacle))
        assert verdict.said.endswith(".")
        assert verdict.hint.endswith(".")
        assert verdict.hint[:1].isupper()


def test_an_error_without_a_remedy_gets_one() -> None:
    assert failed_by(HooryError("It broke.")).said == "It broke."
    assert failed_by(HooryError("It broke.")).hint
