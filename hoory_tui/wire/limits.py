"""The largest numbers that mean something, to whoever reads them: a server's answer or a file."""

from __future__ import annotations

from typing import Final

LARGEST_ID: Final = 2**63 - 1
"""Of what databases take, the server's and ours."""
LARGEST_COUNT: Final = 2**53 - 1
LATEST: Final = 4_102_444_800.0 * 4
"""Unix seconds far beyond any real date, before datetime overflows."""
