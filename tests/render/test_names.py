"""Short names for channels, files and sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.render.names import attachment_name, channel_tag, shown_name, size
from hoory_tui.store.records import Attachment
from hoory_tui.wire.clean import clean_line


def test_channels() -> None:
    assert channel_tag("Channel::WebWidget") == "web"
    assert channel_tag("Channel::Whatsapp") == "wa"
    assert channel_tag("Channel::Carrier") == "carr"
    assert channel_tag("") == ""


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, ""), (-1, ""), (999, "999 B"), (82_345, "82 kB"), (1_250_000, "1.2 MB")],
)
def test_sizes(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h/x/invoice-11.pdf?a=1", "invoice-11.pdf"),
        ("https://h/x/r%C3%A9sum%C3%A9.pdf", "résumé.pdf"),
        ("https://h/x/%1b]0;owned%07.pdf", "␛]0;owned␇.pdf"),
        ("https://h/x/a%E2%80%AEfdp.exe", "afdp.exe"),
        ("https://[bad/x.pdf", "file #3"),
        ("", "file #3"),
    ],
)
def test_a_file_is_called_by_its_cleaned_last_segment(url: str, shown: str) -> None:
    assert attachment_name(Attachment(3, url=url)) == shown


def test_a_name_is_cut_made_plain_and_marked() -> None:
    assert shown_name("Zoë", UNICODE) == "Zoë"
    assert shown_name("x" * 1_000_000, UNICODE) == f"{'x' * 79}…"
    assert cell_len(shown_name("日" * 1000, UNICODE, 20)) <= 20
    assert shown_name("👍🏽 Ana", replace(UNICODE, is_plain=True)) == "👍 Ana"
    assert shown_name(clean_line("Ana\u202e"), UNICODE) == "⚠ Ana"
    assert shown_name(clean_line("Ana\u202e"), ASCII) == "(!) Ana"
    assert shown_name(clean_line("\u202e" + "x" * 200), UNICODE, 6) == "⚠ xxx…"


def test_a_file_name_from_an_address_remembers_its_hidden_directions() -> None:
    name = attachment_name(Attachment(3, url="https://h/x/a%E2%80%AEfdp.exe"))
    assert shown_name(name, UNICODE) == "⚠ afdp.exe"
    raw = Attachment(3, url=clean_line("https://h/x/a\u202efdp.exe"))
    assert shown_name(attachment_name(raw), UNICODE) == "⚠ afdp.exe"
