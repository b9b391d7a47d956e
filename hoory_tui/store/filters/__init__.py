"""The filter language: a line that an agent types, decided here and asked of the server."""

from __future__ import annotations

from hoory_tui.store.filters.errors import FilterError
from hoory_tui.store.filters.folders import from_query
from hoory_tui.store.filters.line import Filter
from hoory_tui.store.filters.names import Names, names_of
from hoory_tui.store.filters.parsing import parse
from hoory_tui.store.filters.questions import Question

__all__ = ["Filter", "FilterError", "Names", "Question", "from_query", "names_of", "parse"]
