"""The table of what an agent can do: its keys are there, its tests are, and the README has it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from hoory_tui.keys import KEYS, known_ids

from .features import FEATURES, Feature, readme_table

TESTS = Path(__file__).parent
BOXES = {"In a box"}


@pytest.mark.parametrize("row", FEATURES, ids=lambda row: row.name)
def test_every_key_and_every_test_of_a_row_is_there(row: Feature) -> None:
    assert set(row.keys) <= known_ids()
    assert row.tests
    for test in row.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        found = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in found or (name == "*" and any(one.startswith("test_") for one in found))


def test_what_is_needed_every_day_is_one_key_away() -> None:
    outside = {key.id for key in KEYS if key.group not in BOXES}
    for row in FEATURES:
        if row.priority == 0 and row.keys:
            # One key does it, or opens the box in which the second does.
            assert outside & set(row.keys), row.name
            assert len(row.tests) >= 1


def test_the_readme_shows_every_row() -> None:
    text = (TESTS.parent / "README.md").read_text("utf-8")
    found = re.search(r"<!-- features -->\n(.*?)\n<!-- /features -->", text, re.DOTALL)
    assert found is not None
    assert found.group(1) == readme_table()
