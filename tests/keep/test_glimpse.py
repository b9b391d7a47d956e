"""The last list comes back as rows show it, without secrets, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hoory_tui.config.private import MAX_BYTES, write_private
from hoory_tui.keep.glimpse import (
    LONGEST_WORDS,
    MOST_ROWS,
    OLDEST,
    Glimpse,
    glimpse_bytes,
    glimpse_file,
    read_glimpse,
)
from hoory_tui.store.records import (
    Agent,
    Attachment,
    Contact,
    Conversation,
    Direction,
    Inbox,
    Kind,
    Mail,
    Message,
    Sender,
    Team,
)

AT = 1_700_000_000.0
SECRET = "sEcReT-in-a-signed-address"


def message(number: int, content: str = "My battery says 0 percent.") -> Message:
    return Message(
        number,
        7,
        Direction.INCOMING,
        content,
        created_at=AT - 60,
        sender=Sender(Kind.CONTACT, 3, "Dana Okafor"),
        attachments=(Attachment(1, "image", url=f"https://x.example/{SECRET}", title="wheel"),),
        mail=Mail(html=SECRET),
        error=SECRET,
    )


def glimpse(**changes: Any) -> Glimpse:
    contact = Contact(
        3,
        "Dana Okafor",
        "dana@mail.example",
        identifier=SECRET,
        additional_attributes={"city": SECRET},
        custom_attributes={"plan": SECRET},
    )
    held = Glimpse(
        saved_at=AT,
        me_id=11,
        account_id=3,
        account_name="Sparrow Bikes",
        conversations=(
            Conversation(7, inbox_id=2, contact_id=3, unread_count=2, last_message=message(70)),
            Conversation(8, contact_id=99, labels=("vip",)),
        ),
        contacts=(contact, Contact(4, "Nobody asked")),
        inboxes=(Inbox(2, "Rider app", "Channel::Api"),),
        agents=(Agent(11, "Nare", "nare@sparrow.example", "administrator", "online"),),
        teams=(Team(5, "workshop"),),
    )
    return replace(held, **changes)


def kept(folder: Path, held: Glimpse) -> bytes:
    content = glimpse_bytes(held)
    assert content is not None
    write_private(glimpse_file(folder), content)
    return content


def test_what_rows_show_comes_back(tmp_path: Path) -> None:
    kept(tmp_path, glimpse())
    back = read_glimpse(tmp_path, AT + 60)
    assert back is not None
    assert (back.saved_at, back.me_id, back.account_id) == (AT, 11, 3)
    assert back.account_name == "Sparrow Bikes"
    first, second = back.conversations
    assert (first.id, first.unread_count, first.inbox_id, first.contact_id) == (7, 2, 2, 3)
    assert first.last_message is not None
    assert first.last_message.content == "My battery says 0 percent."
    assert first.last_message.attachments == (Attachment(1, "image", title="wheel"),)
    assert second.labels == ("vip",)
    assert back.contacts == (Contact(3, "Dana Okafor", "dana@mail.example"),)
    assert back.inboxes == (Inbox(2, "Rider app", "Channel::Api"),)
    assert back.teams == (Team(5, "workshop"),)
    # Nobody knows who is there now.
    assert back.agents == (Agent(11, "Nare", "nare@sparrow.example", "administrator"),)


def test_nothing_is_written_that_no_row_shows(tmp_path: Path) -> None:
    content = kept(tmp_path, glimpse())
    assert SECRET.encode() not in content
    assert b"Nobody asked" not in content
    status = glimpse_file(tmp_path).stat()
    assert status.st_mode & 0o777 == 0o600


def test_it_is_limited(tmp_path: Path) -> None:
    long = message(1, "words " * 1000)
    rows = tuple(Conversation(n, last_message=long) for n in range(1, MOST_ROWS + 50))
    kept(tmp_path, glimpse(conversations=rows))
    back = read_glimpse(tmp_path, AT)
    assert back is not None
    assert [one.id for one in back.conversations] == list(range(1, MOST_ROWS + 1))
    last = back.conversations[0].last_message
    assert last is not None
    assert len(last.content) <= LONGEST_WORDS


def test_more_than_a_file_may_have_is_not_written() -> None:
    labels = tuple("l" * 400 for _ in range(40))
    rows = tuple(Conversation(n, labels=labels) for n in range(1, MOST_ROWS + 1))
    assert glimpse_bytes(glimpse(conversations=rows)) is None


@pytest.mark.parametrize("later", [-1.0, OLDEST + 1])
def test_a_list_of_the_future_or_of_long_ago_tells_nothing(later: float, tmp_path: Path) -> None:
    kept(tmp_path, glimpse())
    assert read_glimpse(tmp_path, AT + OLDEST) is not None
    assert read_glimpse(tmp_path, AT + later) is None


def test_every_word_is_cleaned_again(tmp_path: Path) -> None:
    content = kept(tmp_path, glimpse())
    for word in (b"Dana Okafor", b"Rider app", b"Nare", b"workshop", b"Sparrow", b"battery"):
        content = content.replace(word, b"\\u001b[2J\\u202e" + word)
    write_private(glimpse_file(tmp_path), content)
    back = read_glimpse(tmp_path, AT)
    assert back is not None
    last = back.conversations[0].last_message
    assert last is not None
    words = (back.account_name, back.contacts[0].name, back.inboxes[0].name, back.agents[0].name)
    for text in (*words, back.teams[0].name, last.content):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "\N{SYMBOL FOR ESCAPE}" in text


def _set(*path: object, to: object) -> Callable[[Any], object]:
    def change(content: Any) -> object:
        place = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        return content

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("version", to=2),
        _set("saved_at", to="now"),
        _set("saved_at", to=True),
        _set("me_id", to=0),
        _set("me_id", to=True),
        _set("account_id", to=-3),
        _set("account_id", to=2**70),
        _set("account_name", to=7),
        _set("account_name", to="x" * 5000),
        _set("conversations", to={}),
        _set("conversations", 0, to=[]),
        _set("conversations", 0, to="x"),
        _set("conversations", 0, 1, to="seven"),
        _set("conversations", 1, 1, to=7),
        _set("contacts", 0, to=[1]),
        _set("inboxes", 0, to=[2, "a"]),
        _set("inboxes", 0, to=[2, "a", 3]),
        _set("agents", 0, to=[]),
        _set("teams", 0, to=[0, "none"]),
        _set("teams", to=[[n, "t"] for n in range(1, 600)]),
        lambda content: {key: value for key, value in content.items() if key != "teams"},
        lambda _content: [],
        lambda _content: None,
    ],
)
def test_one_wrong_word_and_there_is_none(change: Callable[[Any], object], tmp_path: Path) -> None:
    content = json.loads(kept(tmp_path, glimpse()))
    write_private(glimpse_file(tmp_path), json.dumps(change(content)).encode())
    assert read_glimpse(tmp_path, AT) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version":1,"saved_at":' + b"9" * 5000 + b"}",
        b" " * (MAX_BYTES + 1),
    ],
)
def test_what_is_no_list_at_all_is_no_error(content: bytes, tmp_path: Path) -> None:
    write_private(glimpse_file(tmp_path), content)
    assert read_glimpse(tmp_path, AT) is None


def test_no_file_and_a_file_of_others_are_none(tmp_path: Path) -> None:
    assert read_glimpse(tmp_path / "nowhere", AT) is None
    kept(tmp_path, glimpse())
    glimpse_file(tmp_path).chmod(0o644)
    assert read_glimpse(tmp_path, AT) is None
