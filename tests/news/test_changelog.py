"""The changelog: the newest version is this one, in order, each change a whole sentence."""

from __future__ import annotations

import hoory_tui
from hoory_tui.news.changelog import Change, Release, order_of, releases, since

KINDS = ("new", "changed", "fixed", "removed")


def release(version: str) -> Release:
    return Release(version, "2026-01-01", "words", (Change("new", "Words."),))


def test_the_file_tells_of_this_version_and_of_no_later_one() -> None:
    found = releases()
    assert found[0].version == hoory_tui.__version__
    for one in found:
        assert len(one.date.split("-")) == 3
        assert one.headline
        assert not one.headline.endswith(".")
        for change in one.changes:
            assert change.kind in KINDS
            assert change.text.endswith(".")


def test_versions_are_ordered_by_their_numbers() -> None:
    wanted = ["0.1.0rc1", "0.1.0", "0.1.1", "0.9.0", "0.10.0", "1.0.0b2", "1.0.0"]
    assert sorted(set(wanted), key=order_of) == wanted
    assert order_of("1.0") == order_of("1.0.0") == order_of("1.0.0+local")


def test_only_what_came_after_the_version_seen_is_told() -> None:
    known = [release(one) for one in ("0.3.0", "0.2.0", "0.1.0")]
    assert [one.version for one in since("0.1.0", known)] == ["0.3.0", "0.2.0"]
    assert since("0.3.0", known) == []
    assert len(since("0.0.9", known)) == 3
