"""Brings the catalogues up to date with the code: ``python -m tests.words``.

Sentences that are new come without a translation, those that nobody says any more go. What is
still to be translated is printed, and the exit code is then 1.
"""

from __future__ import annotations

import sys

from tests.words.upkeep import TRANSLATED, bring_up_to_date


def main() -> int:
    """Write the catalogues of all languages, compiled too."""
    missing = 0
    for language in TRANSLATED:
        for sentence in bring_up_to_date(language):
            missing += 1
            sys.stdout.write(f"{language}: {' | '.join(sentence)!r}\n")
    sys.stdout.write(f"{missing} sentences to translate\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
