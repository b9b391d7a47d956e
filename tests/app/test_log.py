"""The log: private, bounded, without secrets, controls or anybody's words, and never a burden."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import io
import logging
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoory_tui.app.log import (
    LARGEST,
    NAME,
    PARTS,
    CleanFormatter,
    crash_lines,
    log_crash,
    logging_to,
)
from hoory_tui.sdk.secrecy import SECRETS, KnownSecrets

OWN = logging.getLogger("hoory_tui.test")
FOREIGN = logging.getLogger("asyncio")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@contextlib.contextmanager
def without_output() -> Iterator[None]:
    """Fail when anything is written to the terminal."""
    kept = sys.stderr
    sys.stderr = told = io.StringIO()
    try:
        yield
    finally:
        sys.stderr = kept
    assert told.getvalue() == ""


def read(folder: Path) -> str:
    return (folder / NAME).read_text(encoding="utf-8")


def test_file_and_folder_are_for_their_owner_alone(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    (folder / NAME).write_text("from before\n")
    (folder / NAME).chmod(0o644)
    with logging_to(folder) as trouble:
        OWN.info("hello")
    assert trouble == ""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert read(folder).startswith("from before\n")
    assert read(folder).endswith(" INFO hoory_tui.test: hello\n")


def test_it_is_five_parts_of_a_mebibyte_at_most(folder: Path) -> None:
    with logging_to(folder):
        for number in range(2300):
            OWN.warning("%d %s", number, "x" * 3000)
    files = sorted(folder.iterdir())
    assert len(files) == PARTS
    assert all(one.stat().st_size <= LARGEST for one in files)
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in files)
    assert "2299 xxx" in read(folder)


def test_two_consoles_turn_the_page_together(folder: Path) -> None:
    with logging_to(folder):
        OWN.info("one")
        # What another console does when the page is full.
        (folder / NAME).rename(folder / f"{NAME}.1")
        OWN.info("two")
    assert "two" in read(folder)
    assert "one" not in read(folder)


def test_details_only_when_asked_for(folder: Path) -> None:
    for debug, expected in ((False, False), (True, True)):
        with logging_to(folder, debug=debug):
            OWN.debug("a detail")
            FOREIGN.info("of no interest")
        assert ("a detail" in read(folder)) is expected
    assert "of no interest" not in read(folder)


def test_controls_and_line_breaks_are_spelt_out(folder: Path) -> None:
    with logging_to(folder):
        OWN.warning("a\x1b]0;x\x07b\nINFO forged\x9b\u202e\ud800 Grüße")
    text = read(folder)
    assert text.count("\n") == 1
    assert "a\\x1b]0;x\\x07b\\nINFO forged\\x9b\\u202e" in text
    assert "Grüße" in text
    assert all(letter.isprintable() for letter in text.rstrip("\n"))


def test_secrets_are_stars_wherever_they_come_from(folder: Path) -> None:
    SECRETS.add("kn0wn-t0ken")
    with logging_to(folder, debug=True):
        OWN.debug("sent kn0wn-t0ken")
        FOREIGN.warning("headers {'api-access-token': 'unknown-one'}")
    assert "kn0wn" not in read(folder)
    assert "unknown-one" not in read(folder)
    assert read(folder).count("***") == 2


def test_a_crash_is_its_frames_and_nobodys_words(folder: Path) -> None:
    def fail() -> None:
        local = "what only a frame knows"
        raise ValueError(f"a customer wrote {local}")

    with logging_to(folder):
        try:
            fail()
        except ValueError as error:
            log_crash(error)
    text = read(folder)
    assert "an error that ended the program" in text
    assert "test_log.py:" in text
    assert " fail: raise ValueError(" in text
    assert "  | builtins.ValueError\n" in text
    assert "what only a frame knows'" not in text
    assert "a customer wrote what" not in text


def test_a_coders_words_stay_and_causes_are_followed() -> None:
    try:
        try:
            _ = object().x  # type: ignore[attr-defined]
        except AttributeError as error:
            raise KeyError("Dana Okafor") from error
    except KeyError as error:
        lines = crash_lines(error)
    assert "builtins.KeyError" in lines
    assert "builtins.AttributeError: 'object' object has no attribute 'x'" in lines
    assert not any("Okafor'" in line for line in lines if "raise" not in line)


def test_a_log_that_cannot_be_opened_is_told_and_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / NAME).symlink_to(tmp_path / "file")
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / NAME)
    for name in ("file", "linked", "pipe"):
        with without_output(), logging_to(tmp_path / name) as trouble:
            OWN.error("nobody hears this")
            FOREIGN.error("nor this")
        assert trouble.startswith("There is no log this time (")
    assert (tmp_path / "file").read_text() == ""


def test_without_a_folder_nothing_is_written_anywhere(tmp_path: Path) -> None:
    with without_output(), logging_to(None) as trouble:
        OWN.error("nobody hears this")
        FOREIGN.error("nor this")
    assert trouble == ""
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_not_told_on_the_screen(folder: Path) -> None:
    folder.mkdir()
    with without_output(), logging_to(folder) as trouble:
        handler = logging.getLogger().handlers[0]
        assert isinstance(handler, logging.FileHandler)
        assert handler.stream is not None
        handler.stream.close()
        with Path("/dev/full").open("w") as full:
            handler.stream = full
            OWN.error("x" * 100_000)
            handler.stream = None
    assert trouble == ""


def test_nothing_reaches_the_terminal_meanwhile(folder: Path) -> None:
    class Spiteful:
        def __del__(self) -> None:
            raise ValueError("out of a finaliser")

    def in_thread() -> None:
        raise ValueError("out of a thread")

    async def forgotten() -> None:
        raise ValueError("of a task")

    async def forget() -> None:
        task = asyncio.create_task(forgotten())
        await asyncio.wait([task])

    with without_output(), logging_to(folder):
        spiteful = Spiteful()
        del spiteful
        thread = threading.Thread(target=in_thread)
        thread.start()
        thread.join()
        asyncio.run(forget())
        gc.collect()
        OWN.info("%d parts", "no number")
    text = read(folder)
    assert "an error unraisable" in text
    assert "an error in a thread" in text
    assert "Task exception was never retrieved" in text
    assert "a record that cannot be written" in text
    assert "of a task" not in text.replace('raise ValueError("of a task")', "")


def test_everything_is_as_before_afterwards(folder: Path) -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, OWN.parent, sys.unraisablehook, threading.excepthook)
    with logging_to(folder):
        assert root.handlers != before[0]
    assert before == (
        root.handlers,
        root.level,
        OWN.parent,
        sys.unraisablehook,
        threading.excepthook,
    )


def test_a_secret_across_the_place_where_a_record_is_cut_is_hidden_whole() -> None:
    known = KnownSecrets()
    known.add("canary-token-abcdefghijklmnop")
    for before in range(160, 200):
        text = f"{'x' * before} canary-token-abcdefghijklmnop"
        record = logging.LogRecord("asyncio", logging.WARNING, "x", 1, text, None, None)
        assert "canary" not in CleanFormatter(known).format(record)
