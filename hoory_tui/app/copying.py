"""Texts copied when somebody asks for it, and said which way they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from hoory_tui.app.around import AroundApp
from hoory_tui.render.names import size
from hoory_tui.screens import intents
from hoory_tui.wire.clean import clean
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.sdk.around.clipboard import CopyPlan, Step


class CopyingApp(AroundApp):
    """An app that puts what messages say, and what is selected, into the clipboard."""

    @on(intents.CopyText)
    def _copy_text(self, message: intents.CopyText) -> None:
        self._start_copy(message.text, message.what)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected, the same way as all else."""
        # Text fields paste from it, whatever becomes of the clipboard outside.
        self._clipboard = text
        self._start_copy(text, said("the selection"))

    def _start_copy(self, text: str, what: str) -> None:
        # Where it is pasted next may be a shell, so it leaves no less clean than it came.
        self._work_here(self._copy(clean(text), what), "copy", exclusive=True)

    @property
    def _copy_plan(self) -> CopyPlan:
        from hoory_tui.sdk.around.clipboard import copy_plan

        return copy_plan(self.settings.clipboard, self.settings.clipboard_command, self.environ)

    async def _copy(self, text: str, what: str) -> None:
        from hoory_tui.sdk.around.clipboard import cut_for_clipboard

        plan = self._copy_plan
        if not plan.together and not plan.otherwise:
            words = said("Copying is turned off (clipboard in config.toml); nothing was copied.")
            self.notify(words, severity="warning", markup=False)
            return
        kept = cut_for_clipboard(text, plan.largest)
        ways, troubles = await self._take_ways(plan, kept)
        self._clipboard = kept
        amount = size(len(kept.encode("utf-8", "replace")))
        facts = {"what": what, "size": amount, "way": said(", and ").join(ways)}
        if not ways:
            told = said("{what} was not copied.", what=what)
        elif kept == text:
            told = said("Copied {what}, {size}, {way}.", **facts)
        else:
            told = said("Copied the beginning of {what}, {size}, {way}.", **facts)
        told = " ".join([told, *troubles])
        self.notify(told, severity="warning" if troubles else "information", markup=False)

    async def _take_ways(self, plan: CopyPlan, text: str) -> tuple[list[str], list[str]]:
        """Return the ways that a text went, and sentences about those that it did not."""
        from hoory_tui.sdk.around.clipboard import cut_for_clipboard, step_told

        around = await self._look_around()
        ways: list[str] = []
        troubles: list[str] = []
        for step in plan.together:
            if trouble := await self._take_step(step, text):
                troubles.append(said("{program} {trouble}.", program=step.name, trouble=trouble))
            else:
                ways.append(step_told(step, around))
        for step in plan.otherwise:
            if ways:
                break
            kept = cut_for_clipboard(text) if step.is_bounded else text
            if trouble := await self._take_step(step, kept):
                troubles.append(said("{program} {trouble}.", program=step.name, trouble=trouble))
            else:
                ways.append(step_told(step, around))
                if kept != text:
                    troubles.append(said("Only the beginning went that way."))
        return ways, troubles

    async def _take_step(self, step: Step, text: str) -> str:
        from hoory_tui.sdk.around.clipboard import OSC52_WAY, copying_sequence, take_step

        if step.kind != OSC52_WAY:
            return await take_step(step, text, self.environ)
        self.to_terminal(copying_sequence(text, await self._look_around()))
        return ""
