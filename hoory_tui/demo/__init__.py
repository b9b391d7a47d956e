"""A pretend support company with a real API and a real cable, for trying the console and testing it."""

from __future__ import annotations

from .desk import DemoDesk
from .pace import Pace

__all__ = ["DemoDesk", "Pace"]
