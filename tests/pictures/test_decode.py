from __future__ import annotations

import asyncio
import os
import re
import resource
import select
import struct
import sys
import zlib
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest

import hoory_tui.pictures
from hoory_tui.pictures.decode import LARGEST, Picture, PictureError, decode

from .pictures import BLUE, FOUR, GREEN, RED, WHITE, png

CHILD = Path(hoory_tui.pictures.__file__).with_name("__main__.py")


def python(script: str) -> tuple[str, ...]:
    """Return a command that takes the child's place."""
    return (sys.executable, "-I", "-c", script)


async def failure(data: bytes, child: tuple[str, ...] | None = None, seconds: float = 10) -> str:
    with pytest.raises(PictureError) as error:
        await decode(data, 80, 48, child=child, seconds=seconds)
    return error.value.sentence


async def test_a_small_picture_comes_out_as_it_is() -> None:
    picture = await decode(FOUR, 80, 48)
    assert (picture.width, picture.height) == (2, 2)
    assert [picture.pixel(x, y) for y in (0, 1) for x in (0, 1)] == [RED, GREEN, BLUE, WHITE]


async def test_a_large_one_is_made_to_fit_in_its_own_proportions() -> None:
    picture = await decode(png(400, 100), 80, 48)
    assert (picture.width, picture.height) == (80, 20)
    picture = await decode(png(100, 400), 80, 48)
    assert (picture.width, picture.height) == (12, 48)


async def test_what_lets_through_stands_on_white() -> None:
    rows = bytes([0, 255, 0, 0, 255, 255, 0, 0, 0])
    picture = await decode(png(2, 1, rows, alpha=True), 80, 48)
    assert [picture.pixel(0, 0), picture.pixel(1, 0)] == [RED, WHITE]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
async def test_the_four_usual_kinds_are_read(kind: str) -> None:
    out = BytesIO()
    PIL.Image.new("RGB", (60, 40), (200, 20, 20)).save(out, kind)
    picture = await decode(out.getvalue(), 30, 20)
    assert (picture.width, picture.height) == (30, 20)
    assert all(abs(a - b) < 12 for a, b in zip(picture.pixel(5, 5), (200, 20, 20), strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
async def test_whatever_the_colours_are_made_of(mode: str) -> None:
    out = BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    PIL.Image.new(mode, (60, 40)).save(out, kind)
    assert (await decode(out.getvalue(), 30, 20)).height == 20


async def test_a_photo_stands_as_it_was_taken() -> None:
    out = BytesIO()
    photo = PIL.Image.new("RGB", (60, 40))
    photo.paste((255, 255, 255), (0, 0, 30, 40))
    exif = photo.getexif()
    exif[0x0112] = 6
    photo.save(out, "JPEG", exif=exif)
    picture = await decode(out.getvalue(), 80, 80)
    assert (picture.width, picture.height) == (40, 60)
    assert min(picture.pixel(20, 5)) > 200
    assert max(picture.pixel(20, 55)) < 50


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "PCX", "TGA", "PDF", "EPS"])
async def test_no_other_kind_is_even_tried(kind: str) -> None:
    out = BytesIO()
    PIL.Image.new("RGB", (60, 40)).save(out, kind)
    assert "it is none that can be read" in await failure(out.getvalue())


def bomb(side: int) -> bytes:
    """Return a picture of a few bytes that is enormous once it is decoded."""
    packer = zlib.compressobj(9)
    lines = b"".join(packer.compress(bytes(3 * side + 1)) for _ in range(side)) + packer.flush()
    whole = png(side, side, b"")
    start = whole.index(b"IDAT") - 4
    end = whole.index(b"IEND") - 4
    body = b"IDAT" + lines
    chunk = struct.pack(">I", len(lines)) + body + struct.pack(">I", zlib.crc32(body))
    return whole[:start] + chunk + whole[end:]


@pytest.mark.parametrize("side", [4600, 13_000])
async def test_a_bomb_is_not_lit(side: int) -> None:
    data = bomb(side) if side > 10_000 else png(side, side)
    assert len(data) < 1_000_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert "it is too large to be decoded safely" in await failure(data)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before, 150_000), "kB at the peak of the child"


async def test_one_that_just_fits_into_the_limits_is_decoded() -> None:
    for alpha in (False, True):
        picture = await decode(png(4400, 4500, alpha=alpha), 80, 48)
        assert (picture.width, picture.height) == (47, 48)


