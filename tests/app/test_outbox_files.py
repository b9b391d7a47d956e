"""Messages with files through the outbox: whole or not at all, once, and only what was attached."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from hoory_tui.app.outbox import LOOKS
from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.demo import files as demo_files
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.keeper import Keeper
from hoory_tui.store.happenings import Happening, SendProgressed, SendStarted
from hoory_tui.store.records import SendState
from hoory_tui.uploads.opening import examine

from ..faults.proxy import FaultProxy
from ..faults.scene import desk_port
from .mailing import HERE, SCOPE, Mailing, mailing
from .test_outbox import ARRIVED, LOST, POST, Trouble

WORDS = "The bill, as you asked."


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    bill, photo = tmp_path / "bill.pdf", tmp_path / "a ü\x1b[2J.png"
    bill.write_bytes(b"%PDF-" + os.urandom(700_000))
    photo.write_bytes(b"\x89PNG" + os.urandom(3_000_000))
    return [bill, photo]


def received(desk: DemoDesk, conversation_id: int = HERE) -> list[list[tuple[str, bytes]]]:
    """Return the files of each message that has some, as the server has them."""
    return [
        [(one.file_name, demo_files.bytes_of(one)) for one in message.attachments]
        for message in desk.conversation(conversation_id).messages
        if message.attachments and message.sender_type == "User"
    ]


async def attach(mail: Mailing, paths: list[Path], text: str = WORDS, **how: bool) -> str:
    return await mail.write(text, files=[examine(str(path)) for path in paths], **how)


@pytest.mark.parametrize("text", [WORDS, ""])
async def test_files_arrive_byte_for_byte_with_the_words_or_without(
    paths: list[Path], text: str
) -> None:
    async with mailing() as mail:
        before = received(mail.desk)
        echo_id = await attach(mail, paths, text)
        await mail.work()
        assert mail.state(echo_id) is None
        (arrived,) = received(mail.desk)[len(before) :]
        assert arrived == [
            ("bill.pdf", paths[0].read_bytes()),
            ("a ü␛[2J.png", paths[1].read_bytes()),
        ]
        message = mail.desk.conversation(HERE).messages[-1]
        assert (message.content or "", message.private) == (text, False)
        assert mail.keeper.load().pending == []
        assert mail.keeper.keeps_markers is True


async def test_the_files_of_a_note_are_as_private_as_it_is(paths: list[Path]) -> None:
    async with mailing() as mail:
        await attach(mail, paths, "", private=True)
        await mail.work()
        message = mail.desk.conversation(HERE).messages[-1]
        assert message.private
        assert len(message.attachments) == 2


@pytest.mark.parametrize("change", ["changed", "gone"])
async def test_what_is_no_longer_what_was_attached_does_not_leave(
    paths: list[Path], change: str
) -> None:
    async with mailing() as mail:
        echo_id = await attach(mail, paths)
        if change == "changed":
            paths[1].write_bytes(b"something else")
        else:
            paths[1].unlink()
        seen = mail.desk.requests_seen
        await mail.let_pass(5)
        assert mail.state(echo_id) is SendState.FAILED
        said = "has changed since" if change == "changed" else "is not there"
        assert said in mail.problem(echo_id)
        assert "\x1b" not in mail.problem(echo_id)
        assert mail.desk.requests_seen == seen
        assert mail.store.outbox[echo_id].content == WORDS
        assert mail.keeper.load().pending[0].files == mail.store.outbox[echo_id].files


async def test_a_refused_message_with_files_is_sent_again_when_asked(paths: list[Path]) -> None:
    async with mailing() as mail:
        before = len(received(mail.desk))
        mail.desk.fail_next(*POST, 422)
        echo_id = await attach(mail, paths)
        await mail.work()
        assert mail.state(echo_id) is SendState.FAILED
        await mail.outbox.send_again(mail.store.outbox[echo_id])
        await mail.work()
        assert len(received(mail.desk)) == before + 1


@pytest.mark.parametrize("markers", [True, False])
@pytest.mark.parametrize("trouble", ARRIVED)
async def test_what_arrived_without_an_answer_is_found_and_never_sent_again(
    paths: list[Path], trouble: str, markers: bool
) -> None:
    async with mailing() as mail:
        before = len(received(mail.desk))
        mail.desk.keep_markers = markers
        ARRIVED[trouble](mail.desk)
        echo_id = await attach(mail, paths[:1], "")
        await mail.work()
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(LOOKS[-1] + 5)
        assert mail.state(echo_id) is None
        assert len(received(mail.desk)) == before + 1


@pytest.mark.parametrize("trouble", LOST.values(), ids=LOST)
@pytest.mark.parametrize("markers", [True, False])
async def test_what_did_not_arrive_is_said_and_left_to_the_agent(
    paths: list[Path], trouble: Trouble, markers: bool
) -> None:
    async with mailing() as mail:
        mail.desk.keep_markers = markers
        await mail.write("shows whether markers are kept")
        await mail.work()
        before = len(received(mail.desk))
        trouble(mail.desk)
        echo_id = await attach(mail, paths)
        await mail.let_pass(LOOKS[-1] - 2)
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(300)
        assert mail.state(echo_id) is (SendState.FAILED if markers else SendState.UNKNOWN)
        assert len(received(mail.desk)) == before


async def test_progress_is_told_at_a_modest_rate_and_at_the_end(paths: list[Path]) -> None:
    async with mailing() as mail:
        echo_id = await attach(mail, paths)
        told: list[int] = []
        progress = mail.outbox._progress_of(mail.store.outbox[echo_id])
        await mail.told([mail.sending(echo_id)])
        size = sum(path.stat().st_size for path in paths)
        for uploaded in range(0, size, 100_000):
            mail.clock.pass_by(0.1)
            await progress(uploaded)
            if (now := mail.store.outbox[echo_id].uploaded) not in told:
                told.append(now)
        await progress(size)
        assert mail.store.outbox[echo_id].uploaded == size
        assert 5 <= len(told) <= 9


@pytest.mark.parametrize("arrived", [True, False])
async def test_after_a_crash_while_files_leave_the_next_start_looks_as_long_as_it_could_take(
    tmp_path: Path, paths: list[Path], arrived: bool
) -> None:
    path = tmp_path / "state" / "kept.sqlite"
    async with mailing(path) as mail:
        await mail.write("shows that markers are kept")
        await mail.work()
        echo_id = await attach(mail, paths)
        # It began an hour ago, and was still leaving when the console was killed.
        began = mail.clock.now - 3600
        await mail.outbox._move(mail.store.outbox[echo_id], SendState.SENDING, left_at=began)
        mail.keeper.close()
        again = Keeper.open(path, SCOPE)
        try:
            successor = Mailing(mail.desk, mail.api, again, mail.clock)
            (found,) = again.load().pending
            assert found.state is SendState.CHECKING
            assert [Path(file.path) for file in found.files] == paths
            await successor.told([SendStarted(found)])
            await successor.let_pass(LOOKS[-1] - 10)
            assert successor.state(echo_id) is SendState.CHECKING
            if arrived:
                attributes = {"hoory_tui": echo_id}
                mail.desk.agent_writes(mail.store.me_id, HERE, WORDS, content_attributes=attributes)
            await successor.let_pass(20)
            assert successor.state(echo_id) is (None if arrived else SendState.FAILED)
        finally:
            again.close()


async def test_what_took_long_to_leave_is_looked_for_from_its_end_on(paths: list[Path]) -> None:
    async with mailing() as mail:
        await mail.write("shows that markers are kept")
        await mail.work()

        async def told_slowly(steps: Iterable[Happening]) -> None:
            found = list(steps)
            if any(isinstance(step, SendProgressed) for step in found):
                mail.clock.pass_by(600)
            await mail.told(found)

        mail.outbox._told = told_slowly
        mail.desk.fail_next(*POST, 504, after_deed=True, lose_events=True)
        echo_id = await attach(mail, paths)
        began = mail.clock.now
        await mail.work()
        assert mail.clock.now - began >= 600
        # As if the server behind the proxy were still at work on what it got.
        mail.desk.conversation(HERE).messages.pop()
        await mail.let_pass(LOOKS[-1] - 2)
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(5)
        assert mail.state(echo_id) is SendState.FAILED


async def test_a_line_cut_within_the_files_leaves_nothing_half_sent_and_doubles_nothing(
    paths: list[Path],
) -> None:
    paths[0].write_bytes(os.urandom(30_000_000))
    async with mailing() as mail, FaultProxy(desk_port(mail.desk)) as proxy:
        await mail.write("shows that markers are kept")
        await mail.work()
        before = len(mail.desk.conversation(HERE).messages)
        proxy.up.stall()
        asyncio.get_running_loop().call_later(0.3, proxy.reset)
        async with through(proxy, mail):
            echo_id = await attach(mail, paths)
            await mail.work()
        assert mail.state(echo_id) is SendState.CHECKING
        await mail.let_pass(LOOKS[-1] + 5)
        assert mail.state(echo_id) is SendState.FAILED
        assert "does not have it" in mail.problem(echo_id)
        assert len(mail.desk.conversation(HERE).messages) == before
        await mail.outbox.send_again(mail.store.outbox[echo_id])
        await mail.work()
        assert mail.state(echo_id) is None
        assert len(mail.desk.conversation(HERE).messages) == before + 1
        assert received(mail.desk)[-1][0] == ("bill.pdf", paths[0].read_bytes())


@asynccontextmanager
async def through(proxy: FaultProxy, mail: Mailing) -> AsyncIterator[None]:
    """Let the outbox send through a proxy."""
    server = Server(proxy.url)
    token = SecretStr(mail.desk.agents[0].access_token)
    async with open_session(server) as session:
        direct, mail.outbox._api = (
            mail.outbox._api,
            AgentApi(Transport(session, server, token), mail.desk.account_id),
        )
        yield
        mail.outbox._api = direct
