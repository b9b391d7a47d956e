"""Words that are there already: canned responses, a message to quote, templates of the channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from hoory_tui.keys import key_name
from hoory_tui.render.lines import Line, wrap
from hoory_tui.screens import intents
from hoory_tui.screens.piping import PipingScreen
from hoory_tui.store import variables
from hoory_tui.store.enclosure import Enclosure, TemplateUse
from hoory_tui.store.library import CANNED
from hoory_tui.store.records import Conversation, Direction
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.screens.picker import Choice, Picked
    from hoory_tui.store.templates import Template

_PREVIEW: Final = 72
_FREE: Final = "free:"
_MOST_LINES: Final = 12
_CODE: Final = 16
"""Characters of a short code that the words behind it stand clear of."""
_BEGINNING: Final = 120
"""Characters of a canned response that its row can show anything of."""


class PreparingScreen(PipingScreen, inherit_bindings=False):
    """A screen on which words need not be typed."""

    def action_canned(self) -> None:
        """Choose a canned response, which is put into the composer."""
        from hoory_tui.screens.picker import Choice, PickerScreen
        from hoory_tui.wire.clean import clean_line

        conversation, library = self.at_hand, self.store.library
        if conversation is None:
            return
        self.post_message(intents.LibraryWanted((CANNED,)))
        if not library.canned:
            self.notify(
                said("There are no canned responses.")
                if CANNED in library.known
                else said("The canned responses are still being loaded; press the key again."),
                markup=False,
            )
            return
        values = variables.values_of(self.store, conversation)
        words = {
            f"canned:{one.id}": variables.filled(one.content, values) for one in library.canned
        }
        widest = min(max(len(one.short_code) for one in library.canned), _CODE)
        choices = [
            Choice(key, f"{one.short_code:<{widest}}  {told[:_BEGINNING]}", words=words[key])
            for one, key in zip(library.canned, words, strict=True)
            for told in (clean_line(words[key]),)
        ]

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                self._put(conversation.id, words[picked.keys[0]])

        self.app.push_screen(
            PickerScreen(
                said("Canned response"),
                choices,
                glyphs=self._moment().glyphs,
                keymap=self._keymap,
                preview=lambda key, width: _lines(words.get(key, ""), width),
            ),
            chosen,
        )

    def _put(self, conversation_id: int, words: str) -> None:
        """Put words into the composer where its cursor is, if it is still about the same one."""
        if self.at_hand is None or self.at_hand.id != conversation_id:
            self.notify(
                said("Another conversation is at hand now, so nothing was put in."), markup=False
            )
            return
        self.action_write(self.composer.private)
        self.composer.text.put(words)

    def action_quote_reply(self) -> None:
        """Reply to the message at hand; a note is answered by a note."""
        message = self._message()
        if message is None:
            return
        if message.deleted or message.direction is Direction.ACTIVITY:
            self.notify(said("This cannot be quoted: nobody says anything in it."), markup=False)
            return
        self.quote(message)

    # Templates

    @property
    def _what_else(self) -> str:
        """What can be written where the channel takes no reply, as a sentence."""
        inbox = self.store.inboxes.get(self.at_hand.inbox_id) if self.at_hand else None
        if inbox is None or not inbox.templates:
            return said("A private note is possible.")
        return said(
            "A private note is possible, and {key} writes with a template.",
            key=key_name("template", self._keymap),
        )

    def action_template(self) -> None:
        """Choose a template of the channel and the values of its places."""
        from hoory_tui.screens.picker import Choice, PickerScreen

        conversation = self.at_hand
        inbox = self.store.inboxes.get(conversation.inbox_id) if conversation is not None else None
        if conversation is None or inbox is None:
            return
        if not inbox.templates:
            self.notify(
                said("{name} has no templates.", name=inbox.name or said("This channel")),
                markup=False,
            )
            return
        by_key = {f"template:{place}": one for place, one in enumerate(inbox.templates)}
        choices = [
            Choice(key, one.name, hint=f"{one.language} {one.category.lower()}", words=one.body)
            for key, one in by_key.items()
        ]

        def chosen(picked: Picked | None) -> None:
            template = by_key.get(picked.keys[0]) if picked is not None and picked.keys else None
            if template is not None and template.problem:
                self.notify(template.problem, markup=False)
            elif template is not None:
                self._ask_values(conversation, template, {})

        self.app.push_screen(
            PickerScreen(
                said("Template of {name}", name=inbox.name),
                choices,
                glyphs=self._moment().glyphs,
                keymap=self._keymap,
                preview=lambda key, width: (
                    _template_lines(by_key[key], {}, width) if key in by_key else []
                ),
            ),
            chosen,
        )

    def _ask_values(
        self, conversation: Conversation, template: Template, values: Mapping[str, str]
    ) -> None:
        """Ask for the value of the next place, or put the template into the composer."""
        place = next((one for one in template.places if one not in values), None)
        if place is None:
            self._use_template(conversation.id, template, values)
            return
        from hoory_tui.screens.picker import Choice, PickerScreen

        known = variables.values_of(self.store, conversation)
        offered = [Choice(f"{_FREE}{value}", value, hint=name) for name, value in known.items()]

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.keys:
                value = picked.keys[0].removeprefix(_FREE).strip()
                self._ask_values(conversation, template, {**values, place: value})

        def shown(key: str, width: int) -> list[Line]:
            filled = {**values, place: key.removeprefix(_FREE)}
            return _template_lines(template, filled, width)

        def free(typed: str) -> Choice | None:
            return Choice(f"{_FREE}{typed.strip()}", typed.strip(), hint=said("as typed"))

        number = template.places.index(place) + 1
        self.app.push_screen(
            PickerScreen(
                f"{template.name}: {{{{{place}}}}}, {number} of {len(template.places)}",
                offered,
                glyphs=self._moment().glyphs,
                keymap=self._keymap,
                free=free,
                preview=shown,
                empty=said("Type what stands in this place."),
            ),
            chosen,
        )

    def _use_template(
        self, conversation_id: int, template: Template, values: Mapping[str, str]
    ) -> None:
        if self.at_hand is None or self.at_hand.id != conversation_id:
            self.notify(
                said("Another conversation is at hand now, so nothing was put in."), markup=False
            )
            return
        self._show_at_hand()
        self._read(True)
        composer = self.composer
        composer.set_private(False)
        had_words = bool(composer.text.text.strip())
        composer.rewrite(conversation_id, template.words(values).strip(), private=False)
        use = TemplateUse(
            template.name,
            template.language,
            template.category,
            template.namespace,
            tuple(values.items()),
        )
        composer.enclose(conversation_id, Enclosure(template=use), private=False)
        composer.text.focus()
        if had_words:
            self.notify(said("Your words before are back with ctrl+z."), markup=False)


def _lines(text: str, width: int) -> list[Line]:
    lines: list[Line] = []
    for part in text.split("\n"):
        cuts = wrap(part, min(width, _PREVIEW))
        lines += [[(part[start:end], "text")] for start, end in cuts] or [[]]
    return lines[:_MOST_LINES]


def _template_lines(template: Template, values: Mapping[str, str], width: int) -> list[Line]:
    lines: list[Line] = []
    if template.header:
        lines.append([(template.header, "bold")])
    lines += _lines(template.words(values), width)
    if template.footer:
        lines.append([(template.footer, "dim")])
    if template.problem:
        lines.append([(template.problem, "warn")])
    return lines