BROKEN = {
    "nothing": b"",
    "text": b"hello",
    "a page": b"<html><body>sign in</body></html>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "half": png(300, 300, os.urandom(300 * 901))[:-150_000],
    "head only": FOUR[:30],
    "no size": png(0, 0),
    "wrong sum": FOUR[:-20] + b"\0" + FOUR[-19:],
    "noise": b"\x89PNG\r\n\x1a\n" + os.urandom(5000),
    "gif noise": b"GIF89a" + os.urandom(500),
    "jpeg noise": b"\xff\xd8\xff\xe0" + os.urandom(500),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
async def test_what_is_no_picture_is_said_in_a_sentence(data: bytes) -> None:
    sentence = await failure(data)
    assert sentence.startswith("The picture cannot be drawn: ")
    assert sentence.endswith("it can still be saved.")


async def test_too_large_a_file_is_not_given_to_the_child() -> None:
    never = python("raise SystemExit(3)")
    assert "larger than 20 MB" in await failure(b"x" * (LARGEST + 1), never)


# A child that was taken over can answer anything

HEAD = "import sys, struct; out = sys.stdout.buffer; sys.stdin.buffer.read(); "


def answer(width: int, height: int, count: int) -> str:
    return f"{HEAD}out.write(b'RGB' + struct.pack('>II', {width}, {height}) + bytes({count}))"


LIES = {
    "silence": HEAD,
    "text": HEAD + "print('\\x1b]0;TITLE\\x07 hello, I am a picture')",
    "too wide": answer(81, 1, 243),
    "too high": answer(1, 49, 147),
    "nothing": answer(0, 0, 0),
    "gigantic": answer(2**32 - 1, 2**32 - 1, 100),
    "another word": answer(2, 2, 12).replace("RGB", "BGR"),
    "too few": answer(2, 2, 11),
    "too many": answer(2, 2, 13),
    "wrong status": answer(2, 2, 12) + "; out.flush(); sys.exit(9)",
    "not asked": "import sys; sys.stdin.close(); print('x' * 100)",
    "flood": answer(2, 2, 12) + "\nwhile True: out.write(bytes(99999))",
    "flood of text": "while True: print('x' * 99999)",
    "dies": "import os; os.kill(os.getpid(), 9)",
}


@pytest.mark.parametrize("script", LIES.values(), ids=list(LIES))
async def test_an_answer_that_is_not_exactly_a_picture_is_refused(script: str) -> None:
    sentence = await failure(FOUR * 20_000, python(script))
    assert re.search("decoding it (failed|took more than it may)", sentence)
    assert sentence.isprintable()


async def test_an_exact_answer_is_taken() -> None:
    picture = await decode(FOUR, 80, 48, child=python(answer(80, 48, 80 * 48 * 3)))
    assert picture == Picture(80, 48, bytes(80 * 48 * 3))


async def ended(*pidfds: int) -> None:
    """Wait until these processes are gone."""
    for pidfd in pidfds:
        readable, _, _ = await asyncio.to_thread(select.select, [pidfd], [], [], 5)
        os.close(pidfd)
        assert readable


async def test_a_child_that_hangs_is_ended_with_all_it_has_started(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    script = (
        "import os, time\n"
        "other = os.fork()\n"
        f"if other: open({str(told)!r}, 'w').write(f'{{os.getpid()}} {{other}}')\n"
        "time.sleep(60)"
    )
    loop = asyncio.get_running_loop()
    began = loop.time()
    hanging = asyncio.create_task(failure(b"x" * 1_000_000, python(script), seconds=1))
    pids = (await asyncio.to_thread(told.read_text)).split()
    pidfds = [os.pidfd_open(int(pid)) for pid in pids]
    assert len(pidfds) == 2
    assert "took longer than 1 s" in await hanging
    assert loop.time() - began < 2.5
    await ended(*pidfds)


async def test_giving_up_ends_the_child(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    script = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    task = asyncio.create_task(decode(FOUR, 80, 48, child=python(script)))
    pidfd = os.pidfd_open(int(await asyncio.to_thread(told.read_text)))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await ended(pidfd)


# What the child may do once it has read

LIMITED = f"""
import importlib.util, os, socket, sys
spec = importlib.util.spec_from_file_location("child", {str(CHILD)!r})
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
child.SECONDS = 1
child.give_up_rights()
try:
    {{deed}}
except (OSError, MemoryError):
    sys.exit(5)
"""


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/passwd')",
        "os.open('/tmp/x', os.O_CREAT | os.O_WRONLY)",
        "socket.socket()",
        "os.pipe()",
        "bytearray(600 * 1024 * 1024)",
    ],
)
async def test_the_child_can_neither_open_nor_take_more_than_it_has(deed: str) -> None:
    assert "too large" in await failure(FOUR, python(LIMITED.format(deed=deed)))


async def test_the_child_has_only_so_much_time() -> None:
    busy = LIMITED.format(deed="while True: pass")
    assert "took more than it may" in await failure(FOUR, python(busy), seconds=9)


async def test_the_child_knows_nothing_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOORY_TOKEN", "c4nary")
    file = tmp_path / "environ"
    script = f"import os; open({str(file)!r}, 'w').write(str(dict(os.environ)) + os.getcwd())"
    await failure(FOUR, python(script))
    assert file.read_text() == "{'LC_ALL': 'C.UTF-8'}/"


async def test_a_machine_without_pillow_is_told_how_to_get_it() -> None:
    child = (sys.executable, "-I", "-S", str(CHILD), "")
    sentence = await failure(FOUR, child)
    assert sentence == (
        "The picture cannot be drawn: Pillow is missing; "
        "install it with: pip install 'hoory-tui[pictures]'."
    )


async def test_decoding_never_happens_in_our_own_process() -> None:
    script = (
        "import asyncio, sys; from hoory_tui.pictures.decode import decode; "
        f"asyncio.run(decode({FOUR!r}, 9, 9)); "
        "print([name for name in sys.modules if name.split('.')[0] == 'PIL'])"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert said == b"[]\n"
