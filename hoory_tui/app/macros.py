"""Macros: offered with what they would do, confirmed, and carried out by the server or by deeds."""

from __future__ import annotations

import asyncio
import uuid
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.reaching import NOT_YET
from hoory_tui.app.wording import WordingApp
from hoory_tui.render.lines import Line
from hoory_tui.screens import intents
from hoory_tui.screens import message_intents as wishes
from hoory_tui.store.deeds import RunMacro
from hoory_tui.store.library import MACROS, Macro
from hoory_tui.store.ownmacros import OwnMacro
from hoory_tui.store.records import Conversation, Pending
from hoory_tui.words import counted, said, to_say

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Choice, Picked, PickerScreen
    from hoory_tui.store.macroplan import Planned

_MEASURE: Final = 70
"""Cells that a line of a preview is wrapped to."""
_MOST_PROBLEMS: Final = 3
"""Files with a mistake that are told of at once."""
_SERVER: Final = "server:"
_OWN: Final = "own:"
_BEING_READ: Final = to_say("The macros are being read…")
_EMPTY: Final = to_say(
    "No macro fits. The web dashboard makes them, or files of your own do: see the README."
)

Runnable = Macro | OwnMacro


class MacrosApp(WordingApp):
    """An app that runs macros on conversations, each by its number."""

    @cached_property
    def macros_folder(self) -> Path:
        """Where the agent's own macros are."""
        from hoory_tui.config.macrofiles import macros_folder

        return macros_folder()

    _own_macros: tuple[OwnMacro, ...] = ()
    """As they were when they were last looked for."""

    # Finding one

    def _macro(self, key: str) -> Runnable | None:
        if key.startswith(_OWN):
            file = key.removeprefix(_OWN)
            return next((one for one in self._own_macros if one.file == file), None)
        number = key.removeprefix(_SERVER)
        return next((one for one in self.store.library.macros if str(one.id) == number), None)

    def _plan(self, macro: Runnable, here: Conversation | None) -> list[Planned]:
        from hoory_tui.store.macroplan import server_plan
        from hoory_tui.store.ownplan import own_plan

        if isinstance(macro, Macro):
            return server_plan(self.store, macro, here)
        return own_plan(self.store, macro, here, self._now(), self._zone)

    @on(wishes.ChooseMacro)
    def _choose_macro(self, message: wishes.ChooseMacro) -> None:
        from hoory_tui.screens.picker import PickerScreen

        ids = message.conversation_ids
        here = self.store.conversations.get(ids[0])
        count = (
            counted("{count} conversation", "{count} conversations", len(ids))
            if len(ids) > 1
            else f"#{ids[0]}"
        )

        def preview(key: str, width: int) -> list[Line]:
            return self._preview(key, here, len(ids), width)

        def picked(found: Picked | None) -> None:
            if found is not None and found.keys:
                self._confirm(found.keys[0], ids, always=True)

        picker = PickerScreen(
            said("Macro for {count}", count=count),
            self._macro_choices(),
            glyphs=self._glyphs,
            keymap=self.settings.keymap(),
            preview=preview,
            empty=said(_EMPTY) if MACROS in self.store.library.known else said(_BEING_READ),
        )
        self.push_screen(picker, picked)
        self._work_here(self._look_for_macros(picker), "macros", exclusive=True)

    async def _look_for_macros(self, picker: PickerScreen | None) -> None:
        """Read the files and the library again, and offer what is there by now."""
        for problem in await self._read_own_macros():
            self._complain(problem)
        if picker is not None and picker.is_attached:
            picker.offer(self._macro_choices())
        if self._backend is not None:
            await self._library.read([MACROS])
            if picker is not None and picker.is_attached:
                picker.offer(self._macro_choices(), empty=said(_EMPTY))

    async def _read_own_macros(self) -> list[str]:
        """Read the files again, and return what is wrong with the first of those that are."""
        from hoory_tui.config.macrofiles import read_macros

        found = await asyncio.to_thread(read_macros, self.macros_folder)
        self._own_macros = found.macros
        return [problem.sentence for problem in found.problems[:_MOST_PROBLEMS]]

    def _macro_choices(self) -> list[Choice]:
        from hoory_tui.screens.picker import Choice
        from hoory_tui.store.macroplan import Reach

        keys = {name.casefold(): key for key, name in self.main.macro_keys.items()}
        found: list[Choice] = []
        macros: list[Runnable] = [*self.store.library.macros, *self._own_macros]
        for macro in macros:
            plan = self._plan(macro, None)
            is_own = isinstance(macro, OwnMacro)
            key = f"{_OWN}{macro.file}" if isinstance(macro, OwnMacro) else f"{_SERVER}{macro.id}"
            sends = any(one.reach is Reach.CUSTOMER for one in plan)
            bound = keys.get(macro.name.casefold()) or keys.get(
                key.partition(":")[2].casefold(), ""
            )
            told = [
                said("sends") if sends else "",
                said("mine") if is_own else "",
                said("personal")
                if isinstance(macro, Macro) and macro.visibility == "personal"
                else "",
                bound,
            ]
            hint = "  ".join(word for word in told if word)
            words = " ".join(one.text for one in plan)[:400]
            found.append(Choice(key, macro.name, hint, words=words))
        return found

    def _preview(self, key: str, here: Conversation | None, count: int, width: int) -> list[Line]:
        from hoory_tui.render.plan import plan_parts
        from hoory_tui.screens.linesbox import wrapped

        macro = self._macro(key)
        if macro is None:
            return []
        lines: list[Line] = []
        if count > 1:
            lead = said("On {count} conversations:", count=count)
            if here is not None:
                lead = said(
                    "On {count} conversations; in #{number}, the first of them:",
                    count=count,
                    number=here.id,
                )
            lines.append([(lead, "dim")])
        for text, role in plan_parts(self._plan(macro, here), self._glyphs):
            lines += wrapped(text, min(width, _MEASURE), role, indent=2)
        return lines

    # Running one

    @on(wishes.RunMacroOn)
    def _run_macro_on(self, message: wishes.RunMacroOn) -> None:
        self._confirm(message.macro_key, message.conversation_ids, always=True)

    @on(wishes.MacroByKey)
    def _run_by_key(self, message: wishes.MacroByKey) -> None:
        self._work_here(self._find_and_run(message), "macros", exclusive=True)

    async def _find_and_run(self, message: wishes.MacroByKey) -> None:
        # Read each time, or what runs could be other than what the file says by now.
        await self._read_own_macros()
        wanted = message.wanted.casefold()
        found = [
            f"{_SERVER}{one.id}"
            for one in self.store.library.macros
            if wanted in (str(one.id), one.name.casefold())
        ]
        found += [
            f"{_OWN}{one.file}"
            for one in self._own_macros
            if wanted in (one.file.casefold(), one.name.casefold())
        ]
        if len(found) == 1:
            always = self.settings.macros_ask == "always"
            self._confirm(found[0], message.conversation_ids, always=always)
        elif found:
            self.notify(
                said(
                    "Several macros are called {wanted}; nothing was done. Write the id of "
                    "one into config.toml.",
                    wanted=message.wanted,
                ),
                markup=False,
            )
        elif MACROS not in self.store.library.known:
            self.notify(
                said("The macros are not read yet, so nothing was done; try again in a moment."),
                markup=False,
            )
        else:
            self.notify(
                said(
                    "There is no macro {wanted}; nothing was done. Correct config.toml.",
                    wanted=message.wanted,
                ),
                markup=False,
            )

    def _confirm(self, key: str, ids: tuple[int, ...], *, always: bool) -> None:
        """Run a macro once the agent has seen what it would do and said yes, where that is due."""
        from hoory_tui.store.macroplan import asks_first

        macro = self._macro(key)
        here = self.store.conversations.get(ids[0]) if ids else None
        if macro is None or here is None:
            self.notify(said("This macro or conversation is gone; nothing was done."), markup=False)
            return
        if any(self._is_unconfirmed(one) for one in ids):
            self.notify(said(NOT_YET), markup=False)
            return
        plan = self._plan(macro, here)
        if broken := next((one for one in plan if one.problem), None):
            self.notify(
                said(
                    "{name} was not run, because of “{text}”: {problem}.",
                    name=macro.name,
                    text=broken.text,
                    problem=broken.problem,
                ),
                severity="warning",
                markup=False,
            )
            return
        if not always and not asks_first(plan):
            self.main.ask_first(
                said("Run {name} on", name=macro.name), ids, lambda: self._run_macro(macro, ids)
            )
            return
        self._ask_before_macro(macro, plan, ids)

    def _ask_before_macro(self, macro: Runnable, plan: list[Planned], ids: tuple[int, ...]) -> None:
        from hoory_tui.render.plan import plan_parts
        from hoory_tui.screens.check import CheckScreen
        from hoory_tui.store.macroplan import Reach

        names = self.store.contacts
        here = self.store.conversations[ids[0]]
        contact = names.get(here.contact_id)
        whose = f"#{here.id}" + (f", {contact.label}" if contact is not None else "")
        where = (
            counted("{count} conversation", "{count} conversations", len(ids))
            if len(ids) > 1
            else whose
        )
        body = list(plan_parts(plan, self._glyphs))
        if len(ids) > 1:
            body.insert(0, (said("In {which}, the first of them:", which=whose), "dim"))
        if any(one.reach is Reach.CUSTOMER for one in plan):
            body.append(
                (said("What stands out goes to the customer and cannot be taken back."), "warn")
            )
        elif isinstance(macro, Macro):
            body.append((said("The server does this by itself; u does not undo it."), "dim"))

        def answered(yes: bool | None) -> None:
            if yes:
                self._run_macro(macro, ids)

        question = said("Run this on {where}?", where=where)
        keymap = self.settings.keymap()
        box = CheckScreen(macro.name, body, question, self._glyphs, keymap, self._now)
        self.push_screen(box, answered)

    def _run_macro(self, macro: Runnable, ids: tuple[int, ...]) -> None:
        from hoory_tui.store.macroplan import Reach

        if isinstance(macro, OwnMacro) and (missing := self._unfilled(macro, ids)):
            self.notify(missing, severity="warning", markup=False, timeout=15)
            return
        self.main.acted_on(ids)
        if isinstance(macro, Macro):
            self.post_message(intents.Do(RunMacro(macro.id), ids))
            return
        drafted, waiting = 0, 0
        for at, one in enumerate(self._plan(macro, None)):
            if one.deed is not None:
                self.post_message(intents.Do(one.deed, ids))
                continue
            for conversation_id in ids:
                here = self.store.conversations.get(conversation_id)
                words = self._plan(macro, here)[at].words
                if one.reach is Reach.TEAM:
                    self._leave_note(conversation_id, words)
                elif self.bring_words(conversation_id, words, macro.name):
                    drafted += 1
                else:
                    waiting += 1
        self._tell_of_drafts(macro, ids, drafted, waiting)

    def _unfilled(self, macro: OwnMacro, ids: tuple[int, ...]) -> str:
        """Return which note lacks a value in which of the conversations, or ""."""
        from hoory_tui.store.macroplan import Reach
        from hoory_tui.store.variables import unresolved

        for conversation_id in ids:
            here = self.store.conversations.get(conversation_id)
            for one in self._plan(macro, here):
                missing = unresolved(one.words, {}) if one.reach is Reach.TEAM else ()
                if here is None or missing:
                    why = (
                        said("it is gone")
                        if here is None
                        else said("nothing is known for {name}", name=missing[0])
                    )
                    return said(
                        "{name} was not run: in #{number} {why}.",
                        name=macro.name,
                        number=conversation_id,
                        why=why,
                    )
        return ""

    def _tell_of_drafts(
        self, macro: OwnMacro, ids: tuple[int, ...], drafted: int, waiting: int
    ) -> None:
        where = (
            said("in #{number}", number=ids[0])
            if len(ids) == 1
            else said("in {count} conversations", count=drafted)
        )
        if drafted:
            self.notify(
                said(
                    "The reply of {name} is a draft {where}; nothing was sent.",
                    name=macro.name,
                    where=where,
                ),
                markup=False,
            )
        if waiting and len(ids) > 1:
            self.notify(
                said(
                    "{waiting} have drafts already, so you are asked about each.", waiting=waiting
                ),
                markup=False,
            )

    def _leave_note(self, conversation_id: int, words: str) -> None:
        from hoory_tui.store import mentions

        timeline = self.store.timelines.get(conversation_id)
        self._dispatch(
            Pending(
                echo_id=uuid.uuid4().hex,
                conversation_id=conversation_id,
                content=mentions.linked(words, self.store),
                private=True,
                created_at=self._now(),
                after_id=timeline.newest_id() if timeline is not None else 0,
            )
        )
