"""``python -m hoory_tui`` is ``hoory-tui``."""

from __future__ import annotations

import sys

from hoory_tui.cli import main

sys.exit(main())
