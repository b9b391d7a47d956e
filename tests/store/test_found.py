"""What a search finds among all that is held, and in the answers of servers."""

from __future__ import annotations

from hoory_tui.store import found
from hoory_tui.store.found import Found, Kind
from hoory_tui.wire.search import FoundPayload, OldFoundPayload

from .build import START, Desk, contact, conversation_row, message_row, payload


def people(number: int, name: str) -> dict[str, object]:
    return {"sender": contact(number, name=name, email=f"{name.lower()}@mail.example")}


def desk() -> Desk:
    held = Desk(
        conversation_row(1, meta=people(70, "Mariam"), last_activity_at=START),
        conversation_row(12, meta=people(71, "Otto"), last_activity_at=START + 5),
        conversation_row(120, meta=people(72, "Ottilie"), last_activity_at=START + 9),
    )
    held.page(message_row(5, 12, content="The Zeppelin is here"), of=12)
    return held


def keys(finds: list[Found]) -> list[tuple[Kind, int]]:
    return [one.key for one in finds]


def test_people_numbers_and_messages_that_are_held() -> None:
    store = desk().store
    assert keys(found.held(store, "ott"))[:2] == [(Kind.CONVERSATION, 120), (Kind.CONVERSATION, 12)]
    assert set(keys(found.held(store, "ott"))[2:]) == {(Kind.CONTACT, 71), (Kind.CONTACT, 72)}
    assert keys(found.held(store, "#12")) == [(Kind.CONVERSATION, 12)]
    (said,) = found.held(store, "  zeppelin  IS ")
    assert (said.kind, said.conversation_id, said.name, said.by) == (
        Kind.MESSAGE,
        12,
        "Otto",
        "Mariam",
    )
    assert found.held(store, "  ") == []


def test_an_answer_names_whose_it_is_as_far_as_that_is_known() -> None:
    store = desk().store
    answer = payload(
        FoundPayload,
        {
            "conversations": [
                {"id": 12, "contact": {}, "message": {}, "inbox": {}},
                {"id": 99, "contact": {"id": 5, "name": "New"}, "message": message_row(8, 99)},
                {"id": 98, "contact": {}, "message": {}},
            ],
            "messages": [
                message_row(20, 99, content="hi", sender={"id": 3, "name": "Nare", "type": "user"}),
                message_row(21, 99, content="oh"),
                {"id": 22, "content": "nowhere"},
            ],
            "contacts": [{"id": 5, "name": "", "email": "new@mail.example"}],
        },
    )
    finds = found.of_answer(store, answer)
    assert [(one.key, one.name, one.by) for one in finds] == [
        ((Kind.CONVERSATION, 12), "Otto", ""),
        ((Kind.CONVERSATION, 99), "New", ""),
        ((Kind.CONVERSATION, 98), "#98", ""),
        ((Kind.MESSAGE, 20), "#99", "Nare"),
        ((Kind.MESSAGE, 21), "Mariam", ""),
        ((Kind.CONTACT, 5), "new@mail.example", ""),
    ]


def test_older_servers_tell_the_messages_of_conversations() -> None:
    answer = payload(
        OldFoundPayload,
        {"payload": [{"id": 12, "messages": [{"id": 5, "content": "a", "message_type": 0}]}]},
    )
    (said,) = found.of_older(desk().store, answer.payload)
    assert (said.kind, said.id, said.conversation_id, said.name) == (Kind.MESSAGE, 5, 12, "Otto")
