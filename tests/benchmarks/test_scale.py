"""The measuring of size still works and tells what it promises."""

from __future__ import annotations

from tests.benchmarks import scale
from tests.benchmarks.scene import FIRST_THREAD, OLDER, Scene


def test_lists_and_threads_of_two_sizes_are_measured() -> None:
    rows = scale.measure_lists(60, 90, 1) + scale.measure_threads(5, 30, 1, threads=1)
    assert len(rows) == 8
    for row in rows:
        assert row.ratio is not None
        assert row.ours is not None
        assert row.ours > 0, row.what


def test_what_happens_on_the_scene_changes_what_it_should() -> None:
    scene = Scene(100, 30)
    assert len(scene.store.timelines[FIRST_THREAD]) == 30
    assert scene.prepend(FIRST_THREAD).timelines == {FIRST_THREAD}
    assert len(scene.store.timelines[FIRST_THREAD]) == 30 + OLDER
    assert scene.move_to_top().order
    first = max(scene.store.conversations.values(), key=lambda one: one.spoken_at)
    assert first.id == 99
    assert first.last_message is not None
    assert first.last_message.content == "News 1"
    changes = scene.update_row()
    assert changes.conversations == {5}
    assert scene.store.conversations[5].unread_count > 0
