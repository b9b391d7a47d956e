"""A box of things to run: what can be run is, and what cannot says why and stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hoory_tui.keys import Context
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.screens.links import key_line
from hoory_tui.screens.picker import PickerScreen
from hoory_tui.widgets.choices import Choice, ChoiceRows
from hoory_tui.widgets.offers import HEADING, Offer, OfferRows
from hoory_tui.words import said

_WORDS: Final = {"picker.take": "run", "picker.leave": "leave"}


class OfferScreen(PickerScreen):
    """Closes with the key of the offer to run, or None; grouped until something is typed."""

    def __init__(
        self,
        title: str,
        offers: Sequence[Offer],
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        free: Callable[[str], Choice | None] | None = None,
        quick: Mapping[str, str] | None = None,
        empty: str = "",
    ) -> None:
        super().__init__(
            title, offers, glyphs=glyphs, keymap=keymap, free=free, quick=quick, empty=empty
        )

    def make_rows(self, glyphs: Glyphs, *, many: bool) -> ChoiceRows:
        """Return rows that have keys, reasons and headings."""
        return OfferRows(id="picker-rows", glyphs=glyphs, many=many)

    def _show_fitting(self, cursor: str | None) -> None:
        super()._show_fitting(cursor)
        if self.field.value.strip():
            self._put_free_first(cursor)
            return
        by_key: dict[str, Choice] = {}
        group = ""
        for one in self._choices:
            if isinstance(one, Offer) and one.group != group:
                group = one.group
                by_key[f"{HEADING}{group}"] = Choice(f"{HEADING}{group}", said(group))
            by_key[one.key] = one
        self.rows.show_choices(by_key, list(by_key))
        if self.rows.cursor is not None and cursor is None:
            self.rows.jump(0)
        self.rows.refresh_changed()

    def _put_free_first(self, cursor: str | None) -> None:
        """Put what was typed as a command before what only sounds like it."""
        keys = list(self.rows.keys)
        if len(keys) > 1 and keys[-1] not in self._by_key:
            self.rows.show_keys([keys[-1], *keys[:-1]])
            self.rows.cursor = cursor if cursor in keys else keys[-1]
            self.rows.refresh_changed()
            self._show_about_cursor()

    def hint_line(self) -> Line:
        """Return why the offer under the cursor cannot run, or what the keys do."""
        at = self._at_cursor()
        if at is not None and at.reason:
            return [(f" {at.reason}", "warn")]
        return key_line(Context.PICKER, _WORDS, self._keymap)

    def _at_cursor(self) -> Offer | None:
        return self.rows.at_cursor if isinstance(self.rows, OfferRows) else None

    def action_take(self) -> None:
        """Close to run what is under the cursor; what would do nothing says why instead."""
        at = self._at_cursor()
        if at is None or not at.reason:
            super().action_take()
