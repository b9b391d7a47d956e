"""Reading on: files, links and texts of what is read."""

from __future__ import annotations

from hoory_tui.app.copying import CopyingApp
from hoory_tui.app.files import FilesApp


class ReadingApp(FilesApp, CopyingApp):
    """An app that puts what messages say into the clipboard, and their files on the disk."""
