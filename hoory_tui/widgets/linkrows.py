"""Links and files of a message as rows to choose from; what is chosen is only named here."""

from __future__ import annotations

from collections.abc import Sequence

from hoory_tui.render.body import FoundLink
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine, Line, cut, fit, width_of
from hoory_tui.render.names import attachment_name, shown_name, size
from hoory_tui.store.records import Attachment
from hoory_tui.widgets.boxrows import BoxRows
from hoory_tui.wire.links import Link
from hoory_tui.words import said

Choice = FoundLink | Attachment


class LinkRows(BoxRows[int]):
    """Two lines for each link or file."""

    row_height = 2

    def __init__(self, choices: Sequence[Choice], *, id: str, glyphs: Glyphs) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self.choices = choices

    @property
    def chosen_now(self) -> Choice | None:
        """What the cursor stands on."""
        return self.choices[self.cursor] if self.cursor is not None else None

    def on_mount(self) -> None:
        """Start on the first row."""
        self.show_keys(range(len(self.choices)))
        self.set_cursor(0)

    def stamp(self, key: int) -> object:
        """Return the row itself: it never changes."""
        return self.choices[key]

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        """Return the lines of a link or a file."""
        one = self.choices[key]
        room = max(width - 3, 1)
        lines = self._link(one, room) if isinstance(one, FoundLink) else self._file(one, room)
        return [DrawnLine(fit([("  ", "text"), *line], width, "text"), "bar") for line in lines]

    def _link(self, one: FoundLink, room: int) -> list[Line]:
        label = shown_name(" ".join(one.label.split()), self.glyphs, room)
        if not isinstance(one.link, Link):
            return [
                [(label, "text")],
                [
                    ("  ", "text"),
                    (
                        cut(said("not opened: {reason}", reason=one.link.reason), room - 2),
                        "link-refused",
                    ),
                ],
            ]
        mark = (f"{self.glyphs.warn} ", "link-warn") if one.link.is_suspect else ("  ", "text")
        return [[(label, "link")], [mark, (_end_of(one.link, room - 2), "bold")]]

    def _file(self, one: Attachment, room: int) -> list[Line]:
        name = shown_name(attachment_name(one), self.glyphs, max(room - 2, 1))
        kind = shown_name(one.file_type, self.glyphs, 20)
        about = "  ".join(part for part in (kind, size(one.size)) if part)
        return [
            [(f"{self.glyphs.clip} ", "dim"), (name, "attachment")],
            [(f"  {about}", "dim")],
        ]


def _end_of(link: Link, room: int) -> str:
    """Return where a link leads; of a host without room its end, for that tells whose it is."""
    if width_of(link.place) <= room:
        return link.place
    return link.host if len(link.host) <= room else f"…{link.host[1 - room :]}"
