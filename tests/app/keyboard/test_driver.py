from __future__ import annotations

import codecs

import pytest
from textual.drivers.linux_driver import LinuxDriver

from hoory_tui.app.keyboard.driver import _NO_TEXT, GuardedDriver


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
    assert codecs.getincrementaldecoder("utf-8")(_NO_TEXT).decode(data) == text


def test_the_library_reads_keys_where_ours_does() -> None:
    # The console reads them by itself; a library that no longer asks this would not use our way.
    assert "run_input_thread" in vars(LinuxDriver)
    assert "run_input_thread" in LinuxDriver._run_input_thread.__code__.co_names
    assert GuardedDriver.run_input_thread is not LinuxDriver.run_input_thread
