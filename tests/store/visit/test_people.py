"""Who is there and who types, as far as a contact may know."""

from __future__ import annotations

from hoory_tui.store.visit.happenings import TimePassed
from hoory_tui.store.visit.people import TYPING_SECONDS, people_there
from hoory_tui.store.visit.reduce import reduce

from .build import NOW, TALK, event, message_event, page, said, visit


def typing(name: str = "Ana", number: int = 11, kind: str = "user", **more: object) -> dict:  # type: ignore[type-arg]
    person = {"id": number, "name": name, "type": kind}
    return {"conversation": {"id": TALK}, "user": person, **more}


def test_presence_is_a_whole_and_names_come_from_what_was_said() -> None:
    present = {"users": {"11": "online", "12": "busy", "13": "offline"}}
    made = visit(event("presence.update", present))
    assert people_there(made) == ([], 2)
    reduce(made, [page(said(1, "Hi"))])
    assert people_there(made) == ([("Ana", "online")], 1)
    reduce(made, [event("presence.update", {"users": {}})])
    assert people_there(made) == ([], 0)


def test_typing_ends_by_itself_by_a_message_and_when_it_is_said() -> None:
    made = visit(event("conversation.typing_on", typing()))
    assert [one.name for one in made.typists[TALK].values()] == ["Ana"]
    reduce(made, [TimePassed(NOW + TYPING_SECONDS)])
    assert TALK not in made.typists
    reduce(made, [event("conversation.typing_on", typing()), message_event(1, "There")])
    assert not made.typists.get(TALK)
    reduce(made, [event("conversation.typing_on", typing())])
    reduce(made, [event("conversation.typing_off", typing())])
    assert not made.typists.get(TALK)


def test_notes_and_our_own_other_windows_are_no_typing() -> None:
    ours = typing("Robin", 5, "contact")
    made = visit(
        event("conversation.typing_on", typing(is_private=True)),
        event("conversation.typing_on", ours),
    )
    assert not any(made.typists.values())
