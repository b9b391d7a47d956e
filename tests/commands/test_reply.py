"""Replies and notes from the command line: what leaves, what is refused, what is never repeated."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.reply import TABLE

from .acts import Acts, acting
from .schemas import complaints


@pytest.fixture
async def acts(tmp_path: Path) -> AsyncIterator[Acts]:
    async with acting(tmp_path) as running:
        yield running


@pytest.fixture
def talk(acts: Acts) -> int:
    """A conversation whose contact can be answered through the website."""
    site = next(one.id for one in acts.desk.inboxes if one.channel_type == "Channel::WebWidget")
    return acts.desk.new_conversation("Vi", site, "Hello?").display_id


async def test_words_from_arguments_the_input_and_a_file_arrive_as_they_are(
    acts: Acts, talk: int, tmp_path: Path
) -> None:
    text = "Dear Vi,\r\n\n    four blanks\tand a tab\n  – ñ 漢 👍🏽"
    done = await acts.run("reply", str(talk), "two", "words")
    assert (done.code, done.err) == (Exit.DONE, "")
    message = acts.desk.engine.world.messages[int(done.out)]
    assert (message.content, message.private) == ("two words", False)
    await acts.run("reply", str(talk), given=f"{text}\n")
    await acts.run("reply", str(talk), "-", given=text)
    (tmp_path / "words.md").write_bytes(b"\xef\xbb\xbf" + text.encode())
    await acts.run("reply", str(talk), "--file", str(tmp_path / "words.md"))
    assert acts.contents(talk)[-3:] == [text, text, text]
    done = await acts.run("reply", str(talk), "--json", "--", "--note is", "-5")
    assert acts.contents(talk)[-1] == "--note is -5"
    assert complaints([done.rows], TABLE) == []


async def test_a_note_with_files_that_tells_whom_it_names(
    acts: Acts, talk: int, tmp_path: Path
) -> None:
    (tmp_path / "photo.txt").write_text("not really")
    name = acts.desk.agents[1].name
    done = await acts.run(
        *("reply", str(talk), "--note", f"@{name} look", "--json"),
        *("--attach", str(tmp_path / "photo.txt")),
    )
    assert done.rows["private"] is True
    message = acts.desk.engine.world.messages[done.rows["message_id"]]
    assert message.private
    assert f"mention://user/{acts.desk.agents[1].id}/" in str(message.content)
    assert len(message.attachments) == 1


async def test_what_cannot_be_sent_is_refused_before_anything_is_asked(
    acts: Acts, talk: int, tmp_path: Path
) -> None:
    (tmp_path / "empty").write_text("")
    before = acts.desk.requests_seen
    for words, given in (
        ([], " \n\n"),
        ([""], ""),
        (["x", "--file", "y"], ""),
        (["x", "--canned", "hi"], ""),
        (["--file", str(tmp_path)], ""),
        (["x", "--attach", str(tmp_path / "empty")], ""),
        (["x", "--attach", str(tmp_path / "none")], ""),
        ([], b"\xff\xfe"),
        ([], "a\0b"),
        (["\udcff"], ""),
    ):
        done = await acts.run("reply", str(talk), *words, given=given)
        assert done.code == Exit.USAGE, words
        assert done.err.endswith("nothing was sent.\n"), words
    assert acts.desk.requests_seen == before
    assert (await acts.run("reply", "12x", "hi")).code == Exit.USAGE


async def test_what_the_channel_does_not_take_is_not_sent(acts: Acts, talk: int) -> None:
    done = await acts.run("reply", str(talk), given="x" * 10_001)
    assert done.code == Exit.USAGE
    assert "10,001 characters" in done.err
    done = await acts.run("reply", str(talk), "hi", "--cc", "a@b.example")
    assert done.code == Exit.USAGE
    assert (await acts.run("reply", "99999", "hi")).code == Exit.NOT_FOUND
    closed = await _closed(acts)
    before = acts.contents(closed)
    done = await acts.run("reply", str(closed), "hi")
    assert done.code == Exit.FAILED
    assert "--note" in done.err
    assert acts.contents(closed) == before
    assert (await acts.run("reply", str(closed), "--note", "hi")).code == Exit.DONE


async def _closed(acts: Acts) -> int:
    """Return a conversation whose reply window is over."""
    talks = acts.desk.engine.world.conversations.values()
    phone = next(one.id for one in acts.desk.inboxes if "hatsapp" in one.channel_type.lower())
    one = next(one for one in talks if one.inbox_id == phone)
    messages = acts.desk.engine.world.messages.values()
    for message in messages:
        if message.conversation_id == one.id:
            message.created_at -= 30 * 86400
    return one.display_id


async def test_a_mail_goes_to_whom_it_usually_goes_and_to_those_named(acts: Acts) -> None:
    mail = next(one.id for one in acts.desk.inboxes if one.channel_type == "Channel::Email")
    talks = acts.desk.engine.world.conversations.values()
    talk = next(one.display_id for one in talks if one.inbox_id == mail and one.status == "open")
    done = await acts.run("reply", str(talk), "hi", "--cc", "boss@acme.example")
    attributes = acts.desk.engine.world.messages[int(done.out)].content_attributes
    assert "boss@acme.example" in str(attributes["cc_emails"])
    done = await acts.run("reply", str(talk), "hi", "--bcc", "nobody")
    assert done.code == Exit.USAGE


async def test_a_canned_response_is_filled_in_or_not_sent(acts: Acts, talk: int) -> None:
    some = acts.desk.engine.world.canned_responses[0]
    code = some.short_code
    some.content = "Hi {{contact.name}}, {{agent.first_name}} here."
    done = await acts.run("reply", str(talk), "--canned", f"/{code}")
    first = acts.desk.agents[0].name.split()[0]
    assert acts.contents(talk)[-1] == f"Hi Vi, {first} here."
    assert done.code == Exit.DONE
    some.content = "Your number is {{contact.phone}}."
    done = await acts.run("reply", str(talk), "--canned", code)
    assert done.code == Exit.FAILED
    assert "{{contact.phone}}" in done.err
    done = await acts.run("reply", str(talk), "--canned", f"{code}x")
    assert done.code == Exit.NOT_FOUND
    assert f"did you mean {code}" in done.err


async def test_it_is_resolved_behind_it_and_only_if_it_arrived(acts: Acts, talk: int) -> None:
    acts.desk.fail_next("POST", "/toggle_status", 422, body={"error": "Not now"})
    done = await acts.run("reply", str(talk), "one", "--resolve", "--json")
    assert (done.code, done.rows["resolved"]) == (Exit.FAILED, False)
    assert "was sent, but" in done.err
    assert "Not now" in done.err
    acts.desk.fail_next("POST", "/messages", 422, body={"error": "No"})
    done = await acts.run("reply", str(talk), "two", "--resolve")
    assert (done.code, acts.row(talk).status) == (Exit.FAILED, "open")
    done = await acts.run("reply", str(talk), "three", "--resolve", "--json")
    assert (done.code, done.rows["resolved"]) == (Exit.DONE, True)
    assert acts.row(talk).status == "resolved"


async def test_an_unclear_answer_never_sends_twice(acts: Acts, talk: int) -> None:
    acts.desk.cut_next_answer("POST", "/messages")
    done = await acts.run("reply", str(talk), "once", "--json")
    assert (done.code, done.rows["result"]) == (Exit.DONE, "arrived")
    assert acts.contents(talk).count("once") == 1
    acts.desk.fail_next("POST", "/messages", 502)
    done = await acts.run("reply", str(talk), "never", "--json", "--wait", "0")
    assert done.code == Exit.UNSURE
    assert (done.rows["result"], done.rows["message_id"]) == ("unsure", None)
    assert f"look at #{talk}" in done.err
    assert "never" not in acts.contents(talk)
    done = await acts.run("reply", str(talk), "x", HOORY_TOKEN="old")
    assert done.code == Exit.SIGNED_OUT
    done = await acts.run("reply", str(talk), "x", HOORY_URL="http://127.0.0.1:9")
    assert done.code == Exit.UNREACHED


async def test_on_a_terminal_the_editor_writes_it(acts: Acts, talk: int, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import os, pathlib, sys\n"
        "assert not any('HOORY_TOKEN' in name for name in os.environ)\n"
        "pathlib.Path(sys.argv[1]).write_text('from the editor\\n')\n"
    )
    acts.environ["VISUAL"] = f"{sys.executable} {editor}"
    code, out = await acts.on_terminal("reply", str(talk), "--json")
    assert code == Exit.DONE, out
    assert acts.contents(talk)[-1] == "from the editor"
    acts.desk.fail_next("POST", "/messages", 422, body={"error": "No"})
    code, out = await acts.on_terminal("reply", str(talk))
    assert code == Exit.FAILED
    kept = Path("".join(out.partition("kept in ")[2].split()).removesuffix("."))
    assert await asyncio.to_thread(kept.read_text) == "from the editor"


async def test_who_stops_it_on_the_way_is_told_to_look(acts: Acts, talk: int) -> None:
    acts.desk.stall_next_answer("POST", "/messages", 30.0)
    process = await acts.start("reply", str(talk), "on its way")
    await acts.asked("POST", "/messages", 1)
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 20)
    assert (process.returncode, out) == (Exit.INTERRUPTED, b"")
    assert f"look at #{talk} before you send it again" in err.decode()
    assert acts.contents(talk).count("on its way") == 1
