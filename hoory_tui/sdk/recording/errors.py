"""What is wrong with a file of a session, in a sentence for the person who named it."""

from __future__ import annotations


class RecordingError(Exception):
    """A recording cannot be written or read; the text is one whole sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
