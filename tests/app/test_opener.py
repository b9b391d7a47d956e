from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.app.opener import (
    OpenError,
    check_command,
    clean_environment,
    command_line,
    open_link,
    opener_command,
)
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings
from hoory_tui.wire.links import Link, read_link
from tests.recordings import hostile

URL = "https://shop.example/a?b=c&d=$(id)"
CANARY = "c4nary-t0ken"

REPORT = """
import json, os, sys
from pathlib import Path
seen = {
    "argv": sys.argv[2:],
    "environ": dict(os.environ),
    "leads": os.getsid(0) == os.getpid(),
    "files": [os.path.realpath(f"/proc/self/fd/{n}") for n in (0, 1, 2)],
}
Path(sys.argv[1] + ".part").write_text(json.dumps(seen))
os.rename(sys.argv[1] + ".part", sys.argv[1])
"""


def reporter(file: Path, *words: str) -> tuple[str, ...]:
    """Return a command that writes down how it was started."""
    return (sys.executable, "-c", REPORT, str(file), *words)


async def test_the_program_gets_the_address_and_nothing_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "seen"
    environ = {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOORY_TOKEN": CANARY,
        "HOORY_URL": "https://desk.example",
        "GITHUB_TOKEN": CANARY,
        "MY_SECRET": CANARY,
        "DB_PASSWORD": CANARY,
        "OPENAI_API_KEY": CANARY,
    }
    await open_link(reporter(file, "--new-tab", "{url}"), URL, environ)
    seen = json.loads(file.read_text())
    # The gate writes the address in the one way in which it is safe; no shell ever saw it.
    assert seen["argv"] == ["--new-tab", URL]
    assert {"PATH", "LANG"} <= set(seen["environ"])
    assert not [name for name in seen["environ"] if name.startswith("HOORY_")]
    assert CANARY not in file.read_text()
    assert seen["leads"], "a session of its own"
    assert seen["files"] == ["/dev/null"] * 3


async def test_the_program_cannot_read_what_the_agent_types(tmp_path: Path) -> None:
    file = tmp_path / "seen"
    ours = os.dup(0)
    typed, keyboard = os.pipe()
    os.dup2(typed, 0)
    try:
        await open_link(reporter(file), URL)
    finally:
        os.dup2(ours, 0)
        for one in (ours, typed, keyboard):
            os.close(one)
    assert json.loads(file.read_text())["files"] == ["/dev/null"] * 3


async def test_the_address_is_put_last_where_no_place_is_named(tmp_path: Path) -> None:
    file = tmp_path / "seen"
    await open_link(reporter(file), URL)
    assert json.loads(file.read_text())["argv"] == [URL]


def test_the_address_stands_where_it_is_wanted() -> None:
    assert command_line(["x", "--url={url}", "{url}"], "https://a/") == [
        "x",
        "--url=https://a/",
        "https://a/",
    ]
    assert command_line(["x"], "https://a/{url}") == ["x", "https://a/{url}"]


REFUSED = ("--help", "-x", "file:///etc/passwd", "javascript:alert(1)", "%action--incognito", "",
           "https://user:pass@bank.example/", "https://a/\nHost: b", "https://a\\b/", "ftp://a/",
           "/etc/passwd", "mailto:a@b.example", "https://", "vbscript:x", "HTTPS:/a")  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
async def test_no_other_address_reaches_a_program(url: str, tmp_path: Path) -> None:
    file = tmp_path / "seen"
    with pytest.raises(OpenError, match="The link was not opened: "):
        await open_link(reporter(file), url)
    assert not file.exists()


@settings(max_examples=1000, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([item["string"] for item in hostile()]),
        st.builds(
            "".join,
            st.lists(
                st.sampled_from(
                    ["https://", "http://", "-", "--", "a.example", "/", "@", "\\", "\n", " ", "%",
                     "\x1b", "{url}", "$(id)", "`", ";", "&", "|", "?", "#", "hооry", "[", "]"]
                ),
                max_size=8,
            ),
        ),
    )
)  # fmt: skip
async def test_whatever_is_opened_is_one_web_address(url: str) -> None:
    """There is no such program, so an address that gets as far as that fails differently."""
    with pytest.raises(OpenError) as refused:
        await open_link(("/nowhere/program",), url)
    if "was not opened: " not in refused.value.sentence:
        link = read_link(url)
        assert isinstance(link, Link)
        words = command_line(("/nowhere/program",), link.url)
        assert len(words) == 2
        assert words[1].startswith(("https://", "http://"))
        assert words[1].isascii()
        assert words[1].isprintable()
        assert " " not in words[1]


async def test_a_program_that_is_not_there_or_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(OpenError) as gone:
        await open_link(("/nowhere/browser\x1b[2J", "{url}"), URL)
    assert gone.value.sentence == (
        "/nowhere/browser\ufffd[2J could not be started (No such file or directory); "
        "copy the link, or correct open_command in config.toml."
    )
    with pytest.raises(OpenError, match=r"did not open the link \(it ended with 3\)"):
        await open_link((sys.executable, "-c", "raise SystemExit(3)"), URL)
    plain = tmp_path / "plain"
    plain.write_text("no program")
    with pytest.raises(OpenError, match="Permission denied"):
        await open_link((str(plain),), URL)


async def test_a_browser_that_goes_on_is_neither_waited_for_nor_ended(tmp_path: Path) -> None:
    gate, answer = tmp_path / "gate", tmp_path / "answer"
    os.mkfifo(gate)
    os.mkfifo(answer)
    script = "import sys; open(sys.argv[1]).read(); open(sys.argv[2], 'w').write(sys.argv[3])"
    command = (sys.executable, "-c", script, str(gate), str(answer))
    await open_link(command, URL, patience=0.1)
    async with asyncio.timeout(10):
        await asyncio.to_thread(gate.write_text, "go on")
        assert await asyncio.to_thread(answer.read_text) == URL


def test_which_command_opens_links(tmp_path: Path) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o700)
    here = {"PATH": str(tmp_path), "DISPLAY": ":0"}
    usual = Settings()
    assert opener_command(usual, here, "linux") == ("xdg-open", "{url}")
    assert opener_command(usual, {**here, "DISPLAY": "", "WAYLAND_DISPLAY": "w"}, "linux")
    assert opener_command(usual, {"PATH": str(tmp_path)}, "linux") is None
    assert opener_command(usual, {**here, "PATH": "/nowhere"}, "linux") is None
    assert opener_command(usual, {}, "darwin") == ("open", "{url}")
    for platform in ("linux", "darwin"):
        away = {**here, "SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}
        assert opener_command(usual, away, platform) is None
        chosen = Settings(open_command=("lynx", "{url}"))
        assert opener_command(chosen, away, platform) == ("lynx", "{url}")


@pytest.mark.parametrize("words", [("", "{url}"), (" ",), ("{url}",), ("-x",), ("a", "b\0c")])
def test_a_command_that_is_none_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as refused:
        check_command(words)
    assert refused.value.key == "open_command"
    with pytest.raises(ConfigError, match="open_command"):
        opener_command(Settings(open_command=words), {})


def test_names_that_sound_like_secrets_stay_here() -> None:
    kept = clean_environment({"HOME": "/h", "hoory_token": "x", "Hoory_Url": "y", "APIKEY": "z"})
    assert kept == {"HOME": "/h"}
