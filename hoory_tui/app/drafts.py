"""Drafts on their way to the disk: soon after each key, and at once when the end is near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hoory_tui.keep.holdings import DraftKey
    from hoory_tui.keep.keeper import Keeper

SAVE_AFTER: Final = 0.4
"""Seconds between the first key that is not saved and the saving."""


class DraftSaver:
    """Knows which drafts are on disk and saves those that differ.

    `read` returns what the composer holds now, by conversation and mode, empty ones left out;
    None when there is no composer, before and after the life of the screens.
    """

    def __init__(self, keeper: Keeper, read: Callable[[], Mapping[DraftKey, str] | None]) -> None:
        self._keeper = keeper
        self._read = read
        self._saved: dict[DraftKey, str] = {}

    def found(self, drafts: Mapping[DraftKey, str]) -> None:
        """Take note of drafts that are on disk already."""
        self._saved.update(drafts)

    def handed_over(self, key: DraftKey, rest: str) -> None:
        """Take note that somebody else saves this draft, together with what left it."""
        self._note({key: rest})

    def unsaved(self) -> dict[DraftKey, str]:
        """Return what differs from the disk, "" for a draft that is gone."""
        drafts = self._read()
        if drafts is None:
            return {}
        changed = {key: text for key, text in drafts.items() if self._saved.get(key) != text}
        return changed | {key: "" for key in self._saved if key not in drafts}

    async def save(self) -> None:
        """Save what differs."""
        changed = self.unsaved()
        if changed:
            # Before it is done: a key that comes meanwhile makes a difference of its own.
            self._note(changed)
            await self._keeper.save_drafts(changed)

    def flush(self) -> bool:
        """Save everything now, also what is on its way; tell whether it is on disk."""
        changed = self.unsaved()
        self._note(changed)
        return self._keeper.flush(changed)

    def _note(self, drafts: Mapping[DraftKey, str]) -> None:
        self._saved.update(drafts)
        self._saved = {key: text for key, text in self._saved.items() if text}
