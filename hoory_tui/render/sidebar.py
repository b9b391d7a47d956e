"""The presence sidebar: colleagues with their load, and the card of the contact at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import chain, islice
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.bars import presence_mark
from hoory_tui.render.dossier import Fact, Section, contact_facts, fact_text, own_facts
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut, fit, pad, spread, wrap
from hoory_tui.render.names import shown_name
from hoory_tui.render.stack import Block, stacked
from hoory_tui.store.library import AttributeDefinition
from hoory_tui.store.records import Contact
from hoory_tui.words import said
from hoory_tui.words.terms import term

_CARD_KEYS: Final = 8
_VALUE_LINES: Final = 3
_NAME_CELLS: Final = 7
"""Of what a value is called; more where there is room."""
_ROOMY: Final = 40
_VERY_ROOMY: Final = 50


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
    """What is known of the contact at hand; `sections` come below what is the contact's own."""

    contact: Contact
    online: bool
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    definitions: Mapping[str, AttributeDefinition] = field(default_factory=dict)


def sidebar_lines(
    colleagues: Sequence[Colleague],
    contacts_online: Sequence[str],
    card: Card | None,
    width: int,
    glyphs: Glyphs,
    height: int = 0,
) -> list[Line]:
    """Return the lines of the sidebar, each of exactly `width` cells.

    In a `height` that is too low for all, every block gives up lines in its turn, the last ones
    first, and those left out are counted; 0 is for any number of lines.
    """
    blocks: list[Block] = []
    if card is not None:
        blocks.append(Block(_card_lines(card, width, glyphs), 6))
        for section in card.sections:
            blocks.append(Block(_section_lines(section, width, glyphs), 1 + section.least))
    online = sum(one.availability == "online" for one in colleagues)
    present = sum(one.availability in ("online", "busy") for one in colleagues)
    agents = [_title(said("Agents"), said("{count} online", count=online), width)]
    agents += [_colleague_line(one, width, glyphs) for one in colleagues]
    blocks.append(Block(agents, 1 + min(present, 4)))
    if contacts_online:
        names = [_title(said("Contacts online"), str(len(contacts_online)), width)]
        names += [_online_line(name, width, glyphs) for name in contacts_online]
        blocks.append(Block(names, 2))
    return stacked(blocks, width, height)


def _online_line(name: str, width: int, glyphs: Glyphs) -> Line:
    mark, role = presence_mark("online", glyphs)
    line: Line = [(f" {mark} ", role), (shown_name(name, glyphs, width - 4), "text")]
    return fit(line, width, "text")


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
        left.append((" " + said("(you)"), "faint"))
    if one.doing:
        left.append((f"  {one.doing}", "typing"))
    load = str(one.open_count) if one.open_count else ""
    if load and glyphs.is_words:
        load = said("{count} open", count=load)
    return spread(left, [(f" {load} ", "dim")], width, "text")


def _card_lines(card: Card, width: int, glyphs: Glyphs) -> list[Line]:
    contact = card.contact
    mark, role = presence_mark("online" if card.online else "offline", glyphs)
    state = term("online" if card.online else "offline")
    name = shown_name(contact.label, glyphs)
    lines = [
        _title(said("Contact"), f"#{contact.id}", width),
        spread([(f" {mark} ", role), (name, "bold")], [(f" {state} ", "faint")], width, "text"),
    ]
    for one in contact_facts(contact):
        lines += _fact_lines(one, width, glyphs)
    for key, value in card.facts:
        if value:
            lines += _fact_lines(Fact(key, value), width, glyphs)
    own = own_facts(contact.additional_attributes, {})
    custom = own_facts(contact.custom_attributes, card.definitions)
    for one in islice(chain(own, custom), _CARD_KEYS):
        lines += _fact_lines(one, width, glyphs)
    return lines


def _section_lines(section: Section, width: int, glyphs: Glyphs) -> list[Line]:
    lines = [_title(section.title, section.note, width)]
    for one in section.facts:
        lines += _fact_lines(one, width, glyphs)
    return lines


def _fact_lines(fact: Fact, width: int, glyphs: Glyphs) -> list[Line]:
    value = fact_text(fact.value, glyphs)
    if not fact.name:
        offsets = wrap(value, max(8, width - 5))[:_VALUE_LINES]
        return [
            fit([("   ", "faint"), (value[start:end], fact.role)], width, "text")
            for start, end in offsets
        ]
    cells = _NAME_CELLS + 4 * ((width >= _ROOMY) + (width >= _VERY_ROOMY))
    key = fact_text(fact.name, glyphs)
    offsets = wrap(value, max(8, width - cells - 5))[:_VALUE_LINES]
    lines: list[Line] = []
    for number, (start, end) in enumerate(offsets):
        name = cut(key, cells) if number == 0 else ""
        head = pad(f"   {name}", cells + 4)
        lines.append(fit([(head, "faint"), (value[start:end], fact.role)], width, "text"))
    return lines
