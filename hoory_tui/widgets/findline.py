"""A line at the foot of the screen to type in what is looked for; what it finds stays in view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from hoory_tui.keys import Context, bindings
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.still import StillInput
from hoory_tui.wire.clean import clean_line

_LINES_OWN_KEYS = frozenset({"enter", "up", "down"})


class LineInput(StillInput, inherit_bindings=False):
    """Where letters go; the keys that end the line or go through its past are the line's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in Input.BINDINGS if isinstance(one, Binding) and one.key not in _LINES_OWN_KEYS
    ]

    async def _on_key(self, event: events.Key) -> None:
        # Terminals send the letter along, and the library would write it into the line.
        if event.key.startswith("alt+"):
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(clean_line(event.text))


class FindLine(Vertical):
    """The sign, the letters and up to two lines about them; subclasses say what is found."""

    DEFAULT_CSS = """
    FindLine {
        height: auto;
        width: 1fr;
        background: $panel-background;

        & Horizontal { height: 1; width: 1fr; }
        & .sign { width: auto; height: 1; }
        & .about { width: 1fr; height: 1; display: none; }
        & LineInput {
            height: 1;
            width: 1fr;
            border: none;
            padding: 0;
            background: $composer-background;

            &:focus { border: none; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.FIND)]

    def __init__(
        self,
        sign: str,
        value: str,
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        placeholder: str = "",
    ) -> None:
        # No id: the line of before may still be on its way out when the next one comes.
        super().__init__()
        self.glyphs = glyphs
        self.keymap = keymap
        self.is_resting = False
        """Whether the hands are elsewhere from the start, on what was found in another way."""
        self._sign_text = f" {sign} "
        ascii_only = glyphs.is_ascii
        self.field = LineInput(value, placeholder=placeholder, select_on_focus=False)
        self._sign = Painted(ground="bar", id="find-sign", ascii_only=ascii_only)
        self._sign.add_class("sign")
        self._about = [
            Painted(ground="bar", id=f"find-about-{number}", ascii_only=ascii_only)
            for number in range(2)
        ]
        for line in self._about:
            line.add_class("about")

    def compose(self) -> ComposeResult:
        """Put the letters behind the sign, and what is said about them below."""
        with Horizontal():
            yield self._sign
            yield self.field
        yield from self._about

    def on_mount(self) -> None:
        """Take the letters from now on, unless the hands are elsewhere."""
        self._sign.styles.width = len(self._sign_text)
        self._sign.show([[(self._sign_text, "cursor")]])
        self.field.cursor_position = len(self.field.value)
        if not self.is_resting:
            self.field.focus()
            self.typed(self.field.value)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.value

    def say(self, *lines: Line) -> None:
        """Say so many lines about what is typed, two at most."""
        for place, painted in enumerate(self._about):
            painted.display = place < len(lines)
            painted.show([lines[place]] if place < len(lines) else [])

    def put(self, text: str, cursor: int | None = None) -> None:
        """Put another text in place of what is typed."""
        self.field.value = text
        self.field.cursor_position = len(text) if cursor is None else cursor

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.typed(event.value)

    def typed(self, text: str) -> None:
        """React to what is typed now."""

    def action_take(self) -> None:
        """Take what is found."""

    def action_leave(self) -> None:
        """Leave all as it was."""

    def action_complete(self, step: int) -> None:
        """Write on what is typed."""

    def action_browse(self, step: int) -> None:
        """Go to another one: of what is found, or of what was typed before."""

    def action_save(self) -> None:
        """Keep what is typed under a name."""

    def action_remove(self) -> None:
        """Remove what was kept under a name."""
