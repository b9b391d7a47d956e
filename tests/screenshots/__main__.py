"""Write every picture as SVG and as PNG into a folder; without a font only the SVGs."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from . import FOLDER
from .film import still_of
from .fonts import NoFontError
from .png import png_of
from .takes import takes


def main(folder: Path = FOLDER) -> None:
    """Write the pictures into a folder; :class:`NoFontError` once the SVGs are written."""
    taken = asyncio.run(takes())
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in taken.items():
        (folder / f"{name}.svg").write_text(still_of(rows), encoding="utf-8")
    for name, rows in taken.items():
        (folder / f"{name}.png").write_bytes(png_of(rows))


if __name__ == "__main__":
    try:
        main(*(Path(argument) for argument in sys.argv[1:2]))
    except NoFontError as error:
        sys.exit(str(error))
