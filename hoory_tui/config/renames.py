"""Keys that had another name once, or are gone, with what is to be written now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hoory_tui.words import saying

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

RENAMED: Final[Mapping[str, tuple[str, str]]] = {}
"""By a former key: the version since which it is no more, and the key or the words to use instead.

No key of any version has changed its name yet; the first one that does is entered here, and
whoever still writes it is told by name.
"""


def remedy_for(name: str, renamed: Mapping[str, tuple[str, str]] = RENAMED) -> tuple[str, str]:
    """Return what is wrong with a former key and what to do, two empty texts for any other."""
    if name not in renamed:
        return "", ""
    version, instead = renamed[name]
    if instead.isidentifier():
        return (
            saying(
                "this key is called {instead} since {version}", instead=instead, version=version
            ),
            saying("write {instead} instead", instead=instead),
        )
    return saying("this key is no more since {version}", version=version), instead
