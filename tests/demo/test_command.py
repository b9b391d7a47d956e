from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SCRIPT = (
    "import sys; from hoory_tui.demo.command import Wishes, run; sys.exit(run(Wishes({arguments})))"
)


@contextmanager
def started(arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(arguments=arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            # A desk that was not told to end would be waited for without end.
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_json_line_then_a_clean_end(number: signal.Signals) -> None:
    with started("port=0, seed=3, quiet_visitors=False, as_json=True") as process:
        assert process.stdout is not None
        described = json.loads(process.stdout.readline())
        assert set(described) == {"url", "account_id", "accounts", "agents", "inboxes"}
        port = int(described["url"].rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
        assert (rest, errors) == ("", "")
    assert process.returncode == 0


def test_people_get_plain_lines() -> None:
    with started("port=0, seed=1, quiet_visitors=True, as_json=False") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        while "Ctrl+C" not in lines[-1]:
            lines.append(process.stdout.readline())
        process.terminate()
        process.communicate(timeout=10)
    assert lines[0].startswith("The demo desk is open at http://127.0.0.1:")
    assert any("nare@sparrow.example" in line for line in lines)
    assert process.returncode == 0


def test_a_taken_port_is_one_plain_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with started(f"port={port}, seed=1, quiet_visitors=True, as_json=True") as process:
            printed, errors = process.communicate(timeout=10)
    assert printed == ""
    assert errors == f"Port {port} is already in use; choose another with --port.\n"
    assert process.returncode == 1


def test_a_load_is_steered_by_lines_of_input() -> None:
    with started("as_json=True, conversations=5, rate=0.0") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        answers = []
        for order in ("rate 250", "rate fast", "sent", "rate 0"):
            process.stdin.write(f"{order}\n")
            process.stdin.flush()
            answers.append(json.loads(process.stdout.readline()))
        process.terminate()
        process.communicate(timeout=10)
    assert [one["rate"] for one in answers] == [250, 250, 250, 0]
    assert answers[-1] == {"rate": 0, "events": 0, "messages": 0}, "nobody listened"
    assert process.returncode == 0


def test_the_end_of_the_input_is_not_the_end_of_the_desk() -> None:
    with started("as_json=True, conversations=5, rate=0.0") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        described = json.loads(process.stdout.readline())
        process.stdin.close()
        port = int(described["url"].rsplit(":", 1)[1])
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        process.terminate()
        assert process.wait(10) == 0
