"""Which files the agent can mean: those of messages at hand, and those listed on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoory_tui.app.gallery import GalleryApp
from hoory_tui.app.signing import SigningApp
from hoory_tui.screens import intents
from hoory_tui.store.records import Attachment

if TYPE_CHECKING:
    from hoory_tui.client.session import Server


class FilesApp(SigningApp, GalleryApp):
    """An app that fetches attachments and hands links to a browser."""

    @property
    def _server(self) -> Server:
        return self.backend.server

    def _attachment(self, asked: intents.SaveFile | intents.ShowPicture) -> Attachment | None:
        """Return what is asked for, None where it holds no file or is gone."""
        timeline = self.store.timelines.get(asked.conversation_id)
        message = timeline.get(asked.message_id) if timeline is not None else None
        shared = self.store.shared_files.get(asked.conversation_id)
        listed = [one.attachment for one in shared.files] if shared is not None else []
        for attachment in (*(message.attachments if message is not None else ()), *listed):
            if attachment.id == asked.attachment_id and attachment.url:
                return attachment
        return None
