"""A contact's whole visit, through the public library, on the demo desk."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from hoory_tui import Contact, HooryError, InboxService
from hoory_tui.client.errors import Invalid
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.inbox.errors import (
    ConversationGone,
    IdentityRefused,
    MessageGone,
    NotOffered,
    UnknownInbox,
    UnknownSession,
)
from hoory_tui.wire.events import MessageCreated, PresenceUpdate, TypingEvent

from ..inboxes import NARE, app_inbox, identifier, quiet_desk, talk_of, visiting


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with quiet_desk() as desk:
        yield desk


async def test_what_is_said_on_either_side_is_heard_in_order(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        written = await robin.inbox.create_message("Hello")
        desk.agent_writes(NARE, talk_of(robin), "Good morning")
        desk.agent_writes(NARE, talk_of(robin), "He sounds cross", private=True)
        await robin.inbox.create_message("My brake squeaks", echo_id="mine")
        await robin.says("Hello", "Good morning", "My brake squeaks")
        assert robin.names[0] == "ConversationCreated"
        assert written.id == (await robin.inbox.messages())[0].id
        assert [one.content for one in await robin.inbox.messages(before=written.id + 1)] == [
            "Hello"
        ]


async def test_events_wait_from_the_beginning_and_the_iterator_can_be_left(desk: DemoDesk) -> None:
    async with InboxService(desk.url) as inbox:
        await inbox.init(identifier(desk), Contact(name="Robin"))
        for number in range(3):
            await inbox.create_message(str(number))
        for wanted in ("0", "1", "2"):
            async for event in inbox.events():
                if isinstance(event, MessageCreated):
                    assert event.message.content == wanted
                    break
    assert [one async for one in inbox.events() if isinstance(one, MessageCreated)] == []


async def test_who_is_there_and_who_types_is_told_once(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        await robin.until(lambda: any(isinstance(one, PresenceUpdate) for one in robin.heard))
        desk.agent_types(NARE, talk_of(robin), private=True)
        desk.agent_types(NARE, talk_of(robin))
        desk.agent_types(NARE, talk_of(robin), on=False)
        await robin.until(lambda: len(robin.typing) == 2)
        assert not any(one.is_private for one in robin.heard if isinstance(one, TypingEvent))


async def test_typing_and_reading_reach_the_agents(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        for _key in "hello":
            await robin.inbox.typing(on=True)
        await robin.inbox.typing(on=False)
        await robin.inbox.typing(on=False)
        assert len(desk.asked("toggle_typing")) == 2
        desk.agent_writes(NARE, talk_of(robin), "read me")
        await robin.inbox.update_last_seen()
        assert desk.conversation(talk_of(robin)).contact_last_seen_at


async def test_a_session_is_taken_up_again_with_its_open_conversation(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        await robin.inbox.create_message("first visit")
        key, talk = robin.inbox.source_id, talk_of(robin)
    async with visiting(desk, Contact(source_id=key)) as again:
        assert (again.inbox.source_id, talk_of(again)) == (key, talk)
        await again.inbox.create_message("second visit")
        await again.says("second visit")
        assert (await again.inbox.toggle_status()).status == "resolved"
        await again.until(lambda: "ConversationStatusChanged" in again.names)
    async with visiting(desk, Contact(source_id=key), begin=False) as third:
        assert third.inbox.conversation is None
        assert await third.inbox.messages() == []
        await third.inbox.create_message("third visit")
        assert talk_of(third) != talk
        assert (await third.inbox.open_conversation(talk)).status == "resolved"
        assert {one.id for one in await third.inbox.conversations()} >= {talk}
        with pytest.raises(ConversationGone, match="no conversation 9999"):
            await third.inbox.open_conversation(9999)
        with pytest.raises(ConversationGone, match="no conversation 9999"):
            await third.inbox.messages(conversation_id=9999)
        with pytest.raises(MessageGone, match="has no message 1, so nothing was answered"):
            await third.inbox.rate(1, 5)
        with pytest.raises(ConversationGone, match="no conversation 9999"):
            await third.inbox.submit(1, {}, conversation_id=9999)


async def test_wrong_inboxes_and_sessions_are_named(desk: DemoDesk) -> None:
    async with InboxService(desk.url) as inbox:
        with pytest.raises(UnknownInbox, match="no API inbox with this identifier"):
            await inbox.init("nope", Contact(name="Robin"))
        with pytest.raises(UnknownSession, match="knows no session"):
            await inbox.init(identifier(desk), Contact(source_id="nope"))
        with pytest.raises(RuntimeError):
            inbox.events()
        await inbox.init(identifier(desk))
        with pytest.raises(RuntimeError):
            await inbox.init(identifier(desk))
    with pytest.raises(ValueError, match="https://"):
        InboxService("ftp://desk.example")


async def test_a_proof_of_identity_is_computed_or_refused(desk: DemoDesk) -> None:
    inbox = app_inbox(desk)
    proof = hmac.new(inbox.hmac_token.encode(), b"rider-1", hashlib.sha256).hexdigest()
    token = SecretStr(inbox.hmac_token)
    assert Contact(identifier="rider-1", hmac_token=token).proof() == proof
    assert Contact(identifier="rider-1", hmac_token=inbox.hmac_token).proof() == proof
    inbox.hmac_mandatory = True
    for contact, words in (
        (Contact(identifier="rider-1"), "identity is not proven"),
        (Contact(identifier="rider-1", identifier_hash="0" * 64), "check the inbox's HMAC token"),
    ):
        async with InboxService(desk.url) as stranger:
            with pytest.raises(IdentityRefused, match=words):
                await stranger.init(identifier(desk), contact)
    async with visiting(desk, Contact(identifier="rider-1", hmac_token=token)) as rider:
        session = desk.session_of(talk_of(rider))
        assert session.hmac_verified
    with pytest.raises(ValueError, match="give that, too"):
        Contact(hmac_token=token).proof()
    assert inbox.hmac_token not in repr(Contact(hmac_token=token, identifier_hash=proof))
    assert proof not in repr(Contact(hmac_token=token, identifier_hash=proof))


async def test_the_contact_and_the_inbox(desk: DemoDesk) -> None:
    async with visiting(desk, Contact(email="robin@mail.example")) as robin:
        assert robin.inbox.contact.name
        assert robin.inbox.source_id not in repr(robin.inbox.contact)
        changed = await robin.inbox.update_contact(
            Contact(name="Robin II", custom_attributes={"vip": True})
        )
        assert (changed.name, changed.custom_attributes) == ("Robin II", {"vip": True})
        assert (await robin.inbox.inbox()).csat_survey_enabled is True
        with pytest.raises(Invalid, match="e164"):
            await robin.inbox.update_contact(Contact(phone_number="12"))


async def test_a_survey_and_a_form_are_answered(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        await robin.inbox.create_message("bye")
        form = desk.agent_writes(
            NARE,
            talk_of(robin),
            "Which size?",
            content_type="form",
            content_attributes={"items": [{"name": "size", "type": "text", "label": "Size"}]},
        )
        answer = [{"name": "size", "value": "L"}]
        answered = await robin.inbox.submit(form.id, answer)
        assert answered.content_attributes is not None
        assert answered.content_attributes.submitted_values == answer
        await robin.inbox.toggle_status()
        survey = (await robin.inbox.messages())[-1]
        assert survey.content_type == "input_csat"
        await robin.inbox.rate(survey.id, 5, "quick")
        await robin.until(lambda: robin.names.count("MessageUpdated") == 2)
        with pytest.raises(ValueError, match="1 to 5"):
            await robin.inbox.rate(survey.id, 6)
        # Two weeks are the limit.
        desk.engine.world.messages[survey.id].created_at -= 15 * 86_400
        with pytest.raises(Invalid, match="after 14 days"):
            await robin.inbox.rate(survey.id, 1)


async def test_files_leave_with_a_message(desk: DemoDesk, tmp_path: Path) -> None:
    picture, note = tmp_path / "brake.png", tmp_path / "note.txt"
    picture.write_bytes(b"\x89PNG" + bytes(3000))
    note.write_text("squeaks", encoding="utf-8")
    async with visiting(desk) as robin:
        sizes: list[int] = []

        async def progress(sent: int) -> None:
            sizes.append(sent)

        sent = await robin.inbox.create_message(
            "look", files=[picture, str(note)], progress=progress
        )
        assert sorted(one.file_size or 0 for one in sent.attachments or []) == [7, 3004]
        assert sizes[-1] == 3011
        with pytest.raises(HooryError, match="nothing was sent"):
            await robin.inbox.create_message("look", files=[tmp_path / "gone.png"])
        await robin.says("look")


async def test_an_old_server_says_so_and_loses_nothing(desk: DemoDesk) -> None:
    async with visiting(desk) as robin:
        for part in ("toggle_status", "update_last_seen", "toggle_typing"):
            desk.fail_next("POST", part, 404, body="<html>404</html>")
        with pytest.raises(NotOffered, match="too old to let a contact resolve a conversation"):
            await robin.inbox.toggle_status()
        with pytest.raises(NotOffered, match="too old to let a contact say what was read"):
            await robin.inbox.update_last_seen()
        await robin.inbox.typing(on=True)
        desk.fail_next("GET", "/inboxes/", 404, body="<html>404</html>")
        with pytest.raises(NotOffered, match="too old"):
            await robin.inbox.inbox()
        desk.fail_next("GET", f"/conversations/{talk_of(robin)}", 404, body="<html>404</html>")
        assert (await robin.inbox.open_conversation(talk_of(robin))).id == talk_of(robin)
        await robin.inbox.create_message("still here")
        await robin.says("still here")


async def test_a_conversation_is_begun_once_though_the_answer_is_lost(desk: DemoDesk) -> None:
    async with visiting(desk, begin=False) as robin:
        desk.lose_next_answer("POST", "/conversations")
        await robin.inbox.create_message("Hello")
        assert len(await robin.inbox.conversations()) == 1
        desk.fail_next("POST", "/conversations", 502)
        with pytest.raises(HooryError):
            await robin.inbox.create_conversation()
        assert len(await robin.inbox.conversations()) == 1


async def test_a_beginning_that_failed_goes_on_with_the_same_contact(desk: DemoDesk) -> None:
    async with InboxService(desk.url) as inbox:
        desk.fail_next("POST", "/conversations", 422)
        with pytest.raises(HooryError):
            await inbox.init(identifier(desk), Contact(name="Robin"))
        with pytest.raises(RuntimeError):
            inbox.reconnect()
        await inbox.init(identifier(desk), Contact(name="Robin"))
        await inbox.create_message("Hello")
    assert len(desk.engine.world.sessions) == len(desk.engine.world.conversations) == 1


async def test_nobody_listens_for_ever_when_it_is_closed(desk: DemoDesk) -> None:
    async with InboxService(desk.url) as inbox:
        await inbox.init(identifier(desk))
        listening = asyncio.create_task(_all(inbox))
        await asyncio.sleep(0)
    await asyncio.wait_for(listening, 2)


async def _all(inbox: InboxService) -> None:
    async for _event in inbox.events():
        pass
