"""No fault of the cable battery goes missing: each number has its tests, here and elsewhere."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
EVERY_FAULT = set(range(1, 46))
BY_RAILS = {3, 4, 6, 7, *range(9, 15), *range(16, 20), *range(21, 26), *range(27, 32), 36, 38, 39}
"""What the genuine Action Cable can be made to do by its switches or by a proxy before it."""

ELSEWHERE = {
    16: "tests/client/test_socket.py::test_a_slow_listener_stops_the_reading",
    21: "tests/flows/test_link.py::test_a_lost_link_is_told_and_what_was_missed_is_shown",
    24: "tests/flows/test_link.py::test_a_server_that_asks_to_come_back_is_come_back_to",
    25: "tests/flows/test_link.py::test_a_server_that_forbids_to_come_back_is_left_until_asked",
    33: "tests/client/test_socket.py::test_waits_longer_each_time_it_is_dropped_at_once",
    34: "tests/client/test_connection.py::test_what_piled_up_while_we_were_frozen_is_no_life",
    43: "tests/client/test_socket.py::test_ends_within_a_second_and_leaves_no_task",
}
"""Tests without a number that play a part of the same fault, most of them on the screen."""


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def numbered(folder: str) -> dict[int, set[str]]:
    """Return the tests of a folder by the number of their fault."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted((TESTS / folder).glob("test_*.py")):
        for name in names_in(path):
            if number := re.match(r"test_(\d\d)_", name):
                found[int(number[1])].add(name)
    return found


def test_every_fault_is_played_by_the_desk_or_a_server_of_ours() -> None:
    assert set(numbered("faults")) == EVERY_FAULT


def test_what_rails_can_do_is_played_by_rails_too() -> None:
    assert set(numbered("rails")) == BY_RAILS


@pytest.mark.parametrize("test", ELSEWHERE.values())
def test_what_is_played_elsewhere_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert name in names_in(TESTS.parent / file)
