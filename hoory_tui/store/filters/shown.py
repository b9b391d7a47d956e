"""Filters as lists: of a line that was typed, of a saved folder, of one contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoory_tui.store.filters.choices import EVERY
from hoory_tui.store.filters.folders import from_query
from hoory_tui.store.filters.line import Filter, Term
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.registry import field_of
from hoory_tui.store.filters.texts import ContactField
from hoory_tui.store.views import ListView, Scope, ScopeKind, Sort

if TYPE_CHECKING:
    from hoory_tui.store.library import Folder


def filter_view(rule: Filter, like: ListView) -> ListView:
    """Return the list of a typed filter, in the order of another and, unsaid, in its status."""
    status = EVERY if rule.has_status else like.status
    return ListView(Scope(ScopeKind.FILTER), status, like.sort, rule)


def folder_view(folder: Folder, names: Names, sort: Sort = Sort.LATEST) -> ListView:
    """Return the list of a folder, all of it; raises FilterError when it cannot be decided."""
    scope = Scope(ScopeKind.FOLDER, folder.id, folder.name)
    return ListView(scope, EVERY, sort, from_query(folder.query, names))


def contact_view(contact_id: int, name: str) -> ListView:
    """Return the list of all conversations of a contact."""
    field = field_of("contact")
    assert isinstance(field, ContactField)
    rule = Filter(((Term("contact", (field.value(contact_id),)),),))
    return ListView(Scope(ScopeKind.FILTER, contact_id, name), EVERY, filter=rule)
