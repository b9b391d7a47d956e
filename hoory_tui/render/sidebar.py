"""The presence sidebar: colleagues with their load, and the card of the contact at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.bars import presence_mark
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut, fit, pad, spread, wrap
from hoory_tui.render.names import shown_name
from hoory_tui.store.records import Contact
from hoory_tui.wire.clean import has_hidden_marks

_CARD_KEYS: Final = 8
_VALUE_LINES: Final = 3
_VALUE_CHARACTERS: Final = 400
_HUGE: Final = 10**30


@dataclass(frozen=True, slots=True)
class Colleague:
    """An agent as the sidebar shows them; `open_count` is of conversations known here."""

    name: str
    availability: str
    open_count: int
    is_me: bool
    doing: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of the contact at hand."""

    contact: Contact
    online: bool
    facts: tuple[tuple[str, str], ...] = ()


def sidebar_lines(
    colleagues: Sequence[Colleague],
    contacts_online: Sequence[str],
    card: Card | None,
    width: int,
    glyphs: Glyphs,
) -> list[Line]:
    """Return the lines of the sidebar, each of exactly `width` cells."""
    lines: list[Line] = []
    if card is not None:
        lines += _card_lines(card, width, glyphs)
        lines.append([(" " * width, "text")])
    online = sum(one.availability == "online" for one in colleagues)
    lines.append(_title("Agents", f"{online} online", width))
    lines += [_colleague_line(one, width, glyphs) for one in colleagues]
    if contacts_online:
        lines.append([(" " * width, "text")])
        lines.append(_title("Contacts online", str(len(contacts_online)), width))
        for name in contacts_online:
            mark, role = presence_mark("online", glyphs)
            line: Line = [(f" {mark} ", role), (shown_name(name, glyphs, width - 4), "text")]
            lines.append(fit(line, width, "text"))
    return lines


def _title(text: str, note: str, width: int) -> Line:
    return spread([(f" {text}", "side-title")], [(f"{note} ", "faint")], width, "text")


def _colleague_line(one: Colleague, width: int, glyphs: Glyphs) -> Line:
    mark, mark_role = presence_mark(one.availability, glyphs)
    present = one.availability in ("online", "busy")
    left: Line = [
        (f" {mark} ", mark_role),
        (shown_name(one.name, glyphs), "text" if present else "dim"),
    ]
    if one.is_me:
        left.append((" (you)", "faint"))
    if one.doing:
        left.append((f"  {one.doing}", "typing"))
    load = str(one.open_count) if one.open_count else ""
    return spread(left, [(f" {load} ", "dim")], width, "text")


def _card_lines(card: Card, width: int, glyphs: Glyphs) -> list[Line]:
    contact = card.contact
    mark, role = presence_mark("online" if card.online else "offline", glyphs)
    state = "online" if card.online else "offline"
    name = shown_name(contact.label, glyphs)
    lines = [
        _title("Contact", f"#{contact.id}", width),
        spread([(f" {mark} ", role), (name, "bold")], [(f" {state} ", "faint")], width, "text"),
    ]
    facts = [
        ("blocked", "yes" if contact.blocked else ""),
        ("mail", contact.email),
        ("phone", contact.phone_number),
        ("id", contact.identifier),
        *card.facts,
        *_attributes(contact),
    ]
    for key, value in facts:
        if value:
            lines += _fact_lines(_fact_text(key, glyphs), _fact_text(value, glyphs), width)
    return lines


def _attributes(contact: Contact) -> Iterator[tuple[str, str]]:
    told = {**contact.additional_attributes, **contact.custom_attributes}
    hidden = ("avatar_url_hash", "last_avatar_sync_at")
    pairs = (
        (key[:_VALUE_CHARACTERS].replace("_", " "), _attribute(value))
        for key, value in told.items()
        if isinstance(value, str | int | float) and value not in ("", None) and key not in hidden
    )
    return islice(pairs, _CARD_KEYS)


def _attribute(value: str | float) -> str:
    if isinstance(value, int) and abs(value) > _HUGE:
        # To write out a number of many thousand digits takes long and is refused.
        return "(a huge number)"
    return value if isinstance(value, str) else str(value)


def _fact_text(text: str, glyphs: Glyphs) -> str:
    # Visitors choose what is in an attribute, and how much of it.
    shown = " ".join(glyphs.shown(text[:_VALUE_CHARACTERS]).split())
    return f"{glyphs.hidden} {shown}" if has_hidden_marks(text) else shown


def _fact_lines(key: str, value: str, width: int) -> list[Line]:
    indent = 10
    room = max(8, width - indent - 2)
    offsets = wrap(value, room)[:_VALUE_LINES]
    lines: list[Line] = []
    for number, (start, end) in enumerate(offsets):
        name = cut(key, indent - 3) if number == 0 else ""
        head = pad(f"   {name}", indent + 1)
        lines.append(fit([(head, "faint"), (value[start:end], "dim")], width, "text"))
    return lines
