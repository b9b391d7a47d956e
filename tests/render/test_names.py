"""Short names for channels, files and sizes."""

from __future__ import annotations

import pytest

from hoory_tui.render.names import attachment_name, channel_tag, size
from hoory_tui.store.records import Attachment


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
