"""A pretend support company with a real API and cable, for trying and testing the console."""

from __future__ import annotations

from .desk import DemoDesk
from .pace import Pace

__all__ = ["DemoDesk", "Pace"]
