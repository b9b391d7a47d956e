from __future__ import annotations

import pytest
from pydantic import SecretStr

from hoory_tui.client.errors import (
    CannotConnect,
    CodeNeeded,
    HooryError,
    Interrupted,
    Invalid,
    Moved,
    NotAllowed,
    NotFound,
    Obstacle,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
    Unreadable,
    UntrustedCertificate,
)

DOUBTFUL = [
    Interrupted("desk.example"),
    TimedOut("desk.example"),
    ServerFailed(502),
    Unreadable("desk.example", "it is a web page"),
]
CERTAIN = [
    *(CannotConnect("desk.example", obstacle) for obstacle in Obstacle),
    UntrustedCertificate("desk.example"),
    Moved("https://new.example"),
    Moved(""),
    SignInRefused("Invalid Access Token"),
    CodeNeeded(SecretStr("one-time")),
    NotAllowed(),
    NotFound("Resource could not be found"),
    Invalid("Title has already been taken"),
    TooManyRequests(),
    TooManyRequests(12.4),
]


@pytest.mark.parametrize("error", DOUBTFUL + CERTAIN, ids=repr)
def test_each_reads_as_one_sentence_that_says_what_to_do(error: HooryError) -> None:
    assert str(error) == error.sentence
    assert error.sentence[0].isupper() or error.sentence.startswith("desk.example")
    assert error.sentence.endswith(".")
    assert ";" in error.sentence
    assert ". " not in error.sentence
    assert "{" not in error.sentence


def test_only_some_leave_doubt_about_what_the_server_did() -> None:
    assert all(error.may_have_arrived for error in DOUBTFUL)
    assert not any(error.may_have_arrived for error in CERTAIN)


PASSING = [
    *(CannotConnect("desk.example", obstacle) for obstacle in set(Obstacle) - {Obstacle.ADDRESS}),
    TooManyRequests(),
    TooManyRequests(12.4),
]


def test_what_passes_by_itself_was_not_done_and_needs_nobody() -> None:
    said = {error.sentence for error in DOUBTFUL + CERTAIN if error.passing}
    assert said == {error.sentence for error in PASSING}
    assert not any(error.passing and error.may_have_arrived for error in DOUBTFUL + CERTAIN)


def test_knows_the_pause_where_one_was_asked_for() -> None:
    assert TooManyRequests(7.0).retry_after == 7.0
    assert ServerFailed(503, 3.0).retry_after == 3.0
    assert TooManyRequests().retry_after is None
    assert CannotConnect("desk.example", Obstacle.REFUSED).retry_after is None


def test_holds_its_secret_without_showing_it() -> None:
    error = CodeNeeded(SecretStr("one-time"))
    assert "one-time" not in repr(error) + repr(vars(error))
    assert error.mfa_token.get_secret_value() == "one-time"
