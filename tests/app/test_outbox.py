"""What becomes of a message for every answer a server can give, none, or half of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from hoory_tui.app.outbox import DISK_PAUSE, LOOKS, RETRIES, TOO_OLD
from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.keeper import Keeper
from hoory_tui.store.happenings import SendDiscarded, SendStarted
from hoory_tui.store.records import SendState

from .mailing import HERE, SCOPE, Mailing, mailing

POST = ("POST", f"/conversations/{HERE}/messages")
LOOK = ("GET", f"/conversations/{HERE}/messages")
WORDS = "The cable is in the post."


async def test_a_message_is_on_disk_before_it_is_on_the_wire_and_off_it_when_it_is_there() -> None:
    async with mailing() as mail:
        echo_id = await mail.write(WORDS)
        assert mail.state(echo_id) is SendState.QUEUED
        assert [one.echo_id for one in mail.keeper.load().pending] == [echo_id]
        await mail.work()
        assert mail.state(echo_id) is None
        assert mail.said() == [WORDS]
        assert mail.keeper.load().pending == []
        assert mail.keeper.keeps_markers is True


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422])
async def test_a_refusal_is_final_and_keeps_the_words(status: int) -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, status)
        echo_id = await mail.write(WORDS)
        await mail.let_pass(120)
        assert mail.state(echo_id) is SendState.FAILED
        assert mail.problem(echo_id)
        assert mail.said() == []
        await mail.outbox.send_again(mail.store.outbox[echo_id])
        await mail.work()
        assert mail.said() == [WORDS]


@pytest.mark.parametrize(
    ("headers", "at_least"),
    [({}, RETRIES[0] * 0.8), ({"Retry-After": "7"}, 7.0), ({"Retry-After": "99999"}, 300.0)],
)
async def test_a_server_that_asks_for_a_pause_gets_it(
    headers: dict[str, str], at_least: float
) -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 429, headers=headers)
        echo_id = await mail.write(WORDS)
        await mail.work()
        assert mail.state(echo_id) is SendState.QUEUED
        began, retry_at = mail.clock.now, mail.store.outbox[echo_id].retry_at
        assert retry_at is not None
        assert at_least <= retry_at - began <= at_least * 1.2 + 1
        mail.clock.pass_by(retry_at - began - 0.1)
        await mail.work()
        assert mail.said() == []
        mail.clock.pass_by(0.2)
        await mail.work()
        assert mail.said() == [WORDS]


Trouble = Callable[[DemoDesk], None]
ARRIVED: dict[str, Trouble] = {
    "500 after it was done": lambda d: d.fail_next(*POST, 500, after_deed=True, lose_events=True),
    "504 after it was done": lambda d: d.fail_next(*POST, 504, after_deed=True, lose_events=True),
    "answer lost": lambda d: d.lose_next_answer(*POST, lose_events=True),
    "answer cut": lambda d: d.cut_next_answer(*POST),
    "answer is a web page": lambda d: d.falsify_next_answer(*POST, "<html>hello</html>"),
    "answer of a wrong shape": lambda d: d.falsify_next_answer(*POST, ["no", "message"]),
}
LOST: dict[str, Trouble] = {
    "500 before": lambda d: d.fail_next(*POST, 500),
    "503 before": lambda d: d.fail_next(*POST, 503),
}


@pytest.mark.parametrize("markers", [True, False])
@pytest.mark.parametrize("trouble", ARRIVED)
async def test_what_arrived_without_an_answer_is_found_and_never_sent_again(
    trouble: str, markers: bool
) -> None:
    async with mailing() as mail:
        mail.desk.keep_markers = markers
        ARRIVED[trouble](mail.desk)
        echo_id = await mail.write(WORDS)
        await mail.work()
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(LOOKS[0] + 1)
        assert mail.state(echo_id) is None
        await mail.let_pass(LOOKS[-1])
        assert mail.said() == [WORDS]


@pytest.mark.parametrize("trouble", LOST)
async def test_what_did_not_arrive_is_said_to_be_absent_where_markers_tell(trouble: str) -> None:
    async with mailing() as mail:
        await mail.write("The first, which shows that markers are kept.")
        await mail.work()
        LOST[trouble](mail.desk)
        echo_id = await mail.write(WORDS)
        await mail.let_pass(LOOKS[-1] - 2)
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(5)
        assert mail.state(echo_id) is SendState.FAILED
        assert "does not have it" in mail.problem(echo_id)
        await mail.let_pass(300)
        assert WORDS not in mail.said()


@pytest.mark.parametrize("trouble", LOST)
async def test_without_markers_only_the_agent_decides_what_became_of_it(trouble: str) -> None:
    async with mailing() as mail:
        mail.desk.keep_markers = False
        LOST[trouble](mail.desk)
        echo_id = await mail.write(WORDS)
        await mail.let_pass(LOOKS[-1] + 5)
        assert mail.state(echo_id) is SendState.UNKNOWN
        await mail.let_pass(300)
        assert mail.said() == []


async def test_a_slow_request_that_arrives_late_is_found_by_a_later_look() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 504)
        echo_id = await mail.write(WORDS)
        await mail.let_pass(50)
        # The proxy gave up long ago; the server behind it has only now got to it.
        mail.desk.agent_writes(
            mail.store.me_id, HERE, WORDS, content_attributes={"hoory_tui": echo_id}
        )
        await mail.let_pass(30)
        assert mail.state(echo_id) is None
        assert mail.said() == [WORDS]


async def test_a_look_that_fails_decides_nothing() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 500)
        echo_id = await mail.write(WORDS)
        await mail.work()
        mail.desk.fail_next(*LOOK, 502, times=30)
        await mail.let_pass(300)
        assert mail.state(echo_id) is SendState.CHECKING
        mail.desk.clear_faults()
        await mail.let_pass(20)
        assert mail.state(echo_id) is SendState.UNKNOWN


async def test_later_words_wait_until_it_is_known_what_became_of_the_earlier() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 500, after_deed=True, lose_events=True)
        first = await mail.write("Do NOT")
        second = await mail.write("press the button")
        await mail.work()
        assert mail.state(first) is SendState.CHECKING
        assert mail.state(second) is SendState.QUEUED
        await mail.let_pass(1)
        assert mail.said() == ["Do NOT"]
        await mail.let_pass(3)
        assert mail.said() == ["Do NOT", "press the button"]


async def test_a_refused_message_holds_up_its_own_conversation_and_no_other() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 422)
        await mail.write("refused")
        await mail.write("held up")
        await mail.write("elsewhere", 2)
        await mail.let_pass(90)
        assert mail.said() == []
        assert mail.said(2) == ["elsewhere"]


async def test_offline_words_wait_and_leave_in_order_when_the_server_is_back() -> None:
    async with mailing() as mail:
        server = Server("http://127.0.0.1:1")
        async with open_session(server) as session:
            away = AgentApi(Transport(session, server), mail.desk.account_id)
            mail.outbox._api = away
            ids = [await mail.write(text) for text in ("one", "two", "three")]
            await mail.let_pass(200)
            assert [mail.state(one) for one in ids] == [SendState.QUEUED] * 3
            assert "cannot be reached" in mail.problem(ids[0])
        mail.outbox._api = mail.api
        mail.outbox.nudge()
        await mail.work()
        assert mail.said() == ["one", "two", "three"]


async def test_only_the_agent_ends_a_pause_that_the_server_asked_for() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 429, headers={"Retry-After": "60"})
        await mail.write(WORDS)
        await mail.work()
        mail.outbox.nudge()
        await mail.let_pass(30)
        assert mail.said() == []
        mail.outbox.nudge(by_hand=True)
        await mail.work()
        assert mail.said() == [WORDS]


async def test_attempts_at_an_absent_server_become_rare() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 429, times=1000)
        await mail.write(WORDS)
        before = mail.desk.requests_seen
        await mail.let_pass(600)
        assert 12 <= mail.desk.requests_seen - before <= 17


async def test_a_lost_sign_in_stops_everything_and_loses_nothing() -> None:
    async with mailing() as mail:
        ids = [await mail.write("one"), await mail.write("two", 2), await mail.write("three", 3)]
        kept = mail.desk.agents[0].access_token
        mail.desk.agents[0].access_token = "rotated"
        mail.desk.rotate_access_token(mail.store.me_id)
        await mail.let_pass(100)
        assert mail.outbox.is_signed_out
        assert [mail.state(one) for one in ids] == [SendState.QUEUED] * 3
        seen = mail.desk.requests_seen
        await mail.let_pass(100)
        assert mail.desk.requests_seen == seen
        mail.desk.engine.world.agents[mail.store.me_id].access_token = kept
        mail.outbox.nudge()
        await mail.work()
        assert [mail.said(number) for number in (1, 2, 3)] == [["one"], ["two"], ["three"]]


async def test_what_is_not_allowed_is_no_reason_to_sign_out() -> None:
    async with mailing() as mail:
        mail.desk.fail_next(*POST, 401)
        echo_id = await mail.write(WORDS)
        await mail.work()
        assert mail.state(echo_id) is SendState.FAILED
        assert not mail.outbox.is_signed_out


async def test_words_taken_back_at_the_last_moment_do_not_leave() -> None:
    async with mailing() as mail:
        echo_id = await mail.write(WORDS)

        async def take_back(*_: object) -> None:
            await Keeper.update(mail.keeper, mail.store.outbox[echo_id])
            await mail.told([SendDiscarded(echo_id)])

        shelf = mail.outbox._shelf
        mail.outbox._shelf = TakenBack(shelf.keeps_markers, take_back)
        await mail.let_pass(10)
        assert mail.said() == []
        assert not mail.store.outbox


class TakenBack:
    """A shelf on which a message is taken back while it is being written down."""

    def __init__(self, keeps_markers: bool | None, then: Callable[..., Awaitable[None]]) -> None:
        self.keeps_markers = keeps_markers
        self._then = then

    def is_outdated(self, echo_id: str) -> bool:
        return False

    async def update(self, pending: object) -> None:
        await self._then(pending)

    async def note_markers(self, kept: bool) -> None:
        """Keep nothing."""


async def test_words_from_yesterday_ask_before_they_leave() -> None:
    async with mailing() as mail:
        echo_id = await mail.write(WORDS)
        mail.clock.pass_by(TOO_OLD + 1)
        await mail.let_pass(10)
        assert mail.state(echo_id) is SendState.FAILED
        assert "more than a day ago" in mail.problem(echo_id)
        await mail.outbox.send_again(mail.store.outbox[echo_id])
        await mail.work()
        assert mail.said() == [WORDS]


@pytest.mark.parametrize("arrived", [True, False])
async def test_after_a_crash_while_sending_the_next_start_looks_before_anything_else(
    tmp_path: Path, arrived: bool
) -> None:
    path = tmp_path / "state" / "kept.sqlite"
    async with mailing(path) as mail:
        await mail.write("shows that markers are kept")
        await mail.work()
        echo_id = await mail.write(WORDS)
        # As far as a killed program gets: on disk as sending, and perhaps on the wire.
        await mail.outbox._move(mail.store.outbox[echo_id], SendState.SENDING, left_at=100.0)
        if arrived:
            await mail.api.create_message(HERE, WORDS, echo_id=echo_id)
        mail.keeper.close()
        again = Keeper.open(path, SCOPE)
        try:
            successor = Mailing(mail.desk, mail.api, again, mail.clock)
            (found,) = again.load().pending
            assert found.state is SendState.CHECKING
            await successor.told([SendStarted(found)])
            await successor.let_pass(3)
            assert successor.state(echo_id) is (None if arrived else SendState.FAILED)
            assert mail.said().count(WORDS) == arrived
        finally:
            again.close()


@pytest.mark.parametrize("step", [-3600.0, 3600.0])
async def test_a_wall_clock_that_is_put_right_changes_nothing(step: float) -> None:
    async with mailing() as mail:
        await mail.write("shows that markers are kept")
        await mail.work()
        mail.desk.fail_next(*POST, 500)
        echo_id = await mail.write(WORDS)
        await mail.work()
        mail.clock.now += step
        before = mail.desk.requests_seen
        await mail.let_pass(LOOKS[-1] - 2)
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(4)
        assert mail.state(echo_id) is SendState.FAILED
        assert mail.desk.requests_seen - before == len(LOOKS)


async def test_a_sign_in_that_is_lost_while_looking_is_asked_for_and_the_look_is_taken_later() -> (
    None
):
    async with mailing() as mail:
        mail.desk.lose_next_answer(*POST, lose_events=True)
        echo_id = await mail.write(WORDS)
        await mail.work()
        kept = mail.desk.agents[0].access_token
        mail.desk.rotate_access_token(mail.store.me_id)
        await mail.let_pass(200)
        assert mail.outbox.is_signed_out
        assert mail.state(echo_id) is SendState.CHECKING
        mail.desk.engine.world.agents[mail.store.me_id].access_token = kept
        mail.outbox.nudge()
        await mail.work()
        assert mail.state(echo_id) is None
        assert mail.said() == [WORDS]


async def test_what_the_disk_has_as_waiting_does_not_leave_until_the_disk_knows(
    tmp_path: Path,
) -> None:
    path = tmp_path / "state" / "kept.sqlite"
    async with mailing(path) as mail:
        echo_id = await mail.write(WORDS)
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        await mail.work()
        # After a crash it would be found as one that never left, and leave a second time.
        assert mail.said() == []
        assert "disk" in mail.problem(echo_id)
        blocker.rollback()
        blocker.close()
        await mail.let_pass(DISK_PAUSE + 1)
        assert mail.said() == [WORDS]


async def test_what_the_disk_never_had_leaves_while_it_is_full(tmp_path: Path) -> None:
    path = tmp_path / "state" / "kept.sqlite"
    async with mailing(path) as mail:
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        await mail.write(WORDS)
        await mail.work()
        assert mail.said() == [WORDS]
        blocker.rollback()
        blocker.close()
