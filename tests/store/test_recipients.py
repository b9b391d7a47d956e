"""To whom the next mail goes, reckoned as the dashboard does it."""

from __future__ import annotations

from hoory_tui.store.enclosure import MailHeads
from hoory_tui.store.happenings import MessagesLoaded, Opened, Reach
from hoory_tui.store.recipients import addresses, is_address, usual_heads
from hoory_tui.store.records import Contact, Conversation, Inbox
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.payload import read_payload

OURS = "reply+0a1b2c3d-0000-1111-2222-0a1b2c3d4e5f@desk.example"


def heads_after(*messages: dict[str, object]) -> MailHeads:
    store = Store(1, me_id=1)
    store.inboxes[4] = Inbox(4, "Mail", "Channel::Email", "help@desk.example", "fwd@desk.example")
    store.contacts[5] = Contact(5, "Zoë", "zoe@x.example")
    conversation = store.conversations[9] = Conversation(9, inbox_id=4, contact_id=5)
    rows = [
        {"id": number, "conversation_id": 9, "created_at": number, "content": "x", **one}
        for number, one in enumerate(messages, 1)
    ]
    page = read_payload(MessagePage, {"meta": {}, "payload": rows})
    apply(store, Opened(9), 0.0)
    apply(store, MessagesLoaded(9, page, Reach.LATEST, True), 0.0)
    return usual_heads(store, conversation)


def mail(**heads: object) -> dict[str, object]:
    return {"message_type": 0, "content_attributes": {"email": heads}}


def test_the_sender_is_answered_and_the_others_stay_in_copy() -> None:
    heads = heads_after(
        mail(
            **{"from": ["Zoë <zoe@x.example>"]},
            to=["help@desk.example"],
            cc=["Ben <ben@x.example>", "help@desk.example", OURS, "zoe@x.example"],
            bcc=["zoe@x.example", "cat@x.example"],
        )
    )
    assert heads == MailHeads(("zoe@x.example",), ("ben@x.example",), ("cat@x.example",))


def test_the_contact_is_in_copy_when_somebody_else_wrote() -> None:
    heads = heads_after(mail(**{"from": ["boss@x.example"]}, cc=[], bcc=[]))
    assert heads == MailHeads(("boss@x.example",), ("zoe@x.example",))


def test_our_own_last_mail_is_followed() -> None:
    ours = {
        "message_type": 1,
        "content_attributes": {"to_emails": ["a@x.example"], "cc_emails": ["b@x.example"]},
    }
    note = {"message_type": 1, "private": True, "content_attributes": {"cc_emails": ["n@x.y"]}}
    heads = heads_after(mail(**{"from": ["zoe@x.example"]}), ours, note)
    assert heads == MailHeads(("a@x.example",), ("b@x.example",))


def test_where_no_mail_is_known_nothing_is_said() -> None:
    assert heads_after({"message_type": 0}) == MailHeads()


def test_addresses() -> None:
    assert addresses("Ana <ana@x.example>, b@y.example; ana@x.example") == (
        "ana@x.example",
        "b@y.example",
    )
    assert is_address("a.b+c@x.co.uk")
    for wrong in ("a", "a@b", "a@b.", "a b@c.d", "<a@b.c>", "a@b.c,d@e.f", "@b.c"):
        assert not is_address(wrong), wrong
