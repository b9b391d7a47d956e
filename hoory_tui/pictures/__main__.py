"""The child that decodes one picture: bytes of anybody's in, plain pixels out, then it is gone.

It runs by its path, isolated, and imports nothing of ours.  Before it looks at the bytes it
gives up memory, time, files and children.  Arguments: the folder Pillow is in, the most columns
and the most lines of pixels.  The answer is ``RGB``, width and height as numbers of four bytes,
and three bytes for each pixel; the exit status says what went wrong.
"""

from __future__ import annotations

import contextlib
import importlib
import resource
import struct
import sys
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Frame

MEMORY = 512 * 1024 * 1024
SECONDS = 5
MOST_PIXELS = 20_000_000
MOST_BYTES = 64 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MAGIC = b"RGB"
NO_PILLOW, NO_PICTURE, TOO_LARGE = 3, 4, 5


def give_up_rights() -> None:
    """Set limits that can only become tighter from here on."""
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NPROC, 0),
        # What is open stays open; nothing can be opened besides.
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_AS, MEMORY),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            # Some systems do not know all of them; the limit of time is kept by our parent too.
            continue


def main(folder: str, columns: int, lines: int) -> int:
    """Read a picture from the standard input, write pixels, return the exit status."""
    if folder:
        sys.path.append(folder)
    try:
        from PIL import Image
    except ImportError:
        return NO_PILLOW
    _warm_up()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    data = sys.stdin.buffer.read(MOST_BYTES)
    give_up_rights()
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            width, height, pixels = _shrink(picture, columns, lines)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_LARGE
    except Exception:
        # A decoder that meets bytes made to hurt it may raise anything.
        return NO_PICTURE
    sys.stdout.buffer.write(MAGIC + struct.pack(">II", width, height) + pixels)
    sys.stdout.buffer.flush()
    return 0


def _warm_up() -> None:
    """Load what is loaded on first use, with a picture of our own: later no file can be opened."""
    from PIL import Image

    # Photos that cameras make hold more pictures, or say in the way of TIFF how they were held.
    for helper in ("MpoImagePlugin", "TiffImagePlugin", "ImageColor", "ImagePalette"):
        importlib.import_module(f"PIL.{helper}")
    for kind in FORMATS:
        sample = BytesIO()
        with contextlib.suppress(Exception):  # not every Pillow knows all of them
            Image.new("RGB", (2, 2)).save(sample, kind)
            with Image.open(sample, formats=FORMATS) as picture:
                _shrink(picture, 1, 1)


def _shrink(picture: Frame, columns: int, lines: int) -> tuple[int, int, bytes]:
    """Return the size and the pixels of the first frame, on white where it lets through."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (columns * 2, lines * 2))
    frame: Frame = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    with contextlib.suppress(Exception):  # upside down is better than not at all
        ImageOps.exif_transpose(frame, in_place=True)
    frame.thumbnail((columns, lines))
    if frame.mode == "RGBA":
        ground = Image.new("RGBA", frame.size, "white")
        ground.alpha_composite(frame)
        frame = ground.convert("RGB")
    return frame.width, frame.height, frame.tobytes()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
