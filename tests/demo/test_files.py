from __future__ import annotations

import io
import struct
import wave

import pytest

from hoory_tui.demo import files
from hoory_tui.demo.records import Attachment


def sample(file_name: str) -> Attachment:
    kind = files.content_type_of(file_name)
    return Attachment(7, 1, files.file_type_of(kind), 0.0, file_name=file_name, content_type=kind)


def test_a_picture_is_a_png_of_its_size() -> None:
    body = files.bytes_of(sample("hinge.png"))
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", body[16:24]) == files.PICTURE_SIZE
    assert body != files.bytes_of(sample("other.png"))


def test_a_sound_plays_two_seconds() -> None:
    with wave.open(io.BytesIO(files.bytes_of(sample("goat.wav")))) as sound:
        assert sound.getnframes() / sound.getframerate() == 2.0


def test_a_paper_is_a_pdf_with_its_title() -> None:
    body = files.bytes_of(sample("invoice (2) Übersicht.pdf"))
    assert body.startswith(b"%PDF-1.4")
    assert b"invoice [2] ?bersicht.pdf" in body
    start = int(body.rsplit(b"startxref\n", 1)[1].split()[0])
    assert body[start:].startswith(b"xref")


@pytest.mark.parametrize(
    ("file_name", "kind"),
    [
        ("a.PNG", "image"),
        ("a.wav", "audio"),
        ("a.mp4", "video"),
        ("a.pdf", "file"),
        ("a", "file"),
    ],
)
def test_kinds_by_name(file_name: str, kind: str) -> None:
    assert sample(file_name).file_type == kind


def test_a_signed_id_leads_back() -> None:
    attachment = sample("hinge.png")
    assert files.attachment_id_of(files.signed_id(attachment)) == 7
    assert files.attachment_id_of("nothing") is None
