"""No fault of either battery goes missing: each number has its tests, here and elsewhere."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from .titles import CABLE, EVERYTHING

TESTS = Path(__file__).parent.parent
EVERY_FAULT = set(range(1, 46))
EVERY_OTHER_FAULT = set(range(1, 49))
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

OTHERS_ELSEWHERE = {
    5: "tests/client/test_transport.py::test_a_certificate_of_nobody_we_trust",
    11: "tests/client/test_transport.py::test_a_redirect_is_named_and_not_followed",
    13: "tests/client/test_session.py::test_reaches_no_other_origin_not_even_by_redirect",
    16: "tests/client/test_transport.py::test_a_connection_that_breaks_off",
    28: "tests/flows/test_catching_up.py::test_a_machine_that_slept_is_caught_up_at_once",
    30: "tests/app/test_outbox.py::test_a_lost_sign_in_stops_everything_and_loses_nothing",
    35: "tests/app/test_outbox.py::test_a_refusal_is_final_and_keeps_the_words",
    37: "tests/app/test_outbox.py::test_a_server_that_asks_for_a_pause_gets_it",
    39: "tests/app/test_outbox.py::"
    "test_what_arrived_without_an_answer_is_found_and_never_sent_again",
    43: "tests/keep/test_full_disk.py::test_a_disk_that_fills_up_and_is_given_room",
    45: "tests/keep/test_private.py::test_what_belongs_to_somebody_else_is_refused",
    46: "tests/app/test_outbox.py::test_words_from_yesterday_ask_before_they_leave",
    47: "tests/flows/test_keeping.py::test_two_consoles_keep_their_own",
    48: "tests/keep/test_kills.py::test_what_was_confirmed_survives_every_kill",
}
"""The same for the other battery: the layers below the screen."""


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    }


def numbered(folder: str, letter: str = "") -> dict[int, set[str]]:
    """Return the tests of a folder by the number of their fault."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in sorted((TESTS / folder).glob("test_*.py")):
        for name in names_in(path):
            if number := re.match(rf"test_{letter}(\d\d)_", name):
                found[int(number[1])].add(name)
    return found


def test_every_fault_is_played_by_the_desk_or_a_server_of_ours() -> None:
    assert set(numbered("faults")) == EVERY_FAULT == set(CABLE)


def test_every_other_fault_is_played_on_a_console() -> None:
    assert set(numbered("faults", "f")) == EVERY_OTHER_FAULT == set(EVERYTHING)


def test_every_fault_is_written_down() -> None:
    for path in sorted((TESTS / "faults").glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                is_numbered = re.match(r"test_f?\d\d_", node.name)
                assert not is_numbered or node.args.args[0].arg == "record", node.name


def test_what_rails_can_do_is_played_by_rails_too() -> None:
    assert set(numbered("rails")) == BY_RAILS


@pytest.mark.parametrize("test", [*ELSEWHERE.values(), *OTHERS_ELSEWHERE.values()])
def test_what_is_played_elsewhere_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert name in names_in(TESTS.parent / file)
