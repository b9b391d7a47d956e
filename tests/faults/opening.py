"""A console that cannot begin: started on a terminal of its own, it leaves with a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hoory_tui.demo.desk import DemoDesk

from ..terminal.console import console

NO_NAMES: Final = """
import socket
def look_up(*_, **__):
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
socket.getaddrinfo = look_up
"""
"""Lets a console look up no name at all."""
_LEAVE: Final = b"\x1b[?1049l"
"""After it, what is written stands on the ordinary screen."""
_SEQUENCE: Final = re.compile(r"\x1b\[[^a-z]*[a-z]")


async def says_at_the_start(
    desk: DemoDesk, home: Path, environ: Mapping[str, str], before: str = ""
) -> str:
    """Start the console for a desk with some variables changed; return its last words.

    `before` is run in its process first.
    """
    code = f"import os; os.environ.update({dict(environ)!r})\n{before}\nimport hoory_tui.__main__"
    async with console(desk, home, "-c", code) as running:
        assert await running.ended() == 1
        assert running.is_as_found
        said = running.written[running.written.rindex(_LEAVE) :].decode()
    return _SEQUENCE.sub("", said).replace("\r\n", "\n")
