"""Files that came with messages: fetched and saved when somebody asks for it."""

from __future__ import annotations

import asyncio
import os
from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.working import WorkingApp
from hoory_tui.client.errors import HooryError
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings
from hoory_tui.render.lines import cut
from hoory_tui.render.names import attachment_name
from hoory_tui.screens import intents
from hoory_tui.store.records import Attachment
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.client.session import Server

_LONGEST_NAME: Final = 60
NO_FILE: Final = to_say("There is no file behind this attachment.")
_RISKY: Final = to_say("Take care: a file of this kind can run as a program when it is opened.")


def downloads_folder(settings: Settings) -> Path:
    """Return where files are saved; what is no whole path counts from the home folder."""
    home = Path.home()
    if not settings.download_folder:
        return home / "Downloads"
    return home / os.path.expanduser(settings.download_folder)  # noqa: PTH111


class FilingApp(WorkingApp):
    """An app that fetches attachments and hands links to a browser."""

    @cached_property
    def _being_saved(self) -> set[int]:
        return set()

    @abstractmethod
    def _attachment(self, asked: intents.SaveFile | intents.ShowPicture) -> Attachment | None:
        """Return what is asked for, None where it holds no file or is gone."""

    @property
    @abstractmethod
    def _server(self) -> Server:
        """Where files are fetched from."""

    # Saving

    @on(intents.SaveFile)
    def _save_file(self, message: intents.SaveFile) -> None:
        attachment = self._attachment(message)
        if attachment is None:
            self.notify(said(NO_FILE), markup=False)
        elif attachment.id in self._being_saved:
            self.notify(
                said("{name} is being saved already.", name=name_of(attachment)), markup=False
            )
        else:
            self._being_saved.add(attachment.id)
            self._work(self._save(attachment), f"save-{attachment.id}")

    async def _save(self, attachment: Attachment) -> None:
        from hoory_tui.keep.saving import SaveError
        from hoory_tui.wire.filenames import is_risky

        self.notify(said("Saving {name}…", name=name_of(attachment)), markup=False)
        try:
            path = await self._download(attachment)
        except (HooryError, SaveError) as error:
            self.notify(error.sentence, severity="warning", markup=False, timeout=15)
        else:
            if is_risky(path.name):
                told = f"{said('Saved as {path}.', path=path)} {said(_RISKY)}"
                self.notify(told, severity="warning", markup=False, timeout=20)
            else:
                self.notify(said("Saved as {path}.", path=path), markup=False, timeout=15)
        finally:
            self._being_saved.discard(attachment.id)

    async def _download(self, attachment: Attachment) -> Path:
        """Return where the whole file is now; raises HooryError or SaveError and leaves nothing."""
        from hoory_tui.client.downloads import Limits, open_download
        from hoory_tui.keep.saving import Saving
        from hoory_tui.wire.filenames import clean_file_name

        limit = self.settings.download_megabytes * 1_000_000
        async with open_download(self._server, attachment.url, Limits(limit)) as incoming:
            name = clean_file_name(incoming.proposed_name, f"attachment-{attachment.id}")
            with Saving(downloads_folder(self.settings), name, limit) as saving:
                # In threads: a disk may take its time, and the agent types on.
                await asyncio.to_thread(saving.begin)
                async for chunk in incoming.chunks():
                    await asyncio.to_thread(saving.write, chunk)
                return await asyncio.to_thread(saving.finish)

    async def _fetch(self, attachment: Attachment, most: int) -> bytes:
        from hoory_tui.client.downloads import Limits, open_download

        async with open_download(self._server, attachment.url, Limits(most)) as incoming:
            return b"".join([chunk async for chunk in incoming.chunks()])

    # Links

    @on(intents.OpenLink)
    def _open(self, message: intents.OpenLink) -> None:
        from hoory_tui.app.opener import opener_command

        try:
            command = opener_command(self.settings)
        except ConfigError as error:
            self.notify(error.sentence, severity="warning", markup=False, timeout=15)
            return
        if command is None:
            self.post_message(intents.CopyText(message.url, said("the link")))
        else:
            self._work_here(self._open_link(command, message.url), "open-link")

    async def _open_link(self, command: Sequence[str], url: str) -> None:
        from hoory_tui.app.opener import OpenError, open_link

        try:
            await open_link(command, url)
        except OpenError as error:
            self.notify(error.sentence, severity="warning", markup=False, timeout=15)


def name_of(attachment: Attachment) -> str:
    """Return what a file is called in a sentence."""
    return cut(attachment_name(attachment), _LONGEST_NAME)
