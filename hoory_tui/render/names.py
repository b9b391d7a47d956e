"""Short names for channels, files and sizes."""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote, urlsplit

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import cut
from hoory_tui.store.records import Attachment
from hoory_tui.wire.clean import clean_line, has_hidden_marks, marked_like
from hoory_tui.words import said

NAME_CELLS: Final = 80
"""No name is worth more room than this, however much there is."""
_CHARACTERS_A_CELL: Final = 10
"""Nothing that is looked at needs more: marks on a letter are few."""

_CHANNELS: Final = {
    "Channel::WebWidget": "web",
    "Channel::Email": "mail",
    "Channel::Whatsapp": "wa",
    "Channel::Telegram": "tg",
    "Channel::FacebookPage": "fb",
    "Channel::Instagram": "ig",
    "Channel::TwilioSms": "sms",
    "Channel::Sms": "sms",
    "Channel::Api": "api",
    "Channel::Line": "line",
    "Channel::TwitterProfile": "x",
    "Channel::Tiktok": "tt",
}


def shown_name(text: str, glyphs: Glyphs, cells: int = NAME_CELLS) -> str:
    """Return a stranger's name as it is drawn: not endless, and marked if it hid directions.

    The mark comes first, where no cutting takes it away.
    """
    shown = glyphs.shown(text[: cells * _CHARACTERS_A_CELL])
    return cut(f"{glyphs.hidden} {shown}" if has_hidden_marks(text) else shown, cells)


def channel_tag(channel_type: str) -> str:
    """Return a word of at most four cells for the kind of channel."""
    return _CHANNELS.get(channel_type) or channel_type.rpartition(":")[2][:4].lower()


def size(count: int) -> str:
    """Return a number of bytes as people read it, empty for an unknown one."""
    if count <= 0:
        return ""
    if count < 1000:
        return said("{size} B", size=count)
    if count < 1_000_000:
        return said("{size} kB", size=f"{count / 1000:.0f}")
    return said("{size} MB", size=f"{count / 1_000_000:.1f}")


def attachment_name(attachment: Attachment) -> str:
    """Return what to call a file; decoded names are cleaned again, decoding makes new text."""
    if attachment.title:
        return attachment.title
    try:
        path = urlsplit(attachment.url).path
    except ValueError:
        path = ""
    name = marked_like(clean_line(unquote(path.rpartition("/")[2])), attachment.url)
    return name or f"{attachment.file_type} #{attachment.id}"
