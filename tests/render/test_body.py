"""What a message says: which of its texts, how much of it, and where it points to."""

from __future__ import annotations

import time
from dataclasses import replace

from hoory_tui.render.body import (
    BODY_LINES,
    MOST_LINKS,
    Frame,
    content_lines,
    files_of,
    has_words,
    hides_directions,
    links_of,
    message_lines,
    raw_blocks,
    whole_source,
    whole_text,
)
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.store.records import Attachment, Mail, Message, amended
from hoory_tui.wire.clean import clean
from hoory_tui.wire.links import Link, Refused

SAID = Message(9, 1, content="Hello **there**")
FRAME = Frame(40, "text", UNICODE, "f9")
HTML = (
    '<p>New <a href="https://a.example/x">guide</a></p>'
    '<div class="gmail_quote">On Monday:<blockquote>old</blockquote></div>'
)
MAIL = amended(SAID, mail=Mail(html=HTML, full="Hello **there**\n\n> before"))


def texts(message: Message) -> list[str]:
    return ["".join(text for text, _ in line) for line in message_lines(message, FRAME)]


def test_a_chat_message() -> None:
    assert texts(SAID) == ["Hello there"]
    assert whole_text(SAID) == "Hello there"
    assert whole_source(SAID) == "Hello **there**"


def test_of_a_mail_the_html_is_shown_and_what_it_repeats_is_folded() -> None:
    assert texts(MAIL) == ["New guide (a.example)", "· quoted text, f9 shows it"]
    assert whole_text(MAIL) == "New guide (a.example)\n\nOn Monday:\n\n│ old"
    assert whole_source(MAIL) == HTML


def test_a_mail_that_only_repeats_is_not_folded_away() -> None:
    only = amended(SAID, mail=Mail(html='<div class="gmail_quote">all of it</div>'))
    assert texts(only) == ["all of it"]


def test_html_that_says_nothing_gives_way_to_the_text() -> None:
    empty = amended(SAID, mail=Mail(html="<div><img src='https://spy.example'></div>"))
    assert texts(empty) == ["Hello there"]


def test_without_html_a_thread_shows_the_reply_and_the_pager_all() -> None:
    mail = amended(MAIL, mail=Mail(full="Hello **there**\n\n> before"))
    assert texts(mail) == ["Hello there"]
    assert whole_text(mail) == "Hello there\n\n│ before"


def test_the_raw_text_has_all_its_marks() -> None:
    assert [block.styled.text for block in raw_blocks("# a\n**b**")] == ["# a", "**b**"]


def test_a_thread_shows_so_many_lines_and_says_how_many_more() -> None:
    lines = content_lines("line\n" * 1000, FRAME)
    assert len(lines) == BODY_LINES + 1
    assert lines[-1] == [("… 800 more lines, f9 shows all", "faint")]
    assert content_lines("line\n" * 201, FRAME)[-1] == [("… 1 more line, f9 shows all", "faint")]
    assert len(content_lines("line\n" * 200, FRAME)) == BODY_LINES
    mail = amended(SAID, mail=Mail(html="<p>line</p>" * 300))
    assert texts(mail)[-1] == "… 399 more lines, f9 shows all"


def test_endless_texts_are_on_the_screen_at_once() -> None:
    for text in ("a" * 1_000_000, "[" * 1_000_000, "x" + "\n" * 1_000_000 + "x", "- x\n" * 250_000):
        start = time.process_time()
        lines = content_lines(text, FRAME)
        assert time.process_time() - start < 0.25
        assert len(lines) == BODY_LINES + 1


def test_emoji_are_drawn_as_the_terminal_can() -> None:
    plain = Frame(40, "text", replace(UNICODE, is_plain=True))
    assert content_lines("👍🏽 ok", plain) == [[("👍 ok", "text")]]


def test_links_in_the_order_of_reading_each_once() -> None:
    text = "[a](https://x.example/1) https://y.example [b](javascript:z) [a](https://x.example/1)"
    found = links_of(amended(SAID, content=text))
    assert [(one.label, one.target) for one in found] == [
        ("a", "https://x.example/1"),
        ("https://y.example", "https://y.example"),
        ("b", "javascript:z"),
    ]
    assert [type(one.link) for one in found] == [Link, Link, Refused]


def test_the_gate_knows_the_words_of_a_link() -> None:
    (one,) = links_of(amended(SAID, content="[hoory.com](https://evil.example)"))
    assert isinstance(one.link, Link)
    assert one.link.is_suspect


def test_links_of_a_mail_and_of_attachments_that_are_none() -> None:
    place = Attachment(1, "fallback", "https://b.example/", title="A page")
    file = Attachment(2, "file", "https://files.example/x.pdf")
    message = amended(
        MAIL, attachments=(place, file, Attachment(3, "location", "https://m.example"))
    )
    assert [one.target for one in links_of(message)] == [
        "https://a.example/x",
        "https://b.example/",
    ]
    assert files_of(message) == [file]


def test_a_deleted_message_points_to_nothing() -> None:
    file = Attachment(2, "file", "https://files.example/x.pdf")
    gone = amended(MAIL, deleted=True, attachments=(file,))
    assert links_of(gone) == []
    assert files_of(gone) == []


def test_there_is_an_end_to_links() -> None:
    text = "".join(f"https://x.example/{number} " for number in range(5000))
    assert len(links_of(amended(SAID, content=text))) == MOST_LINKS


def test_what_there_is_to_read() -> None:
    assert has_words(SAID)
    assert has_words(amended(MAIL, content=""))
    assert not has_words(amended(SAID, content=" \n"))


def test_removed_direction_marks_are_known_of_both_texts() -> None:
    marked = clean("a\u202eb")
    assert hides_directions(amended(SAID, content=marked))
    assert hides_directions(amended(SAID, mail=Mail(html=marked)))
    assert not hides_directions(SAID)
