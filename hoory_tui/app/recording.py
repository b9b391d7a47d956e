"""The console that records itself: what it hears and asks, without what anybody said."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hoory_tui.app.terminal import TerminalApp
from hoory_tui.render.bars import LinkNow

if TYPE_CHECKING:
    from hoory_tui.app.late import Connect, OpenKeeper
    from hoory_tui.client.batches import Batch
    from hoory_tui.config.settings import Settings
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.recording.tap import Tap
    from hoory_tui.store.happenings import Happening


class RecordingApp(TerminalApp):
    """A console with a tap where its news are handed over."""

    def __init__(
        self,
        backend: Backend | Connect,
        settings: Settings,
        *,
        tap: Tap,
        glimpse: Glimpse | None = None,
        keeper: OpenKeeper | None = None,
    ) -> None:
        super().__init__(backend, settings, glimpse=glimpse, keeper=keeper)
        self._tap = tap
        self._is_told = False

    async def _deliver(self, batch: Batch) -> None:
        self._tap.hear(batch)
        await super()._deliver(batch)

    def _take(self, steps: Sequence[Happening]) -> None:
        self._tap.learn(steps)
        super()._take(steps)

    def _beat(self) -> None:
        super()._beat()
        if self._tap.trouble and not self._is_told:
            self._is_told = True
            self.notify(self._tap.trouble, severity="warning", markup=False, timeout=15)

    def _link_now(self) -> LinkNow:
        return replace(super()._link_now(), is_recording=not self._tap.trouble)


def tapped(connect: Connect, tap: Tap) -> Connect:
    """Return what connects and begins the recording with that; raises HooryError."""

    async def connect_and_begin() -> Backend:
        from hoory_tui.client.errors import HooryError
        from hoory_tui.client.reporting import listen
        from hoory_tui.sdk.recording.errors import RecordingError

        backend = await connect()
        version = ""
        with contextlib.suppress(HooryError):
            version = (await backend.api.server_info()).version or ""
        try:
            tap.begin(backend.api.account_id, version)
        except RecordingError as error:
            await backend.close()
            raise HooryError(error.sentence) from None
        listen(tap.note_request)
        return backend

    return connect_and_begin
