"""Texts copied when somebody asks for it, and said which way they went."""

from __future__ import annotations

from textual import on

from hoory_tui.app.clipboard import cut_for_clipboard, load_into_tmux
from hoory_tui.app.working import WorkingApp
from hoory_tui.render.names import size
from hoory_tui.screens import intents
from hoory_tui.wire.clean import clean


class CopyingApp(WorkingApp):
    """An app that puts what messages say into the clipboard."""

    @on(intents.CopyText)
    def _copy_text(self, message: intents.CopyText) -> None:
        # Where it is pasted next may be a shell, so it leaves no less clean than it came.
        self._work_here(self._copy(clean(message.text), message.what), "copy", exclusive=True)

    async def _copy(self, text: str, what: str) -> None:
        kept = cut_for_clipboard(text)
        part = "" if kept == text else "the beginning of "
        amount = size(len(kept.encode("utf-8", "replace")))
        if await load_into_tmux(kept):
            way = "to tmux, which passes it on to the terminal"
        else:
            self.copy_to_clipboard(kept)
            way = "by way of the terminal (OSC 52)"
        self.notify(f"Copied {part}{what}, {amount}, {way}.", markup=False)
