"""`python -m tests.chaos --messages 10000 --seed 1`: an hour of faults, and what is left of it."""

from __future__ import annotations

import argparse
import logging
import sys

from .run import play


def main() -> int:
    """Play one run, print what was found, and tell by the status whether it was good."""
    parser = argparse.ArgumentParser(prog="tests.chaos", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=(), metavar="FAULT")
    # That its clients break off in the middle of a request is what this is about.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    parser.add_argument("--stream", action="store_true", help="a stream's lines, not the screens")
    asked = parser.parse_args()
    if asked.stream:
        return _stream(asked.messages, asked.seed)
    report = play(asked.messages, asked.seed, only=asked.only)
    sys.stdout.write(f"{report.line()}\n")
    for sentence in report.verdict.untrue:
        sys.stdout.write(f"  {sentence}\n")
    return 0 if report.verdict.is_good else 1


def _stream(messages: int, seed: int) -> int:
    from .stream_run import play_stream

    report = play_stream(messages, seed)
    sys.stdout.write(f"{report.line()}\n")
    for sentence in report.verdict.sentences():
        sys.stdout.write(f"  {sentence}\n")
    return 0 if report.verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
