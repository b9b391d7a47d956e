"""What an account has prepared for its agents, as records: read whole, replaced whole."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, Final

from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hoory_tui.store.happenings import LibraryLoaded
    from hoory_tui.wire.library import (
        AttributeDefinitionPayload,
        CannedResponsePayload,
        CustomFilterPayload,
        MacroPayload,
    )

CANNED: Final = "canned"
MACROS: Final = "macros"
FOLDERS: Final = "folders"
DEFINITIONS: Final = "definitions"
PARTS: Final = (CANNED, MACROS, FOLDERS, DEFINITIONS)
"""What the library is made of, as the names of its fields."""


@dataclass(frozen=True, slots=True)
class CannedResponse:
    """A prepared answer; `content` may hold variables such as ``{{contact.name}}``."""

    id: int
    short_code: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class MacroAction:
    """One step of a macro, such as ``add_label`` with the titles of labels."""

    name: str
    params: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Macro:
    """Steps that are done to a conversation at once; `visibility` is personal or global."""

    id: int
    name: str = ""
    visibility: str = "global"
    actions: tuple[MacroAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """A saved filter; `query` is the body that the filter endpoint takes."""

    id: int
    name: str = ""
    query: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class AttributeDefinition:
    """An attribute that an account made up.

    `kind` is text, number, currency, percent, link, date, list or checkbox; `values` are what a
    list allows; `model` is ``conversation_attribute`` or ``contact_attribute``.
    """

    id: int
    key: str = ""
    name: str = ""
    kind: str = "text"
    values: tuple[str, ...] = ()
    model: str = "conversation_attribute"


@dataclass(frozen=True, slots=True)
class Library:
    """All that is prepared; `known` names the parts that were read, empty ones too."""

    canned: tuple[CannedResponse, ...] = ()
    macros: tuple[Macro, ...] = ()
    folders: tuple[Folder, ...] = ()
    definitions: tuple[AttributeDefinition, ...] = ()
    known: frozenset[str] = frozenset()


def fold_canned(found: Sequence[CannedResponsePayload]) -> tuple[CannedResponse, ...]:
    """Return canned responses by short code."""
    rows = (CannedResponse(one.id, one.short_code or "", one.content or "") for one in found)
    return tuple(sorted(rows, key=lambda row: (row.short_code.casefold(), row.id)))


def fold_macros(found: Sequence[MacroPayload]) -> tuple[Macro, ...]:
    """Return macros in the order in which the server has them."""
    return tuple(
        Macro(
            one.id,
            one.name or f"#{one.id}",
            one.visibility or "global",
            tuple(
                MacroAction(
                    step.action_name,
                    tuple("" if param is None else param for param in step.action_params or ()),
                )
                for step in one.actions or ()
            ),
        )
        for one in found
    )


def fold_folders(found: Sequence[CustomFilterPayload]) -> tuple[Folder, ...]:
    """Return folders in the order in which the server has them."""
    return tuple(Folder(one.id, one.name or f"#{one.id}", one.query) for one in found)


def fold_definitions(
    found: Sequence[AttributeDefinitionPayload],
) -> tuple[AttributeDefinition, ...]:
    """Return definitions of attributes in the order in which the server has them."""
    return tuple(
        AttributeDefinition(
            one.id,
            one.attribute_key,
            one.attribute_display_name or one.attribute_key,
            one.attribute_display_type or "text",
            tuple(one.attribute_values or ()),
            one.attribute_model or "conversation_attribute",
        )
        for one in found
        if one.attribute_key
    )


def taken(library: Library, step: LibraryLoaded) -> Library:
    """Return the library with the parts that were read in place of what was held of them."""
    parts: dict[str, Any] = {}
    if step.canned is not None:
        parts[CANNED] = fold_canned(step.canned)
    if step.macros is not None:
        parts[MACROS] = fold_macros(step.macros)
    if step.folders is not None:
        parts[FOLDERS] = fold_folders(step.folders)
    if step.definitions is not None:
        parts[DEFINITIONS] = fold_definitions(step.definitions)
    return replace(library, **parts, known=library.known | parts.keys())
