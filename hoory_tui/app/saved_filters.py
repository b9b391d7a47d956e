"""Filters that are saved as folders, and folders that are deleted."""

from __future__ import annotations

from textual import on

from hoory_tui.app.searching import SearchingApp
from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.screens.search_intents import DeleteFolder, SaveFolder
from hoory_tui.store.happenings import LibraryLoaded
from hoory_tui.store.views import Scope, ScopeKind, view_of
from hoory_tui.words import said


class FolderApp(SearchingApp):
    """An app that keeps filters at the server, for their agent alone."""

    @on(SaveFolder)
    def _save_folder(self, message: SaveFolder) -> None:
        self._work(self._save_query(message), "folder")

    async def _save_query(self, message: SaveFolder) -> None:
        try:
            made = await self._api.save_folder(message.name, message.query)
            await self._read_folders()
        except HooryError as error:
            self._complain(
                said(
                    "The folder “{name}” may not be saved: {problem}",
                    name=message.name,
                    problem=error.sentence,
                )
            )
            return
        self.notify(said("Saved as the folder “{name}”.", name=message.name), markup=False)
        if not self.are_hands_busy:
            # At once, or a key that is pressed meanwhile would come first.
            self.main.show_view(view_of(ScopeKind.FOLDER, id=made.id))

    @on(DeleteFolder)
    def _delete_folder(self, message: DeleteFolder) -> None:
        self._work(self._delete_query(message), "folder")

    async def _delete_query(self, message: DeleteFolder) -> None:
        try:
            await self._api.delete_folder(message.folder_id)
        except NotFound:
            # Somebody was faster, with the same outcome.
            pass
        except HooryError as error:
            self._complain(
                said(
                    "The folder “{name}” is still there: {problem}",
                    name=message.name,
                    problem=error.sentence,
                )
            )
            return
        try:
            await self._read_folders()
        except HooryError as error:
            self._complain(
                said("The list of folders may be out of date: {problem}", problem=error.sentence)
            )
        self.notify(said("The folder “{name}” is deleted.", name=message.name), markup=False)
        is_shown = self.main.view.scope == Scope(ScopeKind.FOLDER, message.folder_id, message.name)
        if is_shown and not self.are_hands_busy:
            self.main.leave_filter()

    async def _read_folders(self) -> None:
        await self._told([LibraryLoaded(folders=await self._api.folders())])
