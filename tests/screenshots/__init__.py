"""`python -m tests.screenshots [FOLDER]`: draw the README's pictures, the same at every run."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "screenshots"
