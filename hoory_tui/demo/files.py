"""Real bytes behind attachments: small pictures, papers and sounds made on request."""

from __future__ import annotations

import hashlib
import io
import math
import struct
import wave
import zlib
from collections.abc import Iterator

from .records import Attachment, Json

_CONTENT_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "wav": "audio/x-wav",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "txt": "text/plain",
    "csv": "text/csv",
}
PICTURE_SIZE = (320, 200)
_FLOOR = 150
"""The line where the wall of a picture ends."""


def content_type_of(file_name: str) -> str:
    """Return the MIME type a file name suggests."""
    return _CONTENT_TYPES.get(file_name.rpartition(".")[2].lower(), "application/octet-stream")


def file_type_of(content_type: str) -> str:
    """Return the wire's file_type (image, audio, video, file) of a MIME type."""
    kind = content_type.partition("/")[0]
    return kind if kind in ("image", "audio", "video") else "file"


def signed_id(attachment: Attachment) -> str:
    """Return the repeatable, unguessable-looking id in an attachment's URL."""
    digest = hashlib.sha256(f"{attachment.id}/{attachment.file_name}".encode()).hexdigest()
    return f"{digest[:40]}--{digest[40:]}-{attachment.id}"


def attachment_id_of(signed: str) -> int | None:
    """Return the attachment id a signed id carries; the caller checks the whole again."""
    number = signed.rpartition("-")[2]
    return int(number) if number.isdecimal() else None


def bytes_of(attachment: Attachment) -> bytes:
    """Return the stored upload, or make the sample the attachment names."""
    if attachment.body is None:
        attachment.body = _sample(attachment)
    return attachment.body


def _sample(attachment: Attachment) -> bytes:
    kind = file_type_of(attachment.content_type)
    if kind == "image":
        return _picture(attachment.sample or attachment.file_name)
    if kind == "audio":
        return _sound(attachment.sample or attachment.file_name)
    if attachment.content_type == "application/pdf":
        return _paper(attachment.sample or attachment.file_name)
    return (attachment.sample or attachment.file_name).encode()


def picture_dimensions(attachment: Attachment) -> Json:
    """Return width and height, null where the real service has not analysed the file."""
    return {"width": attachment.width, "height": attachment.height}


def _picture(title: str) -> bytes:
    """Return a PNG: a bicycle before a wall at some time of the day, by its title."""
    width, height = PICTURE_SIZE
    seed = hashlib.sha256(title.encode()).digest()
    wall = [120 + part // 3 for part in seed[:3]]
    rows = []
    for y in range(height):
        light, base = 60 + 40 * y // height, wall if y < _FLOOR else (96, 88, 84)
        rows.append(bytearray([0, *bytes(part * light // 100 for part in base) * width]))
    paint = bytes(40 + part * 3 // 4 for part in seed[3:6])
    lean = seed[6] % 17 - 8
    for x, y, colour, thick in _bicycle(paint):
        # What stands farther up leans farther to the side.
        x += lean * (_FLOOR - y) // _FLOOR
        for line in rows[y : y + thick]:
            line[1 + 3 * x : 1 + 3 * (x + thick)] = colour * thick
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _png_chunk(b"IHDR", header)
        + _png_chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + _png_chunk(b"IEND", b"")
    )


def _bicycle(paint: bytes) -> Iterator[tuple[int, int, bytes, int]]:
    """Yield the dots of a folding bicycle: where, in which colour, and how thick."""
    dark, chrome = bytes((28, 30, 34)), bytes((196, 200, 206))
    for middle in (92, 228):
        for step in range(360):
            turn = step * math.pi / 180
            x, y = middle + 42 * math.cos(turn), 140 + 42 * math.sin(turn)
            yield int(x), int(y), dark, 6
            if step % 30 == 0:
                for part in range(6, 40, 2):
                    x, y = middle + part * math.cos(turn), 140 + part * math.sin(turn)
                    yield int(x) + 2, int(y) + 2, chrome, 1
    lines = (
        *((94, 140, 150, 146, paint, 6), (150, 146, 216, 96, paint, 8)),
        *((94, 140, 136, 86, paint, 5), (150, 146, 132, 60, paint, 6)),
        *((216, 96, 230, 140, paint, 6), (216, 96, 206, 48, chrome, 5)),
        *((206, 46, 234, 40, dark, 6), (112, 54, 152, 54, dark, 9), (138, 160, 166, 134, dark, 5)),
    )
    for left, top, right, bottom, colour, thick in lines:
        steps = max(abs(right - left), abs(bottom - top))
        for step in range(steps + 1):
            x, y = left + (right - left) * step // steps, top + (bottom - top) * step // steps
            yield x, y, colour, thick


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def _sound(title: str) -> bytes:
    """Return two seconds of a clicking wheel as 8-bit WAV."""
    rate = 4000
    every = 300 + hashlib.sha256(title.encode()).digest()[0]
    samples = bytes(
        128 + int(90 * math.exp(-(i % every) / 40) * math.sin(i * 0.9)) for i in range(rate * 2)
    )
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(rate)
        out.writeframes(samples)
    return target.getvalue()


def _paper(title: str) -> bytes:
    """Return a one-page PDF that says its title."""
    safe = title.encode("ascii", "replace").decode().replace("(", "[").replace(")", "]")
    text = f"BT /F1 18 Tf 60 740 Td ({safe}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
