"""The first moment of a program on a terminal of its own: takes the terminal, becomes the program.

It runs by its path, isolated, and imports nothing of ours. Arguments: the program and its words.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Make the terminal on the input the one that this session is controlled by."""
    # Whoever leads a session gets the first terminal that it opens.
    os.close(os.open(os.ttyname(0), os.O_RDWR))
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606


if __name__ == "__main__":
    main()
