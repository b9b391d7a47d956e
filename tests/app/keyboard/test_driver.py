from __future__ import annotations

import codecs
import os
import threading

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from hoory_tui.app.keyboard.driver import NO_TEXT, GuardedDriver


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xc3\xa9", "café"),
        (b"a\xffb", "a\ufffdb"),
        (b"\xc3(", "\ufffd("),
        (b"\xf0\x9f\x92", ""),
        (b"\xed\xa0\x80", "\ufffd\xa0\x80".replace("\xa0", "\ufffd")),
        (b"\x9b?62c", "\x9b?62c"),
        (b"\xe9t\xe9.", "\ufffdt\ufffd."),
    ],
    ids=ascii,
)
def test_bytes_that_are_no_text_break_nothing(data: bytes, text: str) -> None:
    assert codecs.getincrementaldecoder("utf-8")(NO_TEXT).decode(data) == text


def test_the_library_reads_keys_where_ours_does() -> None:
    # The console reads them by itself; a library that no longer asks this would not use our way.
    assert "run_input_thread" in vars(LinuxDriver)
    assert "run_input_thread" in LinuxDriver._run_input_thread.__code__.co_names
    assert GuardedDriver.run_input_thread is not LinuxDriver.run_input_thread


async def test_reading_ends_with_the_terminal() -> None:
    # Whoever went on would read the end of the input as fast as the machine can.
    nothing = os.open(os.devnull, os.O_RDONLY)
    driver = GuardedDriver(App(), size=(80, 24))
    driver.fileno = nothing
    reading = threading.Thread(target=driver.run_input_thread, daemon=True)
    reading.start()
    reading.join(5.0)
    is_over = not reading.is_alive()
    driver.exit_event.set()
    reading.join(5.0)
    os.close(nothing)
    assert is_over
