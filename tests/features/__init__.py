"""What an agent can do on the web, where its key is here, and which test proves it.

The rows are those of the dashboard that matter on every day (P0) and soon after (P1). Each test
drives the running console against the demo desk and looks at what the desk has in the end.
"""

from __future__ import annotations

from typing import Final

from .accounts import ACCOUNTS
from .alerts import ALERTS
from .feature import Feature
from .finding import FIND
from .knowing import CONTEXT
from .looks import LOOKS
from .triage import TRIAGE
from .writing import WRITE

__all__ = ["FEATURES", "Feature", "readme_table"]

FEATURES: Final = (*FIND, *TRIAGE, *WRITE, *CONTEXT, *ALERTS, *LOOKS, *ACCOUNTS)


def readme_table() -> str:
    """Return the rows as the README shows them."""
    from hoory_tui.keys import KEYS, shown_keys

    shown = {key.id: shown_keys(key)[0] for key in KEYS}
    lines = ["| what | keys | otherwise than on the web |", "| --- | --- | --- |"]
    for group in dict.fromkeys(row.group for row in FEATURES):
        lines.append(f"| **{group}** | | |")
        for row in FEATURES:
            if row.group == group:
                keys = " ".join(f"`{shown[one]}`" for one in row.keys)
                lines.append(f"| {row.name} | {keys} | {row.differs} |")
    return "\n".join(lines)
