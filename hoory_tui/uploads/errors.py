"""Why a file is not sent."""

from __future__ import annotations


class UnsendableError(ValueError):
    """A file that is not sent; the text says why, beginning with its name."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
