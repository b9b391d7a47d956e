"""Names that are suggested for a login."""

from __future__ import annotations

import pytest

from hoory_tui.app.wizard.naming import ask_colour, suggested_name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://support.acme.com", "acme"),
        ("https://app.hoory.com", "hoory"),
        ("https://acme.co.uk/desk", "acme"),
        ("https://staging.support.acme.com:8443", "acme-staging"),
        ("https://app.desk", "app"),
        ("https://desk", "desk"),
        ("http://127.0.0.1:3000", "local"),
        ("http://localhost:3000", "local"),
        ("https://192.0.2.7", "desk"),
        ("https://xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd"),
        ("https://environment.com", "desk"),
    ],
)
def test_the_owner_of_the_host_is_its_name(url: str, name: str) -> None:
    assert suggested_name(url) == name


class Typist:
    """Types an answer behind whatever stands there already."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.said: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str, typed: str = "") -> str:
        return typed + self.answers.pop(0)

    def ask_secret(self, question: str) -> str:
        raise EOFError


def test_a_colour_that_is_none_does_not_stand_there_to_be_lengthened() -> None:
    typist = Typist("purplish", "red")
    assert ask_colour(typist, "") == "red"
    assert len(typist.said) == 1
