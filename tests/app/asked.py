"""Somebody who answers what a wizard asks, line by line."""

from __future__ import annotations

from collections.abc import Callable


class Script:
    """Answers questions in order; None means that nobody is there any more, "" is enter alone."""

    def __init__(self, *answers: str | Callable[[], str] | None) -> None:
        self._answers = list(answers)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.stood: list[str] = []
        """What stood in the line already, by question."""
        self.asked_secretly: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str, typed: str = "") -> str:
        self.asked.append(question)
        self.stood.append(typed)
        return self._answer() or typed

    def ask_secret(self, question: str) -> str:
        self.asked_secretly.append(question)
        return self._answer()

    def _answer(self) -> str:
        answer = self._answers.pop(0)
        if answer is None:
            raise EOFError
        return answer() if callable(answer) else answer

    @property
    def words(self) -> str:
        return "\n".join(self.said)
